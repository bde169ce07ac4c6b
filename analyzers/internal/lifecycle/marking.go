package lifecycle

// A Marking tells whether a function marks a tracker that it is given as
// done.
type Marking uint8

const (
	MarkedSometimes Marking = iota // or it is not known
	MarkedAlways                   // once at least, whichever way it goes
	MarkedNever
)

func (m Marking) String() string { return [...]string{"", " marks always", " marks never"}[m] }

// marking tells how f marks t, one of its parameters. Where more is done
// with it the account is not as simple.
func (ta *Tallies) marking(t *Tracker, f *Func) Marking {
	if !hasDone(t.Var.Type()) || t.Roles()&^Done != 0 {
		return MarkedSometimes
	}
	switch does := ta.Dones(t, f); {
	case does.Min > 0:
		return MarkedAlways
	case does.Max == 0 && t.Roles()&Done == 0:
		return MarkedNever
	}
	return MarkedSometimes
}
