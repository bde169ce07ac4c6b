package earlyreturn

import (
	"errors"
	"sync"
)

type options struct {
	parallel bool
	workers  int
	ids      []string
}

func sameParameter(parallel bool, id string) error {
	var wg sync.WaitGroup
	if parallel {
		wg.Go(work)
	}
	if !parallel {
		return check(id) // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func sameField(o *options, id string) error {
	var wg sync.WaitGroup
	if o.parallel {
		wg.Go(work)
	}
	if !o.parallel {
		return check(id) // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func oneOfTwo(parallel, verbose bool, id string) error {
	var wg sync.WaitGroup
	if parallel && verbose {
		wg.Go(work)
	}
	if !parallel {
		return check(id) // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func compared(o *options, id string) error {
	var wg sync.WaitGroup
	if o.workers > 1 {
		wg.Go(work)
	}
	if o.workers <= 1 {
		return check(id) // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func lengths(ids []string) error {
	var wg sync.WaitGroup
	if len(ids) != 0 {
		wg.Go(work)
	}
	if len(ids) == 0 {
		return errEmpty // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func otherCondition(parallel, verbose bool, id string) error {
	var wg sync.WaitGroup
	if parallel {
		wg.Go(work)
	}
	if verbose {
		return check(id) // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func bothPossible(parallel, verbose bool, id string) error {
	var wg sync.WaitGroup
	if parallel || verbose {
		wg.Go(work)
	}
	if !parallel {
		return check(id) // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func reassigned(parallel bool, id string) error {
	var wg sync.WaitGroup
	if parallel {
		wg.Go(work)
	}
	parallel = id != ""
	if !parallel {
		return check(id) // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func fieldReassigned(o *options, id string) error {
	var wg sync.WaitGroup
	if o.parallel {
		wg.Go(work)
	}
	o.parallel = id != ""
	if !o.parallel {
		return check(id) // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func counted(n int, id string) error {
	var wg sync.WaitGroup
	if n > 0 {
		wg.Go(work)
	}
	n--
	if n <= 0 {
		return check(id) // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func errReassigned(id string) error {
	var wg sync.WaitGroup
	err := check(id)
	if err == nil {
		wg.Go(work)
	}
	err = check(id + id)
	if err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func errShadowed(ids []string) error {
	var wg sync.WaitGroup
	err := check(ids[0])
	if err != nil {
		return err // ok: nothing has been started
	}
	wg.Go(work)
	if err := check(ids[1]); err != nil {
		return err // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}

func errKept(id string) error {
	var wg sync.WaitGroup
	err := check(id)
	if err == nil {
		wg.Go(work)
	}
	if err != nil {
		return err // ok: nothing has been started
	}
	wg.Wait()
	return nil
}

func otherLoop(ids []string, errs <-chan error) error {
	var wg sync.WaitGroup
	for i := 0; i < len(ids); i++ {
		wg.Go(work)
	}
	for i := 0; i < len(ids); i++ {
		if err := <-errs; err != nil {
			return err // want `return may be reached before "wg" is waited for`
		}
	}
	if len(ids) > 100 {
		return errors.New("too many") // ok: it is told with the first one
	}
	wg.Wait()
	return nil
}

func waitConditional(parallel bool, id string) error {
	var wg sync.WaitGroup
	if parallel {
		wg.Go(work)
	}
	if parallel {
		wg.Wait()
	}
	return check(id) // ok: the condition that starts is the one that waits
}

func switched(mode, id string) error {
	var wg sync.WaitGroup
	switch mode {
	case "fast":
		wg.Go(work)
	case "":
		return errEmpty // ok: nothing has been started
	default:
		return check(id) // ok: nothing has been started
	}
	if id == "" {
		return errEmpty // want `return may be reached before "wg" is waited for`
	}
	wg.Wait()
	return nil
}
