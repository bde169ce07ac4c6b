package lifecycle

import "slices"

// An exit on error may be one without an error: a library that is used in a
// wrong way finds an ok false or a pointer nil, and ends the process as others
// panic. That is what a caller in another module can rule out by reading its
// documentation, and it is not reported there.

// findWeak marks the exits on error of the package that test no error.
func (r *Result) findWeak() {
	for _, f := range r.funcs {
		f.exit.Weak = f.exit.Kind == OnError && !f.exit.Root
	}
	for changed := true; changed; {
		changed = false
		for _, f := range r.funcs {
			if f.exit.Weak && slices.ContainsFunc(f.via, r.isStrong) {
				f.exit.Weak, changed = false, true
			}
		}
	}
}

// isStrong reports whether an error brings a site about.
func (r *Result) isStrong(s *exitSite) bool {
	exit := r.targetExit(s.to, r.Directives.InTest(s.call.Pos()))
	return s.strong || exit.Kind == OnError && (!exit.Weak || slices.ContainsFunc(s.call.Args, r.bringsError))
}
