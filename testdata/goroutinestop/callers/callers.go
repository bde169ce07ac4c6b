// Package callers hands contexts to functions of another package that stop on
// nothing else.
package callers

import (
	"context"
	"time"

	"example.com/fleet/goroutinestop/callers/poller"
)

func ping(context.Context) error { return nil }

// Setup starts pollers.
func Setup(ctx context.Context) {
	background := context.Background()
	child, cancel := context.WithCancel(background)
	time.AfterFunc(time.Minute, cancel)

	p := poller.New(background, ping) // want `New starts a goroutine that stops on background, which nothing cancels`
	p.Start(context.TODO())           // want `Start starts a goroutine that stops on context.TODO\(\), which nothing cancels`
	p.Start(ctx)                      // ok: the caller may cancel it
	p.Start(child)                    // ok: the timer cancels it
	p.StartOnce(background)           // ok: it ends when the poll works
	p.StartNamed(background)          // want `StartNamed starts a goroutine that stops on background, which nothing cancels`
	p.StartEither(background, nil)    // ok: the channel may be another one
	go p.Run(background)              // want `goroutine stops on background, which nothing cancels`
	go p.Run(ctx)                     // ok: the caller may cancel it
	p.Run(background)                 // ok: this is no goroutine
}

type zone struct{ names []string }

// Update keeps the zone up to date until ctx is cancelled.
func (z *zone) Update(ctx context.Context) error {
	if len(z.names) == 0 {
		return nil
	}
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Minute):
				z.names = nil
			}
		}
	}()
	return nil
}

// A controller tells its plugins when to stop.
type controller struct{ last []func() error }

// OnShutdown runs fn when the server is stopped or reloaded.
func (c *controller) OnShutdown(fn func() error) { c.last = append(c.last, fn) }

func setup(c *controller) error {
	ctx := context.Background()
	z := new(zone)
	return z.Update(ctx) // want `Update starts a goroutine that stops on ctx, which nothing cancels`
}

func setupAlone() error {
	z := new(zone)
	return z.Update(context.Background()) // ok: nothing says that the process outlives the zone
}

func pollAlone(p *poller.Poller) {
	go p.Run(context.Background()) // ok: the same
}

var pollers []*poller.Poller

func init() {
	pollers = append(pollers, poller.New(context.Background(), ping)) // ok: it lives as long as the process
}
