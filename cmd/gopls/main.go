// Gopls builds a gopls that has the analyzers of quiesce among its own, so that
// every editor shows their findings while the code is being written.
//
//	go run -C cmd/gopls . [-o file] [-set NAME.FLAG=VALUE]...
//
// Without -o the result is gopls-quiesce, beside what go install installs. With
// -set, which may be repeated, a flag of an analyzer has another value: what is
// -goroutinestop.tests=true for quiesce is -set goroutinestop.tests=true here.
// Analyzers are switched off in the settings of the editor, under "analyses".
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/seed42e405a4/quiesce/cmd/gopls/suite"
)

func main() {
	var flags []string
	out := flag.String("o", "", "write gopls to this `file`, named from cmd/gopls")
	flag.Func("set", "set a flag of an analyzer, `NAME.FLAG=VALUE`", func(s string) error {
		flags = append(flags, s)
		return suite.Set(s)
	})
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	name, err := build(ctx, *out, flags)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gopls:", err)
		os.Exit(1)
	}
	fmt.Println(name)
}
