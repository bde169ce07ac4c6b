package requirecontext

import (
	"context"
	"crypto/tls"
	"log"
	"net/http"
	"sync"
	"time"
)

// A scope is the context of a plugin.
type scope struct {
	context.Context
	name string
}

type plugin struct {
	scope scope
	every time.Duration
	tasks *tasks
}

// Start starts goroutines that come to a context in many ways.
func (p *plugin) Start(r *http.Request, mux *http.ServeMux) {
	go p.tick()             // ok: a scope is a context
	go p.listen(p.scope)    // ok: it is given one of that kind
	go func() { p.run() }() // ok: what it calls comes to one
	go func() {             // ok: the request has one
		_, _ = http.DefaultClient.Do(r)
	}()
	go p.tasks.all()                  // ok: the tasks are given the one of the field
	go func() { p.far() }()           // want `goroutine is given no context`
	go p.listen(context.Background()) // want `goroutine stops on context.Background\(\), which nothing cancels`
	go p.rest(mux)                    // want `goroutine is given no context`
}

func (p *plugin) tick() {
	t := time.NewTicker(p.every)
	defer t.Stop()
	for {
		select {
		case <-t.C:
		case <-p.scope.Done():
			return
		}
	}
}

func (p *plugin) listen(ctx context.Context) { <-ctx.Done() }

func (p *plugin) run() { p.tick() }

func (p *plugin) rest(*http.ServeMux) {}

// far comes to a context at the end of a long way.
func (p *plugin) far()      { p.farther() }
func (p *plugin) farther()  { p.farthest() }
func (p *plugin) farthest() { p.tick() }

type tasks struct {
	ctx  context.Context
	stop context.CancelFunc
	list []func(context.Context)
	wg   sync.WaitGroup
}

func (t *tasks) all() {
	one := func(f func(context.Context)) { f(t.ctx) }
	for _, f := range t.list {
		t.wg.Go(func() { one(f) }) // ok: it is given the one of the field
		one(f)
	}
}

// Stop stops them.
func (t *tasks) Stop() {
	t.stop()
	t.wg.Wait()
}

// New makes the tasks.
func New(list ...func(context.Context)) *tasks {
	t := &tasks{list: list}
	t.ctx, t.stop = context.WithCancel(context.Background())
	return t
}

// accept handles each of the names in a goroutine.
func accept(names <-chan string, handle func(string)) {
	for name := range names {
		go handle(name) // want `goroutine is given no context`
	}
}

// Listen starts the goroutine that starts the others.
func Listen(names <-chan string, seen *sync.Map) {
	go accept(names, func(name string) { // want `^goroutine is given no context$`
		seen.Store(name, time.Now())
	})
}

// Log writes a line, which need not belong to anything.
func Log(hello *tls.ClientHelloInfo, info *tls.CertificateRequestInfo) {
	go func() { _ = hello.SupportsCertificate(nil) }() // ok: a handshake has a context
	go func() { log.Print(info.Version) }()            // want `goroutine is given no context`
}
