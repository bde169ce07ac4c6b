package goroutinestop

import (
	"go/ast"
	"go/constant"
	"go/types"
	"slices"
	"strings"
	"time"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// What the body of a goroutine calls, in other packages, says whether
// something can be cut off, and whether somebody can end it or hears of its
// end.

// isDone reports whether fn counts a goroutine off, perhaps with its error, or
// wakes who waits.
func isDone(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Results().Len() > 0 {
		return false
	}
	switch fn.Name() {
	case "Done":
		return sig.Params().Len() < 2
	case "Broadcast", "Signal":
		return sig.Params().Len() == 0
	}
	return false
}

// readsOn reports whether fn reads or accepts, or waits for a process: that
// ends when somebody closes what it reads from, or ends the process.
func readsOn(fn *types.Func) bool {
	if fn.Signature().Recv() == nil && fn.Pkg() != nil && fn.Pkg().Path() != "io" && fn.Pkg().Path() != "net/http" {
		return false
	}
	if recv := fn.Signature().Recv(); recv != nil {
		switch types.TypeString(recv.Type(), nil) {
		case "*io.PipeReader", "*io.PipeWriter", "*os/exec.Cmd":
			return true // the other end of the pipe, or whoever kills the process
		}
	}
	for _, prefix := range []string{"Read", "Copy", "Accept", "Serve", "Listen", "Scan", "Wait"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return false
}

// othersEnd reports whether the call in f writes to, or closes, a stream that
// the goroutine has not opened: the write fails when the other side closes it,
// and the other side reads until it is closed here. Of what a callee is given
// it is not known who has opened it.
func (c *checker) othersEnd(call *ast.CallExpr, fn *types.Func, f, body *lifecycle.Func) bool {
	var stream ast.Expr
	switch sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); {
	case fn.FullName() == "io.WriteString" || fn.FullName() == "fmt.Fprintf" || fn.FullName() == "fmt.Fprint" || fn.FullName() == "fmt.Fprintln":
		stream = call.Args[0]
	case ok && fn.Signature().Recv() != nil && (fn.Name() == "Close" || strings.HasPrefix(fn.Name(), "Write") || strings.HasPrefix(fn.Name(), "Send")):
		stream = sel.X
	default:
		return false
	}
	return isStream(c.pass.TypesInfo.TypeOf(stream)) && c.comesFrom(stream, f) && (f == body || !c.isParamOf(stream, f))
}

// isStream reports whether t is an interface with a method that writes or
// sends, or a connection: there is somebody on the other side.
func isStream(t types.Type) bool {
	if t == nil {
		return false
	}
	if isSource(t) {
		return true
	}
	u, ok := t.Underlying().(*types.Interface)
	if !ok {
		named := known.Named(t)
		return named != nil && strings.HasSuffix(named.Obj().Name(), "Conn")
	}
	for m := range u.Methods() {
		if strings.HasPrefix(m.Name(), "Write") || strings.HasPrefix(m.Name(), "Send") {
			return true
		}
	}
	return false
}

// endsProcess reports whether the last thing that f does is to end the
// process.
func (c *checker) endsProcess(f *lifecycle.Func) bool {
	if f.Body() == nil || len(f.Body().List) == 0 {
		return false
	}
	stmt, ok := f.Body().List[len(f.Body().List)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := stmt.X.(*ast.CallExpr)
	return ok && c.lc.CallExit(call).Kind == lifecycle.Always
}

// shortest is what a goroutine may sleep without anybody being able to wake
// it.
const shortest = 5 * time.Second

// shortSleep reports whether the call is a sleep that is over soon, and not
// in a loop.
func (c *checker) shortSleep(call *ast.CallExpr, fn *types.Func, f *lifecycle.Func) bool {
	if fn.FullName() != "time.Sleep" || len(call.Args) != 1 {
		return false
	}
	v := c.pass.TypesInfo.Types[call.Args[0]].Value
	if v == nil {
		return false
	}
	if d, ok := constant.Int64Val(constant.ToInt(v)); !ok || time.Duration(d) > shortest {
		return false
	}
	inLoop := false
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			inLoop = inLoop || n.Pos() < call.Pos() && call.End() <= n.End()
		}
		return !inLoop
	})
	return !inLoop
}

// ioPackages are those whose functions and methods that return an error
// write something outside the process, or wait for somebody there.
var ioPackages = map[string]bool{
	"net": true, "net/http": true, "net/rpc": true, "net/smtp": true, "os": true, "os/exec": true, "io": true,
	"io/ioutil": true, "database/sql": true, "crypto/tls": true, "bufio": true,
}

// quick are the beginnings of names of functions in them that only look at
// something, or open it: nothing is lost if they are cut off.
var quick = []string{"Close", "Columns", "Convert", "Err", "Executable", "File", "Find", "Get", "Hostname", "Kill", "Load", "LookPath", "Lstat",
	"New", "Open", "Parse", "Pipe", "Read", "Release", "Seek", "Set", "Signal", "Split", "Stat", "Std", "SyscallConn", "Unset", "User", "Valid", "X509"}

// canBeCutOff reports whether fn waits, or writes something.
func canBeCutOff(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	if fn.Pkg().Path() == "time" {
		return fn.Name() == "Sleep"
	}
	if !ioPackages[fn.Pkg().Path()] || slices.ContainsFunc(quick, func(name string) bool { return strings.HasPrefix(fn.Name(), name) }) {
		return false
	}
	results := fn.Signature().Results()
	return results.Len() > 0 && types.Identical(results.At(results.Len()-1).Type(), types.Universe.Lookup("error").Type())
}

// nameOf returns the name of fn as code writes it.
func nameOf(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		return "(" + types.TypeString(recv.Type(), (*types.Package).Name) + ")." + fn.Name()
	}
	return fn.Pkg().Name() + "." + fn.Name()
}
