package lifecycle

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/inspector"
)

// A Spawn is a place where a goroutine is started.
type Spawn struct {
	Go   *ast.GoStmt   // nil if a call starts it, as wg.Go(f) does
	Call *ast.CallExpr // of the go statement, or the one that starts it
	Arg  ast.Expr      // what such a call runs; nil for a go statement
	Body Target        // what runs in the goroutine
	In   *Func         // where it is started; nil in a variable's initialiser
}

// Pos and End are the range of the keyword go, or of the name of the
// function that spawns: the rest may hold the whole body.
func (s *Spawn) Pos() token.Pos {
	if s.Go != nil {
		return s.Go.Go
	}
	return s.Call.Fun.Pos()
}

func (s *Spawn) End() token.Pos {
	if s.Go != nil {
		return s.Go.Go + token.Pos(len("go"))
	}
	return s.Call.Fun.End()
}

// Spawns returns the places where the package starts goroutines, in order
// of position.
func (r *Result) Spawns() []*Spawn {
	r.spawnsOnce.Do(func() {
		for c := range r.insp.Root().Preorder((*ast.GoStmt)(nil), (*ast.CallExpr)(nil)) {
			if s := r.spawnAt(c); s != nil {
				r.spawns = append(r.spawns, s)
			}
		}
	})
	return r.spawns
}

func (r *Result) spawnAt(c inspector.Cursor) *Spawn {
	switch n := c.Node().(type) {
	case *ast.GoStmt:
		return &Spawn{Go: n, Call: n.Call, Body: r.Callee(n.Call), In: r.enclosing(c)}
	case *ast.CallExpr:
		if arg, ok := r.SpawnArg(n); ok {
			return &Spawn{Call: n, Arg: arg, Body: r.Value(arg), In: r.enclosing(c)}
		}
	}
	return nil
}
