package exits

import (
	"errors"
	"io"
	"io/fs"
	"log"
	"os"
	"strconv"
)

// Tested is the plain case.
func Tested(err error) { // want Tested:`^exits on error log\.Fatal$`
	if err != nil {
		log.Fatal(err)
	}
}

// Early leaves if all is well.
func Early(path string) { // want Early:`^exits on error log\.Fatal$`
	_, err := os.Stat(path)
	if err == nil {
		return
	}
	log.Fatal(err)
}

// Turned leaves if something is wrong, so its exit is not on error.
func Turned(path string) error { // ok: there is no error
	if _, err := os.Stat(path); err != nil {
		return err
	}
	if len(path) > len(os.Args) {
		os.Exit(0)
	}
	return nil
}

// Reversed has the operands the other way round.
func Reversed(err error) { // want Reversed:`^exits on error os\.Exit$`
	if nil != err {
		os.Exit(1)
	}
}

// Asked asks a function about the error.
func Asked(err error) { // want Asked:`^exits on error os\.Exit$`
	if errors.Is(err, fs.ErrNotExist) {
		os.Exit(1)
	}
}

// Compared compares the error with others.
func Compared(err error) { // want Compared:`^exits on error os\.Exit$`
	switch err {
	case nil, io.EOF:
	default:
		os.Exit(1)
	}
}

// Clause has no tag.
func Clause(err error) { // want Clause:`^exits on error os\.Exit$`
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		os.Exit(1)
	}
}

// Looked tests an ok.
func Looked(m map[string]int, key string) int { // want Looked:`^exits on error log\.Fatalf$`
	n, ok := m[key]
	if !ok {
		log.Fatalf("no %s", key)
	}
	return n
}

// Asserted tests an ok.
func Asserted(v any) io.Reader { // want Asserted:`^exits on error log\.Fatalf$`
	r, ok := v.(io.Reader)
	if !ok {
		log.Fatalf("%T is no reader", v)
	}
	return r
}

// Received tests an ok.
func Received(c <-chan int) int { // want Received:`^exits on error log\.Fatal; chan 0 receives$`
	n, ok := <-c
	if !ok {
		log.Fatal("closed")
	}
	return n
}

// Called tests what a call says.
func Called(name string) { // want Called:`^exits on error log\.Fatal$`
	found := valid(name)
	if !found {
		log.Fatal("not valid")
	}
}

// Nil tests a pointer.
func Nil(l *log.Logger) { // want Nil:`^exits on error log\.Fatal$`
	if l == nil {
		log.Fatal("no logger")
	}
}

// InRound tests in a loop.
func InRound(r io.Reader) { // want InRound:`^exits on error log\.Fatal; endless$`
	buf := make([]byte, 1)
	for {
		if _, err := r.Read(buf); err != nil && err != io.ErrShortBuffer {
			log.Fatal(err)
		}
	}
}

// OrOther tests an error and something else.
func OrOther(s string) int { // want OrOther:`^exits on error log\.Fatalf$`
	n, err := strconv.Atoi(s)
	if err != nil || n > len(s) {
		log.Fatalf("%s", s)
	}
	return n
}

// Nested has its exit behind two tests.
func Nested(err error) { // want Nested:`^exits on error os\.Exit$`
	if err != nil {
		var exit interface{ ExitCode() int }
		if errors.As(err, &exit) {
			os.Exit(exit.ExitCode())
		}
	}
}

// DeferredTest tests when it has ended.
func DeferredTest(f *os.File) { // want DeferredTest:`^exits on error log\.Fatal$`
	defer func() {
		if err := f.Close(); err != nil {
			log.Fatal(err)
		}
	}()
	f.Sync()
}

// Length tests no error.
func Length(args []string) { // ok: no test of an error, an ok or nil
	if len(args) == 0 {
		os.Exit(2)
	}
}

// Computed tests what it has computed itself.
func Computed(args []string) { // ok: no test of an error, an ok or nil
	found := false
	for _, arg := range args {
		found = found || arg == "x"
	}
	if !found {
		os.Exit(2)
	}
}

// Direct tests what a call says, without a name for it.
func Direct(name string) { // ok: no test of an error, an ok or nil
	if !valid(name) {
		os.Exit(2)
	}
}

// Recovered exits after a panic.
func Recovered(f func()) { // ok: the panic would have ended the process
	defer func() {
		if p := recover(); p != nil {
			log.Fatal(p)
		}
	}()
	defer func() {
		if recover() != nil {
			log.Fatal("again")
		}
	}()
	f()
}

// Other has an error and exits for another reason.
func Other(path string) error { // ok: the error is returned
	_, err := os.Stat(path)
	if len(path) > 100 {
		os.Exit(1)
	}
	return err
}

// Beside exits in a goroutine.
func Beside(err error) { // ok: the exit is in another goroutine
	go func() {
		if err != nil {
			log.Fatal(err)
		}
	}()
}

func valid(name string) bool { return name != "" }
