package working

import (
	"context"
	"sync"
	"time"

	"example.com/fleet/stopwithoutwait/working/closers"
)

// alarms is what a Courier makes for itself.
type alarms interface {
	Arm(id string) error
}

type clock struct{ at map[string]time.Time }

func (c *clock) Arm(id string) error { c.at[id] = time.Now(); return nil }

// Courier is made with alarms that users do not see.
type Courier struct {
	Outbox alarms // made here, too

	alarms alarms
	in     chan string
	quit   chan struct{}
}

func NewCourier() *Courier { return newCourier(&clock{at: make(map[string]time.Time)}) }

func newCourier(a alarms) *Courier {
	c := &Courier{alarms: a, Outbox: &clock{}, in: make(chan string), quit: make(chan struct{})}
	go c.run() // ok: all that it works with is its own
	return c
}

func (c *Courier) run() {
	for {
		select {
		case <-c.quit:
			return
		case id := <-c.in:
			_ = c.alarms.Arm(id)
			_ = c.Outbox.Arm(id)
		}
	}
}

func (c *Courier) Close() { close(c.quit) }

// An order has what it needs with it.
type order struct{ Store Store }

func (o *order) ship() { _ = o.Store.Put(context.Background(), "shipped") }

// Shipper works with what the orders bring.
type Shipper struct {
	orders chan *order
	quit   chan struct{}
}

func NewShipper() *Shipper {
	s := &Shipper{orders: make(chan *order), quit: make(chan struct{})}
	go s.run() // ok: the store is that of the order
	return s
}

func (s *Shipper) run() {
	for {
		select {
		case <-s.quit:
			return
		case o := <-s.orders:
			o.ship()
			pack(o)
		}
	}
}

func pack(o *order) { _ = o.Store.Prune(context.Background()) }

func (s *Shipper) Close() { close(s.quit) }

// Compressor's Close gets word of the last block before it ends the goroutine.
type Compressor struct {
	store  Store
	blocks chan block
}

type block struct {
	key     string
	written chan struct{}
}

func NewCompressor(s Store) *Compressor {
	c := &Compressor{store: s, blocks: make(chan block, 4)}
	go func() { // ok: it has nothing left to do by then
		for b := range c.blocks {
			_ = c.store.Put(context.Background(), b.key)
			close(b.written)
		}
	}()
	return c
}

func (c *Compressor) Flush() {
	b := block{key: "tail", written: make(chan struct{})}
	c.blocks <- b
	<-b.written
}

func (c *Compressor) Close() {
	c.Flush()
	close(c.blocks)
}

// Sorter counts what it has been given.
type Sorter struct {
	store   Store
	pending sync.WaitGroup
	in      chan string
	quit    chan struct{}
}

func NewSorter(s Store) *Sorter {
	t := &Sorter{store: s, in: make(chan string, 8), quit: make(chan struct{})}
	go t.run() // ok: Close waits until all is done
	return t
}

func (t *Sorter) Add(key string) {
	t.pending.Add(1)
	t.in <- key
}

func (t *Sorter) run() {
	for {
		select {
		case key := <-t.in:
			t.sort(key)
		case <-t.quit:
			return
		}
	}
}

func (t *Sorter) sort(key string) {
	_ = t.store.Put(context.Background(), key)
	t.pending.Done()
}

func (t *Sorter) Close() {
	t.pending.Wait()
	close(t.quit)
}

// Probe has the lock until its goroutine ends.
type Probe struct {
	mu    sync.Mutex
	store Store
	done  chan struct{}
}

func NewProbe(s Store) *Probe { return &Probe{store: s, done: make(chan struct{})} }

func (p *Probe) Start() {
	p.mu.Lock()
	go func() { // ok: who gets the lock after it has waited for it
		defer p.mu.Unlock()
		for {
			select {
			case <-p.done:
				return
			case <-time.After(time.Second):
				_ = p.store.Prune(context.Background())
			}
		}
	}()
}

func (p *Probe) Close() {
	close(p.done)
	p.mu.Lock()
	p.mu.Unlock()
}

// Archiver takes its store out of what another package declares.
type Archiver struct {
	store Store
	quit  chan struct{}
}

func NewArchiver(with *closers.Tools[Store]) *Archiver { return newArchiver(with.Store) }

func newArchiver(s Store) *Archiver {
	a := &Archiver{store: s, quit: make(chan struct{})}
	go func() { // want `goroutine may still be in a.store.Prune when \(\*Archiver\).Close returns`
		for {
			select {
			case <-a.quit:
				return
			case <-time.After(time.Second):
				_ = a.store.Prune(context.Background())
			}
		}
	}()
	return a
}

func (a *Archiver) Close() { close(a.quit) }

// Indexer starts one goroutine before it makes the context that Close cancels.
type Indexer struct {
	store  Store
	cancel context.CancelFunc
}

func NewIndexer(ctx context.Context, s Store) *Indexer {
	i := &Indexer{store: s}
	go i.prune(ctx, time.Hour) // ok: Close does not stop it
	ctx, i.cancel = context.WithCancel(ctx)
	go i.prune(ctx, time.Minute) // want `goroutine may still be in i.store.Prune when \(\*Indexer\).Close returns`
	return i
}

func (i *Indexer) prune(ctx context.Context, every time.Duration) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
			_ = i.store.Prune(context.Background())
		}
	}
}

func (i *Indexer) Close() { i.cancel() }
