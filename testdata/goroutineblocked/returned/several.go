package returned

import "context"

// begin returns an error if it has not started anything.
func begin(path string, ask func(string) (string, error)) (<-chan string, error) {
	if _, err := ask(path); err != nil {
		return nil, err
	}
	answers := make(chan string)
	go func() {
		s, _ := ask(path)
		answers <- s
	}()
	return answers, nil
}

// Several gives up with the context.
func Several(ctx context.Context, ask func(string) (string, error)) (string, error) {
	answers, err := begin("a", ask) // want `send on "answers" on line 13 blocks forever once the function has returned on line 28`
	if err != nil {
		return "", err
	}
	select {
	case a := <-answers:
		return a, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// SeveralReceived receives, if there is no error.
func SeveralReceived(ask func(string) (string, error)) (string, error) {
	answers, err := begin("b", ask) // ok: nothing has been started if there is an error
	if err != nil {
		return "", err
	}
	return <-answers, nil
}

// SeveralLater has another error after that.
func SeveralLater(ask func(string) (string, error)) (string, error) {
	answers, err := begin("c", ask) // want `send on "answers" on line 13 blocks forever once the function has returned on line 49`
	if err != nil {
		return "", err
	}
	other, err := ask("d")
	if err != nil {
		return "", err
	}
	return other + <-answers, nil
}

// lines sends one after the other.
func lines(items []string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, item := range items {
			out <- item
		}
	}()
	return out
}

// Check gives up in the middle.
func Check(items []string, check func(string) error) error {
	for line := range lines(items) { // want `send on "out" on line 60 blocks forever once the function has returned on line 70`
		if err := check(line); err != nil {
			return err
		}
	}
	return nil
}

// Show receives all.
func Show(items []string, show func(string)) {
	for line := range lines(items) { // ok
		show(line)
	}
}
