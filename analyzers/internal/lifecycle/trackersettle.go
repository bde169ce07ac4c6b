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
		t.Fresh = t.Fresh && !t.shared
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
	for changed := true; changed; {
		changed = false
		for _, t := range tf.order {
			if !t.async && t.Roles()&Counts != 0 && t.countsElsewhere() {
				t.async, changed = true, true
			}
		}
	}
}

// Async reports whether what the tracker counts is work that goes on
// elsewhere, and not just something that its function does itself.
func (t *Tracker) Async() bool { return t.async }

// countsElsewhere reports whether the tracker's users start goroutines
// that it counts, or mark as done in another function than the one that
// counts. A field is shared by methods anyway, so there any Done will do.
func (t *Tracker) countsElsewhere() bool {
	if !t.byHand {
		return true
	}
	sites := t.Sites()
	for _, s := range sites {
		switch {
		case s.Role&Spawns != 0:
			return true
		case s.Role&Done == 0:
			continue
		case s.Go || s.Call == nil || t.Kind == FieldTracker || t.Kind == PackageTracker:
			return true
		}
		for _, count := range sites {
			if count.Role&Counts != 0 && count.In != s.In {
				return true
			}
		}
	}
	return false
}
