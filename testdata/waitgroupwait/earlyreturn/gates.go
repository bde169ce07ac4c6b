package earlyreturn

import (
	"io"
	"os"
	"sync"
)

// attach copies in the background and only waits until the copies run.
func attach(in io.Reader, out io.Writer, name string) error {
	var running sync.WaitGroup
	running.Add(1)
	go func() {
		running.Done()
		io.Copy(out, in)
	}()
	f, err := os.Open(name)
	if err != nil {
		return err // ok: who waits learns that the copy runs, and no more
	}
	defer f.Close()
	running.Wait()
	return nil
}

func attachBoth(in io.Reader, out io.Writer, name string) error {
	var running sync.WaitGroup
	startCopies(in, out, &running)
	if _, err := os.Stat(name); err != nil {
		return err // ok: who waits learns that the copies run
	}
	running.Wait()
	return nil
}

func startCopies(in io.Reader, out io.Writer, running *sync.WaitGroup) {
	for range 2 {
		running.Add(1)
		go func() {
			running.Done()
			io.Copy(out, in)
		}()
	}
}

// attachOne has one goroutine that says when it runs and one that is waited for.
func attachOne(in io.Reader, out io.Writer, name string) error {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		wg.Done()
		io.Copy(out, in)
	}()
	go func() {
		defer wg.Done()
		io.Copy(out, in)
	}()
	if _, err := os.Stat(name); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

// nothingMore only calls Done: it makes no difference when.
func nothingMore(name string) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		wg.Done()
	}()
	if _, err := os.Stat(name); err != nil {
		return err // ok: the goroutine does nothing
	}
	wg.Wait()
	return nil
}
