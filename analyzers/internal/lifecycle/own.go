package lifecycle

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// A type is a tracker of its own making if it is a struct with a tracker in
// a field, and has methods that count with it and a method Wait, or WaitFor
// and the like, that waits for it:
//
//	type pool struct {
//		wg  sync.WaitGroup
//		sem chan struct{}
//	}
//	func (p *pool) run(f func()) { p.sem <- struct{}{}; p.wg.Go(...) }
//	func (p *pool) wait()        { p.wg.Wait() }
//
// What a method does to its receiver is what it does to the tracker in it. A
// method that lets the receiver get out of sight keeps it.

// ownFact is what other packages need to know about the methods of such a
// type, and about the functions that make a value of it.
type ownFact struct {
	Role  Role // of a method
	Makes bool // a function returns a value that nobody else has
	Step  ownStep
}

// AFact implements [analysis.Fact].
func (*ownFact) AFact() {}

func (f *ownFact) String() string {
	if f.Makes {
		return "makes a tracker"
	}
	var s []string
	for i, name := range []string{"counts", "spawns", "done", "waits", "keeps"} {
		if f.Role&(1<<i) != 0 {
			s = append(s, name)
		}
	}
	return "tracker " + strings.Join(s, " ")
}

// ownTypes are the trackers of that kind which a package declares or uses.
type ownTypes struct {
	roles map[*types.Func]Role
	types map[*types.TypeName]bool
	makes map[*types.Func]bool
	steps map[*types.Func]ownStep
}

// OwnTrackers returns the variables and fields whose types are trackers of
// the making of this package or another, in order of position.
func (r *Result) OwnTrackers() []*Tracker {
	r.ownOnce.Do(func() {
		own := r.ownTypes()
		r.importOwn(own)
		if len(own.types) > 0 {
			r.ownTrackers = r.findTrackers(own)
		}
	})
	return r.ownTrackers
}

// ownTypes returns the trackers that the package makes itself.
func (r *Result) ownTypes() *ownTypes {
	own := &ownTypes{make(map[*types.Func]Role), make(map[*types.TypeName]bool), make(map[*types.Func]bool), make(map[*types.Func]ownStep)}
	if !r.importsTrackers() {
		return own
	}
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || r.Directives.InTest(tn.Pos()) {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && !trackerType(named) && holdsTracker(named) {
			if roles := r.methodRoles(named); isProtocol(roles) {
				own.types[tn] = true
				maps.Copy(own.roles, roles)
				for m, role := range roles {
					if role == Counts || role == Done {
						own.steps[m] = r.ownStepOf(r.declared[m])
					}
				}
			}
		}
	}
	if len(own.types) > 0 {
		for _, f := range r.funcs {
			if f.Obj != nil && r.makesOwn(f, own) {
				own.makes[f.Obj] = true
			}
		}
	}
	return own
}

// holdsTracker reports whether the type is a struct with a tracker in a field.
func holdsTracker(named *types.Named) bool {
	st, ok := named.Underlying().(*types.Struct)
	if !ok || named.NumMethods() == 0 {
		return false
	}
	return slices.ContainsFunc(slices.Collect(st.Fields()), func(f *types.Var) bool { return trackerType(f.Type()) })
}

// isProtocol reports whether methods with these roles make a tracker: one
// counts, and one waits and says so.
func isProtocol(roles map[*types.Func]Role) bool {
	counts, waits := false, false
	for fn, role := range roles {
		counts = counts || role&Counts != 0
		waits = waits || role&Waits != 0 && strings.HasPrefix(strings.ToLower(fn.Name()), "wait")
	}
	return counts && waits
}

// methodRoles returns what the methods of a type do to the trackers in it.
func (r *Result) methodRoles(named *types.Named) map[*types.Func]Role {
	roles := make(map[*types.Func]Role)
	calls := make(map[*types.Func][]*types.Func)
	for m := range named.Methods() {
		if f := r.declared[m]; f != nil && f.Body() != nil {
			roles[m], calls[m] = r.receiverRole(f)
		}
	}
	for changed := true; changed; {
		changed = false
		for m, callees := range calls {
			role := roles[m]
			for _, callee := range callees {
				role |= roles[callee]
			}
			changed = changed || role != roles[m]
			roles[m] = role
		}
	}
	for m, role := range roles {
		roles[m] = r.settled(r.declared[m], role)
	}
	return roles
}

