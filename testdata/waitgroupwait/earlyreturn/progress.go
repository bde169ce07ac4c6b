package earlyreturn

import (
	"errors"
	"io"
	"sync"
)

var errTooSmall = errors.New("too small for a chunk")

// Small files have no chunks: the return is left behind with the first one.
func upload(r io.Reader, put func([]byte)) error {
	var wg sync.WaitGroup
	var offset int64
	for {
		buf := make([]byte, 1<<20)
		n, err := io.ReadFull(r, buf)
		if err != nil && offset == 0 {
			return errTooSmall // ok: nothing has been started yet
		}
		if n == 0 {
			break
		}
		wg.Go(func() { put(buf[:n]) })
		offset += int64(n)
	}
	wg.Wait()
	return nil
}

func countStarted(ids []string) error {
	var wg sync.WaitGroup
	started := 0
	for _, id := range ids {
		if err := check(id); err != nil {
			if started == 0 {
				return err // ok: nothing has been started yet
			}
			break
		}
		wg.Go(work)
		started++
	}
	wg.Wait()
	return nil
}

func flagStarted(ids []string) error {
	var wg sync.WaitGroup
	var running bool
	for _, id := range ids {
		if err := check(id); err != nil && !running {
			return err // ok: nothing has been started yet
		}
		if id == "first" {
			running = true
			wg.Go(work)
			continue
		}
		wg.Go(work)
		running = true
	}
	wg.Wait()
	return nil
}

// The flag says that something has been started.
func flagAskedWrongly(ids []string) error {
	var wg sync.WaitGroup
	var running bool
	for _, id := range ids {
		if err := check(id); err != nil && running {
			return err // want `return may be reached before "wg" is waited for`
		}
		wg.Go(work)
		running = true
	}
	wg.Wait()
	return nil
}

func listStarted(ids []string) error {
	var wg sync.WaitGroup
	var started []string
	for _, id := range ids {
		if err := check(id); err != nil && len(started) == 0 {
			return err // ok: nothing has been started yet
		}
		wg.Go(work)
		started = append(started, id)
	}
	wg.Wait()
	return nil
}

// The number says nothing about what has been started.
func countOther(ids []string) error {
	var wg sync.WaitGroup
	skipped := 0
	for _, id := range ids {
		if err := check(id); err != nil {
			if skipped == 0 {
				return err // want `return may be reached before "wg" is waited for`
			}
			skipped++
			continue
		}
		wg.Go(work)
	}
	wg.Wait()
	return nil
}

// The account is kept on one path only.
func countSome(ids []string) error {
	var wg sync.WaitGroup
	long := 0
	for _, id := range ids {
		if err := check(id); err != nil && long == 0 {
			return err // want `return may be reached before "wg" is waited for`
		}
		wg.Go(work)
		if len(id) > 8 {
			long++
		}
	}
	wg.Wait()
	return nil
}

// The error is that of a call.
func lastError(ids []string) error {
	var wg sync.WaitGroup
	var err error
	for _, id := range ids {
		if err != nil {
			return err // want `return may be reached before "wg" is waited for`
		}
		wg.Go(work)
		err = check(id)
	}
	wg.Wait()
	return err
}
