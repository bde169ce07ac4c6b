package endlessloops

import (
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"
)

type daemon struct{ failed chan error }

func (d *daemon) stop() { close(d.failed) }

func (d *daemon) start() {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	go func() { // ok: it handles signals, and lives as long as these come
		for range hup {
			d.reload()
		}
	}()

	usr1 := make(chan os.Signal, 1)
	signal.Notify(usr1, syscall.SIGUSR1)
	go d.dump(usr1) // ok: it handles signals, and lives as long as these come

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

	winch := make(chan os.Signal, 1)
	signal.Notify(winch, syscall.SIGWINCH)
	go func() { // want `goroutine runs an endless loop`
		for tick := time.Tick(time.Second); ; {
			select {
			case <-winch:
				d.reload()
			case <-tick: // and so it does more than handle signals
				d.save()
			}
		}
	}()
	go func() { // ok: the error that it waits for ends the process
		for {
			select {
			case <-winch:
				d.reload()
			case err := <-d.failed:
				log.Fatal(err)
			}
		}
	}()
}

func (d *daemon) dump(signals <-chan os.Signal) {
	for {
		sig := <-signals
		log.Print("state on ", sig)
	}
}

func (d *daemon) exit(sig os.Signal) {
	log.Print("ended by ", sig)
	os.Exit(1)
}

func (d *daemon) reload() {}
func (d *daemon) save()   {}
