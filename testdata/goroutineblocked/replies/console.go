package replies

import "io"

// Console asks for one line after the other, and there is room for it.
func Console(read func(string) (string, error), stop <-chan struct{}, eval func(string)) {
	prompts := make(chan string)
	lines, errc := make(chan string, 1), make(chan error, 1)
	go readLines(prompts, lines, errc, read)
	defer close(prompts)
	for {
		prompts <- "> "
		select {
		case line := <-lines:
			eval(line)
		case <-errc:
			return
		case <-stop:
			return // ok: at most one line is under way
		}
	}
}

func readLines(prompts <-chan string, lines chan<- string, errc chan<- error, read func(string) (string, error)) {
	for p := range prompts {
		if line, err := read(p); err != nil {
			errc <- err
		} else {
			lines <- line
		}
	}
}

// Chatty answers twice, and there is room for one.
func Chatty(read func(string) string, stop <-chan struct{}, eval func(string)) {
	prompts := make(chan string)
	lines := make(chan string, 1)
	go func() {
		for p := range prompts {
			lines <- p // want `send on "lines" blocks forever`
			lines <- read(p)
		}
	}()
	defer close(prompts)
	for {
		prompts <- "> "
		select {
		case line := <-lines:
			eval(line)
		case <-stop:
			return
		}
	}
}

// Pump sends what it likes: a ring of the bell is no question.
func Pump(r io.Reader, bell <-chan bool, stop <-chan struct{}, eval func([]byte)) {
	chunks := make(chan []byte, 1)
	go func() {
		for <-bell {
			chunk, _ := io.ReadAll(r)
			chunks <- chunk // want `send on "chunks" blocks forever once the function has returned on line 70`
		}
	}()
	for {
		select {
		case chunk := <-chunks:
			eval(chunk)
		case <-stop:
			return
		}
	}
}
