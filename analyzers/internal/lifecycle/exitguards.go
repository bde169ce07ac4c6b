package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/flow"
)

// What a leaf of a condition says about an exit behind it.
type guardKind uint8

const (
	otherGuard guardKind = iota
	okGuard              // tests an ok, or for nil
	errorGuard           // there is an error
	modeGuard            // compares a setting with a constant
	panicGuard           // tests what recover has returned
)

// guardKind tells what a guard says: one that asks for a mode, as flag.Parse
// does before it exits, or a logger before it does, outweighs the test of an
// error beside it. So does one that asks for a panic, which would have ended
// the process anyway.
func (r *Result) guardKind(g flow.Guard) guardKind {
	if g.Tag != nil {
		return r.compare(g.Tag, g.Cond, g.Truth)
	}
	kind := otherGuard
	flow.Leaves(g.Cond, g.Truth, func(leaf ast.Expr, truth bool) {
		kind = max(kind, r.leafKind(leaf, truth))
	})
	return kind
}

func (r *Result) leafKind(leaf ast.Expr, truth bool) guardKind {
	switch e := leaf.(type) {
	case *ast.BinaryExpr:
		switch e.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return r.compare(e.X, e.Y, truth == (e.Op == token.EQL))
		}
	case *ast.Ident, *ast.SelectorExpr, *ast.StarExpr:
		return r.flagKind(leaf)
	case *ast.CallExpr: // errors.Is(err, fs.ErrNotExist)
		if slices.ContainsFunc(e.Args, func(arg ast.Expr) bool { return isError(r.info.TypeOf(arg)) }) {
			return errorGuard
		}
	}
	return otherGuard
}

// compare judges a comparison that has come out as equal, or not.
func (r *Result) compare(x, y ast.Expr, equal bool) guardKind {
	if r.info.Types[x].IsNil() {
		x, y = y, x
	}
	if r.info.Types[y].IsNil() {
		switch {
		case r.isRecovered(x):
			return panicGuard
		case equal && isError(r.info.TypeOf(x)):
			return otherGuard // there is no error: if err != nil { return err }
		case !isError(r.info.TypeOf(x)):
			return okGuard
		}
		return errorGuard
	}
	if isError(r.info.TypeOf(x)) && isError(r.info.TypeOf(y)) {
		return errorGuard // err == io.EOF
	}
	if r.info.Types[y].Value == nil {
		x, y = y, x
	}
	if r.info.Types[y].Value != nil && r.isSetting(x) {
		return modeGuard
	}
	return otherGuard
}

// flagKind judges a boolean that stands alone: a local variable that a
// call, a map, a channel or a type assertion has set is an ok; parameters,
// fields and package variables are settings, and so is a copy of one. So is
// what the type of an error says.
func (r *Result) flagKind(e ast.Expr) guardKind {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return modeGuard
	}
	v, ok := r.info.Uses[id].(*types.Var)
	if !ok {
		return otherGuard // a constant
	}
	if isPackageLevel(v) || r.isParam(v) {
		return modeGuard
	}
	switch value := ast.Unparen(r.InitialValue(v)).(type) {
	case *ast.TypeAssertExpr:
		if isError(r.info.TypeOf(value.X)) {
			return modeGuard // who made the error asks for the exit: err.(cli.ExitCoder)
		}
		return okGuard
	case nil, *ast.CallExpr, *ast.IndexExpr:
		return okGuard
	case *ast.UnaryExpr:
		if value.Op == token.ARROW {
			return okGuard
		}
	case *ast.SelectorExpr, *ast.StarExpr:
		return modeGuard
	}
	return otherGuard // computed here
}

// isSetting reports whether e is a parameter, a field or a variable, or
// what one of these points at.
func (r *Result) isSetting(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		_, ok := r.info.Uses[e].(*types.Var)
		return ok
	case *ast.SelectorExpr:
		_, ok := r.info.Uses[e.Sel].(*types.Var)
		return ok
	case *ast.StarExpr:
		return r.isSetting(e.X)
	}
	return false
}

// isParam reports whether v is a parameter or result of a function of
// this package.
func (r *Result) isParam(v *types.Var) bool {
	switch v.Kind() {
	case types.ParamVar, types.RecvVar, types.ResultVar:
		return true
	}
	return false
}
