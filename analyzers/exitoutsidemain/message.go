package exitoutsidemain

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// report writes the finding for the use at cur.
func (c *checker) report(cur inspector.Cursor, obj types.Object, exit lifecycle.Exit, where place, called bool) {
	f := report.Finding{Pos: cur.Node().Pos(), End: cur.Node().End(), Category: category(exit, where, called)}
	name := c.lc.NameOf(obj)
	switch {
	case !called:
		f.Message = report.Fit(name+" is handed on as a value", "(whoever calls it ends the process outside main)")
	case where == mainItself:
		f.Message = report.Fit("call to "+name+" ends the process in main", "(deferred calls and other goroutines are cut off)")
	case exit.Kind == lifecycle.OnError && exit.Root:
		f.Message = report.Fit("call to "+name+" may end the process outside main", "(it does on error)")
	case exit.Kind == lifecycle.OnError:
		f.Message = report.Fit("call to "+name+" may end the process outside main", ways("on error ", exit.Via)...)
	default:
		subject := "call to " + name
		if cur.Parent().ParentEdgeKind() == edge.DeferStmt_Call {
			subject = "deferred " + subject
		}
		f.Message = report.Fit(subject+" ends the process outside main", consequences(exit, where)...)
	}
	f.Related = c.related(obj)
	c.out.Report(f)
}

func category(exit lifecycle.Exit, where place, called bool) report.Category {
	switch {
	case !called:
		return reference
	case where == mainItself:
		return inMain
	case exit.Root:
		return direct
	case exit.Kind == lifecycle.OnError:
		return onError
	}
	return wrapper
}

// consequences returns what may follow the fact, the most telling first.
func consequences(exit lifecycle.Exit, where place) []string {
	if !exit.Root {
		return ways("it ", exit.Via)
	}
	switch where {
	case goroutine:
		return []string{"(in a goroutine that main starts)"}
	case callback:
		return []string{"(in a func that main hands out)"}
	}
	return []string{"(deferred calls and other goroutines are cut off)"}
}

// ways words the way to the root at length, in short and by its end alone.
func ways(start string, via []string) []string {
	if len(via) == 0 {
		return nil
	}
	last := via[len(via)-1]
	return []string{
		"(" + start + chain(via) + ")",
		"(" + start + chain([]string{via[0], lifecycle.More, last}) + ")",
		"(" + start + "ends in " + last + ")",
	}
}

// chain words the way to the root: calls a, which calls b.
func chain(via []string) string {
	var s strings.Builder
	for i, name := range via {
		switch {
		case name == lifecycle.More:
			continue
		case i == 0:
			s.WriteString("calls ")
		case via[i-1] == lifecycle.More:
			s.WriteString(", which ends in ")
		default:
			s.WriteString(", which calls ")
		}
		s.WriteString(name)
	}
	return s.String()
}

// related points at the exit inside a function of this package.
func (c *checker) related(obj types.Object) []analysis.RelatedInformation {
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	f := c.lc.Declared(fn)
	if f == nil {
		return nil
	}
	pos, end := f.ExitSite()
	if !pos.IsValid() {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: pos, End: end, Message: "the process ends here"}}
}
