package earlyreturn

import "sync"

func unlessFailed(ids []string) error {
	var wg sync.WaitGroup
	var err error
	for _, id := range ids {
		if err = check(id); err != nil {
			break
		}
		wg.Go(work)
	}
	if err == nil {
		wg.Wait()
	}
	return err // want `return may be reached before "wg" is waited for \(goroutines started on line 12 may be cut off\)`
}

func elseFailed(ids []string) (err error) {
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(work)
		if err = check(id); err != nil {
			break
		}
	}
	if err != nil {
		println("failed")
	} else {
		wg.Wait()
	}
	return err // want `return may be reached before "wg" is waited for`
}

func ifSeveral(ids []string) error {
	var wg sync.WaitGroup
	for range ids[1:] {
		wg.Go(work)
	}
	if len(ids) > 1 {
		wg.Wait()
	}
	return check(ids[0]) // ok: the condition is about what has been started
}

func ifStarted(id string) error {
	var wg sync.WaitGroup
	err := startOne(&wg, id)
	if err == nil {
		wg.Wait()
	}
	return err // ok: the error says that nothing has been started
}

func startOne(wg *sync.WaitGroup, id string) error {
	if err := check(id); err != nil {
		return err
	}
	wg.Go(work)
	return nil
}

func ifNot(id string) error {
	var wg sync.WaitGroup
	err := check(id)
	if err == nil {
		wg.Go(work)
	}
	if err == nil {
		wg.Wait()
	}
	return err // ok: the condition that starts is the one that waits
}

func bothWays(id string) error {
	var wg sync.WaitGroup
	wg.Go(work)
	err := check(id)
	if err != nil {
		wg.Wait()
		println("failed")
	} else {
		wg.Wait()
	}
	return err // ok: both ways wait
}

func fallsOff(ids []string) {
	var wg sync.WaitGroup
	var err error
	for _, id := range ids {
		wg.Go(work)
		if err = check(id); err != nil {
			break
		}
	}
	if err == nil {
		wg.Wait()
	}
} // want `return may be reached before "wg" is waited for`
