// Package stored keeps the func that calls Done in a field until the work has
// been done.
package stored

import (
	"errors"
	"io"
	"log"
	"sync"
)

var errShort = errors.New("short block")

type block struct{ data []byte }

func (b *block) decode() error {
	if len(b.data) < 8 {
		return errShort
	}
	return nil
}

// A job decodes a block.
type job struct {
	block block
	done  func(*block)
	end   func(*block, error)
	hook  func()
}

func (j *job) run() {
	if err := j.block.decode(); err != nil {
		log.Print(err)
		return
	}
	j.done(&j.block)
}

func (j *job) runToTheEnd() {
	err := j.block.decode()
	if err != nil {
		log.Print(err)
	}
	j.end(&j.block, err)
}

func (j *job) runHook() {
	if len(j.block.data) == 0 {
		return
	}
	if j.hook != nil {
		j.hook()
	}
}

var queue = make(chan func(), 16)

func readAll(r io.Reader, use func(*block)) error {
	var wg sync.WaitGroup
	for {
		j := new(job)
		j.done = func(b *block) {
			use(b)
			wg.Done()
		}
		if _, err := r.Read(j.block.data); err != nil {
			wg.Wait()
			return err
		}
		wg.Add(1) // want `"wg" is counted here, but run may return without the call of done that calls Done`
		queue <- j.run
	}
}

func readAllToTheEnd(r io.Reader, use func(*block)) error {
	var wg sync.WaitGroup
	for {
		j := new(job)
		j.end = func(b *block, err error) {
			defer wg.Done()
			if err == nil {
				use(b)
			}
		}
		if _, err := r.Read(j.block.data); err != nil {
			wg.Wait()
			return err
		}
		wg.Add(1) // ok: runToTheEnd calls end on every way
		queue <- j.runToTheEnd
	}
}

func readHooked(r io.Reader) error {
	var wg sync.WaitGroup
	for {
		j := new(job)
		j.hook = func() { wg.Done() }
		if _, err := r.Read(j.block.data); err != nil {
			wg.Wait()
			return err
		}
		wg.Add(1) // ok: the job may have to run more than once
		queue <- j.runHook
	}
}
