package fields

import "sync"

type pool struct {
	sync.WaitGroup
	size int
}

func (p *pool) start() {
	for range p.size {
		p.Add(1) // want `sync.WaitGroup embedded in "pool" counts goroutines but is never waited for`
		go func() {
			defer p.Done()
			work()
		}()
	}
}

type waitedPool struct {
	sync.WaitGroup
	size int
}

func (p *waitedPool) start() {
	p.Add(p.size) // ok: run waits
	for range p.size {
		go func() {
			defer p.Done()
			work()
		}()
	}
}

func run(p *waitedPool) {
	p.start()
	p.Wait()
}

// Group has a Wait method for everyone.
type Group struct{ sync.WaitGroup }

// Start starts the group.
func (g *Group) Start() {
	g.Go(work) // ok: Wait is promoted to an exported type
}

type base struct{ sync.WaitGroup }

func (b *base) spawn() {
	b.Go(work) // ok: Wait is promoted to Service through two structs
}

// A Service embeds a type that nobody else can name.
type Service struct{ base }

type core struct{ sync.WaitGroup }

type engine struct{ core }

func (e *engine) spawn() {
	e.Go(work) // ok: stop waits, through two structs
}

func (e *engine) stop() { e.Wait() }

type gear struct{ sync.WaitGroup }

type machine struct{ *gear }

func (m machine) spawn() {
	m.Go(work) // want `sync.WaitGroup embedded in "gear" counts goroutines but is never waited for`
}

// NewSession returns a type that others cannot name but can wait for.
func NewSession() *session { return new(session) }

type session struct{ sync.WaitGroup }

func (s *session) start() {
	s.Go(work) // ok: the caller of NewSession can wait
}

// The name of the field is exported, but nobody else gets the struct.
type named struct{ WaitGroup sync.WaitGroup }

func (n *named) start() {
	n.WaitGroup.Go(work) // want `sync.WaitGroup "WaitGroup" counts goroutines but is never waited for`
}
