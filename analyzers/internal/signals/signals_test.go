package signals_test

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/ruletest"
	"github.com/seed42e405a4/quiesce/analyzers/internal/signals"
)

// dump reports each signal at the first variable that holds it.
var dump = &analysis.Analyzer{
	Name:     "signals",
	Doc:      "report the signals of a package",
	Run:      run,
	Requires: []*analysis.Analyzer{signals.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	x, err := signals.Of(pass)
	if err != nil {
		return nil, err
	}
	for _, s := range x.Signals() {
		name, at := "", token.NoPos
		for _, v := range s.Vars {
			if v.Name() != "" && name == "" {
				name, at = v.Name(), v.Pos()
			}
		}
		if name != "" && name != "_" {
			pass.Reportf(at, "%s: %s", name, summary(x, s))
		}
	}
	return nil, nil
}

func summary(x *signals.Index, s *signals.Signal) string {
	var words []string
	for _, m := range s.Makes {
		word := [...]string{"chan", "root", "detached", "cancelable", "grouped", "timed", "notified", "derived", "cancel"}[m.Origin]
		if m.Origin == signals.MadeChan {
			word = fmt.Sprintf("chan(%d)", m.Buffer)
		}
		words = append(words, word)
	}
	var ops []string
	for _, u := range s.Uses {
		op := [...]string{"send", "receive", "range", "close", "call", "err", "given", "len"}[u.Op]
		if u.Select != nil {
			op += "@select"
		}
		if u.Defer {
			op += "@defer"
		}
		ops = append(ops, op)
	}
	slices.Sort(ops)
	words = append(words, slices.Compact(ops)...)
	for _, flag := range []struct {
		on   bool
		word string
	}{{s.Foreign, "foreign"}, {s.Gone, "gone"}, {s.Shown, "shown"}, {x.CanFire(s), "live"}} {
		if flag.on {
			words = append(words, flag.word)
		}
	}
	return strings.Join(words, " ")
}

func Test(t *testing.T) { ruletest.Run(t, dump, "channels", "contexts") }