// receiverRole returns what the method does to the trackers of its receiver
// by itself, in literals too, and the methods of the receiver that it calls.
func (r *Result) receiverRole(f *Func) (role Role, calls []*types.Func) {
	recv := f.Obj.Signature().Recv()
	known := make(map[*ast.Ident]bool) // names of the receiver that are accounted for
	ast.Inspect(f.Body(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			role |= Spawns
		case *ast.BinaryExpr:
			for _, e := range []ast.Expr{n.X, n.Y} {
				if id, ok := ast.Unparen(e).(*ast.Ident); ok {
					known[id] = true // compared
				}
			}
		case *ast.SelectorExpr:
			id, ok := ast.Unparen(n.X).(*ast.Ident)
			if ok && r.info.Uses[id] == recv {
				known[id] = true
				if fn, ok := r.info.Uses[n.Sel].(*types.Func); ok {
					calls = append(calls, fn.Origin())
					role |= methodRole(fn) // of an embedded tracker
				}
			} else if field, ok := ast.Unparen(n.X).(*ast.SelectorExpr); ok && r.isField(field, recv) {
				if fn, ok := r.info.Uses[n.Sel].(*types.Func); ok {
					role |= methodRole(fn)
				}
			}
		case *ast.UnaryExpr:
			if field, ok := ast.Unparen(n.X).(*ast.SelectorExpr); ok && r.isField(field, recv) {
				role |= Keeps // its address is taken
			}
		case *ast.Ident:
			if r.info.Uses[n] == recv && !known[n] {
				role |= Keeps
			}
		}
		return true
	})
	if role&Counts == 0 {
		role &^= Spawns // something else runs in that goroutine
	}
	return role, calls
}

// isField reports whether the selector names a tracker in a field of recv.
func (r *Result) isField(sel *ast.SelectorExpr, recv *types.Var) bool {
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok || r.info.Uses[id] != recv {
		return false
	}
	v, ok := r.info.Uses[sel.Sel].(*types.Var)
	return ok && trackerType(v.Type())
}

// exportOwn hands out facts about the trackers that the package makes.
func (r *Result) exportOwn() {
	own := r.ownTypes()
	for _, f := range r.funcs {
		if f.Obj == nil || !visible(f.Obj) {
			continue
		}
		recv := namedRecv(f.Obj)
		fact := &ownFact{Makes: own.makes[f.Obj]}
		if recv != nil && own.types[recv.Obj()] {
			fact.Role, fact.Step = own.roles[f.Obj], own.steps[f.Obj]
		}
		if *fact != (ownFact{}) {
			r.pass.ExportObjectFact(f.Obj, fact)
		}
	}
}

func namedRecv(fn *types.Func) *types.Named {
	if recv := fn.Signature().Recv(); recv != nil {
		return known.Named(recv.Type())
	}
	return nil
}

// importOwn adds what the package uses of other packages.
func (r *Result) importOwn(own *ownTypes) {
	asked := make(map[*types.Func]bool)
	for _, f := range r.funcs {
		for _, call := range f.calls {
			fn := r.Callee(call).Obj
			if fn == nil || fn.Pkg() == nil || fn.Pkg() == r.pass.Pkg || asked[fn] || !visible(fn) {
				continue
			}
			asked[fn] = true
			var fact ownFact
			if r.pass.ImportObjectFact == nil || !r.pass.ImportObjectFact(fn, &fact) {
				continue
			}
			own.makes[fn] = fact.Makes
			if recv := namedRecv(fn); recv != nil && fact.Role != 0 && !trackerType(recv) {
				own.roles[fn], own.steps[fn] = fact.Role, fact.Step
				own.types[recv.Origin().Obj()] = true
			}
		}
	}
}
