package signals

import "slices"

// CanFire reports whether someone can fire the signal: close the channel
// or send on it, cancel the context or let its time run out, call the
// cancel function. What is out of sight may do anything it has been given
// the means for. For a context it is enough that one of those that cannot
// be told apart is live.
func (x *Index) CanFire(s *Signal) bool { return x.canFire(s, nil) }

func (x *Index) canFire(s *Signal, above []*Signal) bool {
	if s == nil || slices.Contains(above, s) {
		return s == nil
	}
	switch s.Kind {
	case Channel:
		return s.Foreign || s.Gone || s.Does(Close) || s.Does(Send)
	case Cancel:
		return s.Foreign || s.Gone || s.Does(Call)
	}
	if s.Foreign || len(s.Makes) == 0 || s.Does(Close) || s.Does(Send) {
		return true // the last two for a channel that may be the context's
	}
	above = append(above, s)
	for _, m := range s.Makes {
		switch m.Origin {
		case Timed, Notified, Grouped:
			return true
		case Cancelable:
			if m.Stop != nil && x.canFire(x.Signal(m.Stop), above) {
				return true
			}
		}
		if m.Parent != nil && m.Origin != Detached && x.parentCanFire(m, above) {
			return true
		}
	}
	return false
}

// parentCanFire reports whether the context that m derives from can be
// cancelled.
func (x *Index) parentCanFire(m Make, above []*Signal) bool {
	if parent := x.Of(m.Parent); parent != nil {
		return x.canFire(parent, above)
	}
	if call := asCall(m.Parent); call != nil {
		if made, ok := x.made(call); ok {
			return made.Origin != Root && made.Origin != Detached && (made.Origin != Derived || x.parentCanFire(made, above))
		}
	}
	return true
}

// Does reports whether op happens to the signal, in code that counts.
func (s *Signal) Does(op Op) bool {
	return slices.ContainsFunc(s.Uses, func(u Use) bool { return u.Op == op })
}

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
