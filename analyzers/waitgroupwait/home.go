package waitgroupwait

import (
	"go/types"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// home returns the one function that starts the goroutines of t and waits for
// them, or nil. A field may be the group of many values, and have many users:
// it has a home only if one function, with its literals, does all that is to
// do with it but to count off, and for one value.
func (c *checker) home(t *lifecycle.Tracker) *lifecycle.Func {
	if t.Kind == lifecycle.LocalTracker {
		return t.Func
	}
	if t.Kind != lifecycle.FieldTracker && t.Kind != lifecycle.PackageTracker {
		return nil
	}
	var home *lifecycle.Func
	var owner types.Object
	for _, s := range t.Sites() {
		if s.Role == lifecycle.Done {
			continue
		}
		if s.In == nil || s.Call == nil {
			return nil
		}
		top := s.In
		for top.Parent != nil {
			top = top.Parent
		}
		if home != nil && top != home {
			return nil
		}
		home = top
		if t.Kind == lifecycle.FieldTracker {
			if of := c.ownerOf(s.Call); of == nil || owner != nil && of != owner {
				return nil
			} else {
				owner = of
			}
		}
	}
	return home
}
