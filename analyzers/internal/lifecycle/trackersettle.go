package lifecycle

// declaredWaits honours //quiesce:waits on functions of this package.
func (tf *trackerFinder) declaredWaits() {
	for _, t := range tf.order {
		if t.Kind != ParamTracker {
			continue
		}
		for _, f := range tf.funcs {
			if f.Decl == nil || t.Var.Pos() < f.Decl.Pos() || f.Decl.End() <= t.Var.Pos() {
				continue
			}
			if _, ok := tf.Directives.Declares("waits", f.Decl); ok {
				t.add(Site{Pos: f.Pos(), End: f.Pos(), Role: Waits, In: f, test: t.test})
			}
		}
	}
}

// settle works out what happens to each tracker in the end: at its own
// sites and under the other names that it gets. Roles are only added, so
// the order does not matter.
func (tf *trackerFinder) settle() {
	for _, t := range tf.order {
		for _, s := range t.sites {
			t.all |= s.Role
			if !s.test {
				t.prod |= s.Role
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, t := range tf.order {
			for _, h := range t.handed {
				all, prod := t.all|h.to.all, t.prod
				if !h.site.test {
					prod |= h.to.prod
				}
				changed = changed || all != t.all || prod != t.prod
				t.all, t.prod = all, prod
			}
		}
	}
}
