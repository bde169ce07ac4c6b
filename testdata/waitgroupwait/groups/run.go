package groups

import (
	"errors"
	"net"

	"github.com/oklog/run"
)

func neverRun(l net.Listener) {
	var g run.Group
	g.Add(func() error { // want `run.Group "g" is given work but never run`
		_, err := l.Accept()
		return err
	}, func(error) { l.Close() })
}

// Nothing is started before Run.
func runLater(l net.Listener, admin net.Listener) error {
	var g run.Group
	g.Add(func() error {
		_, err := l.Accept()
		return err
	}, func(error) { l.Close() })
	if admin == nil {
		return errors.New("no admin listener") // ok: nothing has been started
	}
	return g.Run()
}
