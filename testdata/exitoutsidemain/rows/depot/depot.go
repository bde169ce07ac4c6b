// Package depot calls functions that are rows.
package depot

import "example.com/fleet/exitoutsidemain/rows/fleet"

// audited embeds the interface.
type audited struct {
	fleet.Logger
	lines int
}

// Close closes the depot for good.
func Close(l fleet.Logger, v *fleet.Vehicle, p *fleet.Pool[string]) {
	a := audited{l, 0}
	switch a.lines {
	case 0:
		l.Abort("closed") // want `^call to \(fleet\.Logger\)\.Abort ends the process outside main \(deferred calls and other goroutines are cut off\)$`
	case 1:
		a.Abort("closed") // want `^call to \(fleet\.Logger\)\.Abort ends the process outside main`
	case 2:
		v.Explode() // want `^call to \(\*fleet\.Vehicle\)\.Explode ends the process outside main`
	case 3:
		p.Drop() // want `^call to \(\*fleet\.Pool\)\.Drop ends the process outside main`
	case 4:
		fleet.Quit() // want `^call to fleet\.Quit ends the process outside main`
	case 5:
		fleet.Watch(l) // want `^call to fleet\.Watch ends the process outside main \(it calls fleet\.Quit\)$`
	}
	v.Stop()            // ok: no row
	a.Info("not so")    // ok: no row
	use(l.Abort)        // want `^\(fleet\.Logger\)\.Abort is handed on as a value`
	use(a.Logger.Abort) // want `^\(fleet\.Logger\)\.Abort is handed on as a value`
}

func use(func(string)) {}
