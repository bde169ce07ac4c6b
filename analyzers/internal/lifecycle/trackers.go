package lifecycle

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A Role is what happens to a tracker at one place.
type Role uint8

const (
	Counts Role = 1 << iota // Add or Go
	Spawns                  // goroutines that it counts are started here: Go, or a function that adds and starts
	Done
	Waits
	Keeps // handed to code that may do anything with it
)

// A Site is a place where a tracker is used.
type Site struct {
	Pos  token.Pos
	End  token.Pos
	Role Role
	Call *ast.CallExpr // nil for a method value
	Go   bool          // the call is that of a go statement
	In   *Func         // nil outside functions
	test bool
}

// TrackerKind tells where a tracker is declared.
type TrackerKind uint8

const (
	LocalTracker TrackerKind = iota
	FieldTracker
	PackageTracker
	ParamTracker
)

// A Tracker is a variable or field of this package that counts goroutines
// and can be waited for.
type Tracker struct {
	Var   *types.Var
	Kind  TrackerKind
	Func  *Func        // that declares a local one or a parameter
	Fresh bool         // made here, and not handed in from elsewhere
	Owner *types.Named // type whose field it is

	test   bool      // declared in a test file
	byHand bool      // its users count off what they have counted
	shared bool      // also another name of a tracker that it is not
	own    *ownTypes // which its type is one of, or nil
	sites  []Site
	handed []handing
	prod   Role // what non-test code does to it, here or further on
	all    Role
	async  bool // it counts work that goes on elsewhere
}

// A handing is a place where a tracker gets another name: an alias, or
// the parameter of a function of this package.
type handing struct {
	site  Site
	to    *Tracker
	alias bool
}

// Roles returns everything that happens to the tracker. For one that is
// declared outside test files only code outside test files counts.
func (t *Tracker) Roles() Role {
	if t.test {
		return t.all
	}
	return t.prod
}

// Sites returns the places where the tracker is used, under its own name
// and under aliases, in order of position. A call that hands it to a
// function stands for what that function does.
func (t *Tracker) Sites() []Site {
	sites := t.collect(nil, make(map[*Tracker]bool))
	slices.SortFunc(sites, func(a, b Site) int { return int(a.Pos - b.Pos) })
	return sites
}

func (t *Tracker) collect(sites []Site, seen map[*Tracker]bool) []Site {
	if seen[t] {
		return sites
	}
	seen[t] = true
	for _, s := range t.sites {
		if t.test || !s.test {
			sites = append(sites, s)
		}
	}
	for _, h := range t.handed {
		switch {
		case h.site.test && !t.test:
		case h.alias:
			sites = h.to.collect(sites, seen)
		default:
			s := h.site
			s.Role = h.to.Roles()
			if h.to.async {
				s.Role |= Spawns
			}
			sites = append(sites, s)
		}
	}
	return sites
}

// Trackers returns the trackers of the package in order of position.
func (r *Result) Trackers() []*Tracker {
	r.trackersOnce.Do(func() {
		if r.importsTrackers() {
			r.trackers = r.findTrackers(nil)
		}
	})
	return r.trackers
}

// importsTrackers reports whether the package can declare a tracker.
func (r *Result) importsTrackers() bool {
	return slices.ContainsFunc(r.pass.Pkg.Imports(), func(p *types.Package) bool {
		return len(known.Waits.Package(p.Path())) > 0
	})
}

// trackerType reports whether t is a tracker or a pointer to one.
func trackerType(t types.Type) bool {
	named := known.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	return slices.ContainsFunc(known.Waits.Package(named.Obj().Pkg().Path()), func(row known.Row) bool {
		return row.Recv == named.Obj().Name()
	})
}

// trackerParams returns, for the functions that other packages can see,
// what they do with trackers that are handed to them.
func (r *Result) trackerParams() map[*Func][]TrackerParam {
	if !slices.ContainsFunc(r.funcs, func(f *Func) bool {
		return f.Obj != nil && visible(f.Obj) && hasTrackerParam(f.Obj.Signature())
	}) {
		return nil
	}
	byVar := make(map[*types.Var]*Tracker)
	for _, t := range r.Trackers() {
		byVar[t.Var] = t
	}
	params := make(map[*Func][]TrackerParam)
	tallies := r.Tallies()
	for _, f := range r.funcs {
		if f.Obj == nil || !visible(f.Obj) {
			continue
		}
		sig := f.Obj.Signature()
		for i := range sig.Params().Len() {
			t := byVar[sig.Params().At(i)]
			if t == nil {
				continue
			}
			marking := tallies.marking(t, f)
			if !t.async && t.Roles()&(Waits|Keeps) == 0 && marking == MarkedSometimes {
				continue
			}
			roles := t.Roles()
			params[f] = append(params[f], TrackerParam{i, t.async, roles&Waits != 0, roles&Keeps != 0, marking})
		}
	}
	return params
}

func hasTrackerParam(sig *types.Signature) bool {
	for param := range sig.Params().Variables() {
		if trackerType(param.Type()) {
			return true
		}
	}
	return false
}
