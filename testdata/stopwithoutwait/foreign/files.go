package foreign

import (
	"net"
	"os"

	"example.com/fleet/stopwithoutwait/foreign/workers"
)

func beat(path string, work func() error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	b := workers.NewBeat(f)
	err = work()
	b.Stop() // want `\(\*Beat\).Stop does not wait for its goroutine, which may still use f when that is closed on line \d+`
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

func logged(path, line string, work func() error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	stop := workers.Log(f, line)
	defer stop() // want `the stop function of Log does not wait for its goroutine, which may still use f when that is closed on line \d+`
	return work()
}

func overTheWire(conn net.Conn, work func() error) error {
	b := workers.NewBeat(conn)
	err := work()
	b.Stop() // ok: closing a connection is how to make others stop
	_ = conn.Close()
	return err
}
