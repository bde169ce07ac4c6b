package signals

import (
	"go/types"
	"slices"
)

// CanFire reports whether someone can fire the signal: close the channel
// or send on it, cancel the context or let its time run out, call the
// cancel function. What is out of sight may do anything it has been given
// the means for. For a context it is enough that one of those that cannot
// be told apart is live.
func (x *Index) CanFire(s *Signal) bool { return x.canFire(s, nil, nil) }

// CanFireBut is CanFire as if the uses for which but returns true were not
// there.
func (x *Index) CanFireBut(s *Signal, but func(Use) bool) bool { return x.canFire(s, nil, but) }

func (x *Index) canFire(s *Signal, above []*Signal, but func(Use) bool) bool {
	if s == nil || slices.Contains(above, s) {
		return s == nil
	}
	switch s.Kind {
	case Channel:
		return s.Foreign || s.Gone || s.does(Close, but) || s.does(Send, but)
	case Cancel:
		return s.Foreign || s.Gone || s.does(Call, but)
	}
	if s.Foreign || len(s.Makes) == 0 || s.does(Close, but) || s.does(Send, but) {
		return true // the last two for a channel that may be the context's
	}
	above = append(above, s)
	for _, m := range s.Makes {
		switch m.Origin {
		case Timed, Notified, Grouped:
			return true
		case Cancelable:
			if m.Stop != nil && x.canFire(x.Signal(m.Stop), above, but) {
				return true
			}
		}
		if m.Parent != nil && m.Origin != Detached && x.parentCanFire(m, above, but) {
			return true
		}
	}
	return false
}

// parentCanFire reports whether the context that m derives from can be
// cancelled.
func (x *Index) parentCanFire(m Make, above []*Signal, but func(Use) bool) bool {
	if parent := x.Of(m.Parent); parent != nil {
		return x.canFire(parent, above, but)
	}
	if call := asCall(m.Parent); call != nil {
		if made, ok := x.made(call); ok {
			return made.Origin != Root && made.Origin != Detached && (made.Origin != Derived || x.parentCanFire(made, above, but))
		}
	}
	return true
}

// Does reports whether op happens to the signal, in code that counts.
func (s *Signal) Does(op Op) bool {
	return s.does(op, nil)
}

func (s *Signal) does(op Op, but func(Use) bool) bool {
	return slices.ContainsFunc(s.Uses, func(u Use) bool { return u.Op == op && (but == nil || !but(u)) })
}

// Open reports whether code out of sight may call fn.
func (x *Index) Open(fn *types.Func) bool { return x.open(fn.Origin()) }

// Name returns what the signal is called where it is declared, for a
// message; it is empty if no variable has a name.
func (s *Signal) Name() string {
	for _, v := range s.Vars {
		if v.Name() != "" && v.Name() != "_" {
			return v.Name()
		}
	}
	return ""
}
