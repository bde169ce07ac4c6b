// Package forsaken leaves streams of others in the middle.
package forsaken

import (
	"context"
	"errors"
	"time"

	"example.com/fleet/goroutineblocked/forsaken/zones"
)

var errName = errors.New("bad name")

// Transfer sends on what the first source has, or gives up.
func Transfer(sources []zones.Source, zone string, out chan<- zones.Record, failed <-chan error) error {
	var records <-chan zones.Record
	var err error
	for _, s := range sources {
		if records, err = s.Transfer(zone, 0); err == nil {
			break
		}
	}
	for r := range records { // want `range over "records" is left on line 27, and whoever sends on it blocks forever \(nothing tells it to stop\)`
		select {
		case out <- r:
		case err := <-failed:
			return err
		}
	}
	return err
}

// TransferDrained receives the rest.
func TransferDrained(s zones.Source, zone string, send func(zones.Record) error) error {
	records, err := s.Transfer(zone, 0)
	if err != nil {
		return err
	}
	for r := range records { // ok: the rest is received
		if err := send(r); err != nil {
			go func() {
				for range records {
				}
			}()
			return err
		}
	}
	return nil
}

// Check gives up in a function of another package.
func Check(zone string) error {
	for r := range zones.All(zone) { // want `range over a channel is left on line 55`
		if r.Name == "" {
			return errName
		}
	}
	return nil
}

// CheckAll receives all.
func CheckAll(zone string) (err error) {
	for r := range zones.All(zone) { // ok
		if r.Name == "" {
			err = errName
		}
	}
	return err
}

// CheckFollow cancels what it leaves.
func CheckFollow(ctx context.Context, zone string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for r := range zones.Follow(ctx, zone) { // ok: it is given a context
		if r.Name == "" {
			return errName
		}
	}
	return nil
}

// CheckUntil closes the channel that it has given.
func CheckUntil(zone string) error {
	stop := make(chan struct{})
	defer close(stop)
	for r := range zones.Until(zone, stop) { // ok: it is given a channel
		if r.Name == "" {
			return errName
		}
	}
	return nil
}

// CheckWatch stops what it leaves.
func CheckWatch(w zones.Watch, zone string) error {
	defer w.Stop()
	for r := range w.Records(zone) { // ok: it can be stopped
		if r.Name == "" {
			return errName
		}
	}
	return nil
}

// Tick leaves a ticker, which nobody sends on that waits.
func Tick(check func() error) error {
	for range time.Tick(time.Second) { // ok
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// Times looks at the time, too.
func Times(check func(time.Time) error) error {
	for t := range time.Tick(time.Second) { // ok
		if err := check(t); err != nil {
			return err
		}
	}
	return nil
}
