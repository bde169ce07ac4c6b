package signals

import "go/types"

// signalType returns the type of the signal that a variable of type t
// holds: t itself, or what it is a pointer to or a container of. It is nil
// if there is none. Fields of structs are nodes of their own.
func signalType(t types.Type) types.Type {
	for range 4 {
		switch u := t.Underlying().(type) {
		case *types.Chan:
			return t
		case *types.Signature:
			if isStopFunc(u) {
				return t
			}
			return nil
		case *types.Interface:
			if isContext(t) {
				return t
			}
			return nil
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			if k := signalType(u.Key()); k != nil {
				return k
			}
			t = u.Elem()
		default:
			return nil
		}
	}
	return nil
}

// isStopFunc reports whether a function may be a cancel function: func()
// or func(error).
func isStopFunc(sig *types.Signature) bool {
	if sig.Recv() != nil || sig.Results().Len() > 0 || sig.Variadic() {
		return false
	}
	switch sig.Params().Len() {
	case 0:
		return true
	case 1:
		return types.Identical(sig.Params().At(0).Type(), types.Universe.Lookup("error").Type())
	}
	return false
}

// isContext reports whether t is context.Context.
func isContext(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Context" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "context"
}

func kindOf(t types.Type) Kind {
	switch signalType(t).Underlying().(type) {
	case *types.Chan:
		return Channel
	case *types.Interface:
		return Context
	}
	return Cancel
}

// receiveOnly reports whether a value of type t can only be received from,
// or only listened to, as a context.
func receiveOnly(t types.Type) bool {
	s := signalType(t)
	if s == nil {
		return false
	}
	if isContext(s) {
		return true
	}
	ch, ok := s.Underlying().(*types.Chan)
	return ok && ch.Dir() == types.RecvOnly
}

// withoutReceiver returns the signature of a method value.
func withoutReceiver(sig *types.Signature) *types.Signature {
	if sig.Recv() == nil {
		return sig
	}
	return types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
}
