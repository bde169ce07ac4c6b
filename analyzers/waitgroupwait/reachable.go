package waitgroupwait

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// reachable reports whether other packages can get at the tracker, and so
// wait for it. Nothing of package main can be imported.
func reachable(pass *analysis.Pass, t *lifecycle.Tracker) bool {
	switch t.Kind {
	case lifecycle.PackageTracker:
		return t.Var.Exported() && pass.Pkg.Name() != "main"
	case lifecycle.FieldTracker:
		if t.Var.Embedded() {
			// Its methods are those of whoever embeds it.
			return t.Owner == nil || pass.Pkg.Name() != "main" && leaks(pass.Pkg, t.Owner) || waitsThroughInterface(pass)
		}
		return t.Var.Exported() && pass.Pkg.Name() != "main" && (t.Owner == nil || leaks(pass.Pkg, t.Owner))
	}
	return false
}

// leaks reports whether other packages can get a value of the named type:
// it, or a struct that it is embedded in, is exported or the type of
// something that is exported.
func leaks(pkg *types.Package, owner *types.Named) bool {
	embedders := embeddedIn(pkg, owner)
	for _, name := range pkg.Scope().Names() {
		obj := pkg.Scope().Lookup(name)
		tn, isType := obj.(*types.TypeName)
		switch {
		case isType && tn.Exported() && embedders[tn]:
			return true
		case isType && tn.Exported():
			if typeShows(tn, embedders) {
				return true
			}
		case obj.Exported() && mentions(obj.Type(), embedders, make(map[types.Type]bool)):
			return true
		}
	}
	return false
}

// embeddedIn returns the type of that name and all declared structs of the
// package that it is embedded in, in several steps too.
func embeddedIn(pkg *types.Package, owner *types.Named) map[*types.TypeName]bool {
	found := map[*types.TypeName]bool{owner.Obj(): true}
	for changed := true; changed; {
		changed = false
		for _, name := range pkg.Scope().Names() {
			tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || found[tn] {
				continue
			}
			s, ok := tn.Type().Underlying().(*types.Struct)
			for i := 0; ok && i < s.NumFields(); i++ {
				if f := s.Field(i); f.Embedded() && found[typeNameOf(f.Type())] {
					found[tn], changed = true, true
				}
			}
		}
	}
	return found
}

// typeShows reports whether an exported field or method of the type has
// one of the given types in it.
func typeShows(tn *types.TypeName, set map[*types.TypeName]bool) bool {
	seen := make(map[types.Type]bool)
	if named, ok := types.Unalias(tn.Type()).(*types.Named); ok {
		for m := range named.Methods() {
			if m.Exported() && mentions(m.Signature(), set, seen) {
				return true
			}
		}
	}
	return mentions(tn.Type().Underlying(), set, seen)
}

// mentions reports whether t is made of one of the given types, as far as
// other packages can see.
func mentions(t types.Type, set map[*types.TypeName]bool, seen map[types.Type]bool) bool {
	t = types.Unalias(t)
	if seen[t] {
		return false
	}
	seen[t] = true
	if named, ok := t.(*types.Named); ok && set[named.Origin().Obj()] {
		return true
	}
	return slices.ContainsFunc(parts(t), func(part types.Type) bool { return mentions(part, set, seen) })
}

// parts returns the types that other packages see in t. What a declared
// type is made of is for the one who asks about its declaration.
func parts(t types.Type) []types.Type {
	var list []types.Type
	switch t := t.(type) {
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			list = append(list, arg)
		}
	case *types.Map:
		return []types.Type{t.Key(), t.Elem()}
	case interface{ Elem() types.Type }: // a pointer, slice, array or channel
		return []types.Type{t.Elem()}
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() {
				list = append(list, f.Type())
			}
		}
	case *types.Signature:
		for _, tuple := range []*types.Tuple{t.Params(), t.Results()} {
			for v := range tuple.Variables() {
				list = append(list, v.Type())
			}
		}
	case *types.Interface:
		for m := range t.Methods() {
			list = append(list, m.Signature())
		}
	}
	return list
}

// typeNameOf returns the name of the type that t is or points to, or nil.
func typeNameOf(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if named, ok := t.(*types.Named); ok {
		return named.Origin().Obj()
	}
	return nil
}

// waitsThroughInterface reports whether the package has to do with an
// interface that has a method Wait: a promoted Wait may be called through
// it.
func waitsThroughInterface(pass *analysis.Pass) bool {
	seen := make(map[types.Type]bool)
	hasWait := func(t types.Type) bool {
		if t == nil || seen[t] || !types.IsInterface(t) {
			return false
		}
		seen[t] = true
		obj, _, _ := types.LookupFieldOrMethod(t, false, pass.Pkg, "Wait")
		return obj != nil
	}
	for _, tv := range pass.TypesInfo.Types {
		if hasWait(tv.Type) {
			return true
		}
		if sig, ok := tv.Type.(*types.Signature); ok {
			for v := range sig.Params().Variables() {
				if hasWait(v.Type()) {
					return true
				}
			}
		}
	}
	return false
}
