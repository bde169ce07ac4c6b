package endlessloops

import (
	"log"
	"os"
	"os/signal"
	"syscall"
)

type daemon struct {
	signals chan os.Signal
	hangups chan os.Signal
}

func (d *daemon) start() {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	go func() { // want `goroutine runs an endless loop`
		for range hup {
			d.reload()
		}
	}()

	usr1 := make(chan os.Signal, 1)
	signal.Notify(usr1, syscall.SIGUSR1)
	d.signals = usr1
	go func() { // ok: Close closes the channel under its other name
		for range usr1 {
			d.reload()
		}
	}()

	usr2 := make(chan os.Signal, 1)
	signal.Notify(usr2, syscall.SIGUSR2)
	onExit(usr2)
	go func() { // ok: the function that has got the channel closes it
		for range usr2 {
			d.reload()
		}
	}()

	pipe := make(chan os.Signal, 1)
	go d.notify(pipe) // ok: whoever has made the channel may close it
	defer close(pipe)

	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM, syscall.SIGHUP)
	go func() { // ok: this goroutine is what ends the process
		for sig := range term {
			if sig == syscall.SIGHUP {
				d.reload()
				continue
			}
			d.exit(sig)
		}
	}()

	force := make(chan os.Signal, 1)
	signal.Notify(force, os.Interrupt)
	go func() { // ok: this goroutine is what ends the process
		for i := 0; true; i++ {
			<-force
			if i > 0 {
				os.Exit(130)
			}
			go d.exit(os.Interrupt)
		}
	}()
}

// Close ends the loop over d.signals.
func (d *daemon) Close() {
	signal.Stop(d.signals)
	close(d.signals)
}

func onExit(ch chan os.Signal) {
	defer close(ch)
	signal.Stop(ch)
}

func (d *daemon) notify(ch chan os.Signal) {
	signal.Notify(ch, syscall.SIGPIPE)
	for range ch {
		d.reload()
	}
}

func (d *daemon) exit(sig os.Signal) {
	log.Print("ended by ", sig)
	os.Exit(1)
}

func (d *daemon) reload() {}
