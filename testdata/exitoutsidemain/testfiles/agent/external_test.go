package agent_test

import (
	"os"
	"testing"

	"example.com/fleet/exitoutsidemain/testfiles/agent"
	"example.com/fleet/exitoutsidemain/wrapper/cli"
	"example.com/fleet/exitoutsidemain/wrapper/sys"
)

func TestExternal(t *testing.T) {
	old := sys.Exit // ok: put back below
	defer func() { sys.Exit = old }()
	sys.Exit = func(code int) { t.Fatalf("exit with %d", code) }
	t.Cleanup(func() { sys.Exit = os.Exit })                   // ok: that is what it was before
	sys.OnMissing = func(string) { cli.Usage() }               // want `call to cli\.Usage ends the process outside main`
	for _, exit := range []func(int){os.Exit, cli.Stop, nil} { // ok: for the code under test
		agent.Replace(exit)
	}
	if _, err := agent.Connect(""); err == nil {
		cli.Stop(1) // want `call to cli\.Stop ends the process outside main \(it calls os\.Exit\)`
	}
}
