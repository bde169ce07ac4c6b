package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// HelpsTests reports whether f, or a function around it, is given a test or
// benchmark, or is a method of a suite, which has one: it is there for tests,
// though its file need not be one of theirs.
//
//	func RunSuite(t *testing.T, open func() Store)
//	func (s *Suite) SetupSuite() // and Suite has a method T() *testing.T
func (r *Result) HelpsTests(f *Func) bool {
	for ; f != nil; f = f.Parent {
		sig, _ := r.info.TypeOf(f.Type()).(*types.Signature)
		if f.Obj != nil {
			sig = f.Obj.Signature()
		}
		if sig == nil {
			continue
		}
		if recv := sig.Recv(); recv != nil && hasTest(recv.Type()) {
			return true
		}
		for v := range sig.Params().Variables() {
			if ofTesting(v.Type()) {
				return true
			}
		}
	}
	return false
}

// ByTesting reports whether package testing starts the goroutine, for a
// subtest or a part of a benchmark.
func (r *Result) ByTesting(s *Spawn) bool {
	fn := typeutil.StaticCallee(r.info, s.Call)
	return s.Go == nil && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "testing"
}

// hasTest reports whether t has a method T that returns a test.
func hasTest(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "T")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Results().Len() == 1 && ofTesting(fn.Signature().Results().At(0).Type())
}

func ofTesting(t types.Type) bool {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing"
}
