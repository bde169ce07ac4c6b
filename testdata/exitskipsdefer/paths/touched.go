package paths

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"sync"
)

type printer struct{ w *bufio.Writer }

// Untouched has nothing to flush, wait for or remove yet.
func Untouched(args []string) {
	out := &printer{bufio.NewWriter(os.Stdout)}
	defer out.w.Flush()
	var wg sync.WaitGroup
	defer wg.Wait()
	var clean []string
	defer func() {
		for _, name := range clean {
			os.Remove(name)
		}
	}()
	if len(args) == 0 {
		log.Fatal("no arguments") // ok: nothing has been written, started or made
	}
	clean = append(clean, args[0])
	if len(args) == 1 {
		log.Fatal("no route") // want `log\.Fatal skips the call to os\.Remove deferred on line 20`
	}
	wg.Go(func() { fmt.Println(args) })
	fmt.Fprintln(out.w, args)
	if len(args) == 2 {
		log.Fatal("no target") // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 16`
	}
}

// Kept uses the writer in a literal that is called later.
func Kept(args []string) {
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	show := func(arg string) { fmt.Fprintln(w, arg) }
	if len(args) == 0 {
		log.Fatal("no arguments") // ok: show has not been called
	}
	show(args[0])
	if len(args) == 1 {
		log.Fatal("no route") // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 42`
	}
}

// Before has written above the defer statement.
func Before(args []string) {
	w := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(w, "routes:")
	defer w.Flush()
	if len(args) == 0 {
		log.Fatal("no arguments") // want `log\.Fatal skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 57`
	}
}
