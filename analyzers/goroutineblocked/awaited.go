package goroutineblocked

import (
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// Where the function waits for the senders before it receives, it is the
// Wait that never returns, and waitgroupwait says so:
//
//	wg.Wait()
//	for err := range errs { ... }

// awaitedFirst reports whether the function waits for a group that counts
// one of the senders, and does so before it receives, or at its end.
func (r *receiver) awaitedFirst() bool {
	if len(r.receives) == 0 {
		return false
	}
	first := r.receives[0].Pos()
	for _, u := range r.receives {
		first = min(first, u.Pos())
	}
	for _, t := range r.lc.Trackers() {
		if t.Kind != lifecycle.LocalTracker {
			continue
		}
		sites := t.Sites()
		waits := func(s lifecycle.Site) bool {
			return s.In == r.f && s.Role&lifecycle.Waits != 0 && s.Call != nil && s.Pos < first
		}
		if slices.ContainsFunc(sites, waits) && slices.ContainsFunc(sites, r.countsSender) {
			return true
		}
	}
	return false
}

// countsSender reports whether a group counts, at this place, a goroutine
// that sends: it starts it, or the goroutine calls Done.
func (r *receiver) countsSender(s lifecycle.Site) bool {
	if s.Role&lifecycle.Done != 0 && s.In != nil && r.ownBody(s.In) {
		return true
	}
	if s.Role&lifecycle.Spawns == 0 || s.Call == nil {
		return false
	}
	for n := range r.start {
		if contains(n, s.Call.Pos()) {
			return true
		}
	}
	return false
}
