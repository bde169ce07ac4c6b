package lifecycle

import (
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// HelpsTests reports whether f, or a function around it, is given a test or
// benchmark: it is there for tests, though its file need not be one of theirs.
//
//	func RunSuite(t *testing.T, open func() Store)
func (r *Result) HelpsTests(f *Func) bool {
	for ; f != nil; f = f.Parent {
		sig, _ := r.info.TypeOf(f.Type()).(*types.Signature)
		if f.Obj != nil {
			sig = f.Obj.Signature()
		}
		if sig == nil {
			continue
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

func ofTesting(t types.Type) bool {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "testing"
}
