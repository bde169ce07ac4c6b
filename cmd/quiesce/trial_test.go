package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"
)

// trialSuite has the shape of the real suite: rules without facts that require
// the one analyzer with facts, which comes last.
var trialSuite = []*analysis.Analyzer{crashing, calling, rootOnly, marking}

// isMark is the fact that a function is named Mark.
type isMark struct{}

func (*isMark) AFact()         {}
func (*isMark) String() string { return "mark" }

// marks answers whether a function is marked, in this package or another.
type marks func(fn *types.Func) bool

var marking = &analysis.Analyzer{
	Name:       "marking",
	Doc:        "remember the functions whose name begins with Mark",
	ResultType: reflect.TypeFor[marks](),
	FactTypes:  []analysis.Fact{new(isMark)},
	Run: func(pass *analysis.Pass) (any, error) {
		for _, fn := range declared(pass) {
			if strings.HasPrefix(fn.Name(), "Mark") {
				pass.ExportObjectFact(fn, new(isMark))
			}
		}
		imported := pass.ImportObjectFact
		return marks(func(fn *types.Func) bool { return imported(fn, new(isMark)) }), nil
	},
}

// crashing reports every function, and panics on the package named a.
var crashing = &analysis.Analyzer{
	Name:     "crashing",
	Doc:      "fail on package a",
	Requires: []*analysis.Analyzer{marking},
}

func init() { // crashing.Run refers to crashing
	crashing.Run = func(pass *analysis.Pass) (_ any, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%s: panic while analyzing %s: %v\n\tinnermost call\n\tits caller",
					crashing.Name, pass.Pkg.Path(), p)
			}
		}()
		var files map[string]*ast.File // never made
		for _, fn := range declared(pass) {
			if pass.Pkg.Name() == "a" {
				files[fn.Name()] = pass.Files[0]
			}
			pass.Reportf(fn.Pos(), "declared %s", fn.Name())
		}
		return nil, nil
	}
}

// calling reports calls of functions that are known by facts, with a fix.
var calling = &analysis.Analyzer{
	Name:     "calling",
	Doc:      "report calls of marked functions",
	Requires: []*analysis.Analyzer{marking},
	Run: func(pass *analysis.Pass) (any, error) {
		marked := pass.ResultOf[marking].(marks)
		for _, file := range pass.Files {
			for n := range ast.Preorder(file) {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					continue
				}
				fn := typeutil.StaticCallee(pass.TypesInfo, call)
				if fn == nil || !marked(fn) {
					continue
				}
				reportCall(pass, call, fn)
			}
		}
		return nil, nil
	},
}

func reportCall(pass *analysis.Pass, call *ast.CallExpr, fn *types.Func) {
	pass.Report(analysis.Diagnostic{
		Pos:     call.Pos(),
		End:     call.End(),
		Message: fmt.Sprintf("call of %s.%s", fn.Pkg().Name(), fn.Name()),
		SuggestedFixes: []analysis.SuggestedFix{{
			Message:   "Replace the call by 1",
			TextEdits: []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte("1")}},
		}},
	})
}

// rootOnly panics, and nothing recovers, on packages without a module: the
// standard library, which is only ever a dependency here.
var rootOnly = &analysis.Analyzer{
	Name:     "rootonly",
	Doc:      "must never see the standard library",
	Requires: []*analysis.Analyzer{marking},
	Run: func(pass *analysis.Pass) (any, error) {
		if !strings.HasPrefix(pass.Pkg.Path(), "example.com/") {
			panic("rootonly ran on " + pass.Pkg.Path())
		}
		return nil, nil
	},
}

// declared returns the functions that the package declares, methods left out.
func declared(pass *analysis.Pass) []*types.Func {
	var fns []*types.Func
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && decl.Recv == nil {
				if fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
					fns = append(fns, fn)
				}
			}
		}
	}
	return fns
}
