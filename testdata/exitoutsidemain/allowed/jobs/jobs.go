// Package jobs calls what is allowed, and what is not.
package jobs

import (
	"errors"

	"example.com/fleet/exitoutsidemain/allowed/cli"
	"example.com/fleet/exitoutsidemain/allowed/tools/migrate"
)

// Run runs the job with the name.
func Run(name string, p *cli.Prompt) {
	switch name {
	case "":
		cli.Usage() // ok: Usage is allowed to, so its callers may rely on it
	case "check":
		cli.Check(nil) // ok: Check is allowed to
	case "restart":
		cli.Restart() // ok: what it calls is allowed everywhere
	case "fail":
		cli.Fail(errors.New("failed")) // want `^call to cli\.Fail ends the process outside main \(it calls log\.Fatal\)$`
	case "abort":
		p.Abort() // ok: (*Prompt).Abort is allowed to
	case "leave":
		p.Leave() // want `^call to \(\*cli\.Prompt\)\.Leave ends the process outside main \(it calls os\.Exit\)$`
	case "migrate":
		migrate.Run(nil)
		defer migrate.Done() // ok: the package is allowed to
	}
}
