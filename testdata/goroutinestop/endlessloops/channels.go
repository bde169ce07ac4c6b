package endlessloops

import (
	"log"
	"time"
)

type clock interface {
	C() <-chan time.Time
}

type cleaner struct {
	ticker *time.Ticker
	clock  clock
	dirty  chan struct{}
	due    <-chan time.Time
}

func (c *cleaner) close() { c.ticker.Stop() }

func (c *cleaner) start() {
	go c.onTicker()       // want `goroutine runs an endless loop`
	go c.onLocalTicker()  // want `goroutine runs an endless loop`
	go c.onTicks()        // want `goroutine runs an endless loop`
	go c.onTicksByName()  // want `goroutine runs an endless loop`
	go c.onTimer()        // want `goroutine runs an endless loop`
	go c.onTickerUntil()  // ok: it ends after an hour
	go c.onClock()        // ok: this channel may be closed
	go c.onDue()          // ok: this channel may be closed
	go watch(c.ticker.C)  // ok: this channel may be closed
	go c.onReceive()      // want `goroutine runs an endless loop`
	go c.onReceiveOrEnd() // ok: it returns when the channel is closed
}

// Watch hands in the channels.
func (c *cleaner) Watch(due <-chan time.Time) chan<- struct{} {
	c.due = due
	return c.dirty
}

// Stop does not close the channel of a ticker.
func (c *cleaner) onTicker() {
	defer c.ticker.Stop()
	for range c.ticker.C {
		c.clean()
	}
}

func (c *cleaner) onLocalTicker() {
	tick := time.NewTicker(time.Minute).C
	for now := range tick {
		log.Print(now)
		c.clean()
	}
}

func (c *cleaner) onTicks() {
	for range time.Tick(time.Minute) {
		c.clean()
	}
}

func (c *cleaner) onTicksByName() {
	ticks := time.Tick(time.Minute)
	for range ticks {
		c.clean()
	}
}

func (c *cleaner) onTimer() {
	timer := time.NewTimer(time.Minute)
	for range timer.C {
		c.clean()
		timer.Reset(time.Minute)
	}
}

func (c *cleaner) onTickerUntil() {
	started := time.Now()
	for now := range c.ticker.C {
		if now.Sub(started) > time.Hour {
			break
		}
		c.clean()
	}
}

func (c *cleaner) onClock() {
	for range c.clock.C() {
		c.clean()
	}
}

func (c *cleaner) onDue() {
	for range c.due {
		c.clean()
	}
}

func watch(ticks <-chan time.Time) {
	for now := range ticks {
		log.Print(now)
	}
}

func (c *cleaner) onReceive() {
	for {
		<-c.dirty
		c.clean()
	}
}

func (c *cleaner) onReceiveOrEnd() {
	for {
		if _, ok := <-c.dirty; !ok {
			return
		}
		c.clean()
	}
}

func (c *cleaner) clean() {}
