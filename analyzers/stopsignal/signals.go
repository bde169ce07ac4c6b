package stopsignal

import (
	"go/ast"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/report"
)

// named returns the name of a signal: Interrupt, SIGTERM; or "".
func named(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// asked returns which of the two signals that ask a program to stop a call
// asks for. Signals that are not written out count as both.
func asked(n notification) (interrupt, term bool) {
	if len(n.signals) == 0 || n.call.Ellipsis.IsValid() {
		return true, true
	}
	for _, sig := range n.signals {
		switch name := named(sig); {
		case name == "Interrupt", name == "SIGINT":
			interrupt = true
		case name == "SIGTERM":
			term = true
		case name != "Kill" && !strings.HasPrefix(name, "SIG"):
			return true, true // a variable
		}
	}
	return interrupt, term
}

// asksToStop reports whether one of the signals asks the program to stop.
func (c *checker) asksToStop(n notification) bool {
	interrupt, term := asked(n)
	return interrupt || term
}

// checkPair looks for a package that asks for one of the two only: the one
// comes from the keyboard, the other from init systems and orchestrators. What
// a prompt asks for, and gives back, is another matter.
func (c *checker) checkPair(n notification) {
	interrupt, term := asked(n)
	if interrupt == term || !n.context && n.in != nil && c.handsBack(n.in) {
		return
	}
	for _, other := range c.calls {
		i, t := asked(other)
		if interrupt && t || term && i {
			return
		}
	}
	if !pair {
		c.out.OptIn(n.call.Pos())
		return
	}
	message := "os.Interrupt is handled and SIGTERM is not (service managers and orchestrators send SIGTERM)"
	if term {
		message = "SIGTERM is handled and os.Interrupt is not (the terminal sends it on Ctrl-C)"
	}
	c.out.Report(report.Finding{Pos: n.call.Pos(), End: n.call.End(), Category: oneSignal, Message: message})
}
