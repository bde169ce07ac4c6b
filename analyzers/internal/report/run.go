package report

import (
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Run wraps the run function of an analyzer: a panic becomes an error that names
// the rule, the package and the innermost calls, so that one package fails and
// not the whole run. No result comes with the error.
func Run(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (_ any, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%s: panic while analyzing %s: %v\n%s",
					pass.Analyzer.Name, pass.Pkg.Path(), p, panicStack())
			}
		}()
		return run(pass)
	}
}

// maxFrames is how much of the stack an error shows. Deeper calls belong to the
// driver.
const maxFrames = 8

// panicStack returns the calls that led to the panic that is being recovered
// from, innermost first, one on a line. It leaves out what the runtime does to
// raise a panic.
func panicStack() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var b strings.Builder
	for n := 0; n < maxFrames; {
		f, more := frames.Next()
		if f.Function != "" && (n > 0 || !strings.HasPrefix(f.Function, "runtime.")) {
			fmt.Fprintf(&b, "\t%s (%s:%d)\n", f.Function, f.File, f.Line)
			n++
		}
		if !more {
			break
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
