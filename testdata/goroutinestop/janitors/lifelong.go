package janitors

import (
	"sync"
	"time"
)

// A tableRegistry has the tables of the process. There is one.
type tableRegistry struct {
	once   sync.Once
	tables map[string]*counterTable
}

var registry = tableRegistry{tables: map[string]*counterTable{}}

// get starts the cleaning with the first table.
func (r *tableRegistry) get(name string) *counterTable {
	r.once.Do(func() {
		go r.clean() // ok: there is one registry, and it lives as long as the process
	})
	return r.tables[name]
}

func (r *tableRegistry) clean() {
	for range time.NewTicker(time.Minute).C {
		for _, t := range r.tables {
			clear(t.n)
		}
	}
}

// Table returns the table of that name.
func Table(name string) map[string]int { return registry.get(name).n }

// A sessionRegistry is made for each listener.
type sessionRegistry struct {
	once     sync.Once
	sessions map[string]time.Time
}

var defaultSessions = sessionRegistry{sessions: map[string]time.Time{}}

func (r *sessionRegistry) close() { clear(r.sessions) }

func newSessions() *sessionRegistry {
	return &sessionRegistry{sessions: map[string]time.Time{}}
}

func (r *sessionRegistry) see(name string) {
	r.once.Do(func() {
		go r.clean() // want `goroutine runs an endless loop`
	})
	r.sessions[name] = time.Now()
}

func (r *sessionRegistry) clean() {
	for {
		time.Sleep(time.Minute)
		clear(r.sessions)
	}
}

// SeeAll notes a session here and there.
func SeeAll(name string) int {
	own := newSessions()
	own.see(name)
	defaultSessions.see(name)
	return len(own.sessions)
}

// A throttle lets through one message in each interval.
type throttle struct{ tokens chan struct{} }

func (t *throttle) stop() { close(t.tokens) }

var (
	throttlesMu sync.Mutex
	throttles   = map[string]*throttle{}
	recent      = map[string]*throttle{}
)

// Throttle returns the throttle of that name.
func Throttle(name string, interval time.Duration) chan<- struct{} {
	throttlesMu.Lock()
	defer throttlesMu.Unlock()
	t := throttles[name]
	if t == nil {
		t = newThrottle(interval)
		throttles[name] = t
	}
	return t.tokens
}

func newThrottle(interval time.Duration) *throttle {
	t := &throttle{tokens: make(chan struct{}, 1)}
	go func() { // ok: the throttle stays among the throttles
		for {
			<-t.tokens
			time.Sleep(interval)
		}
	}()
	return t
}

// Recent returns a throttle that is forgotten after a while.
func Recent(name string, interval time.Duration) chan<- struct{} {
	throttlesMu.Lock()
	defer throttlesMu.Unlock()
	recent[name] = newRecent(interval)
	time.AfterFunc(time.Hour, func() { forget(name) })
	return recent[name].tokens
}

func forget(name string) {
	throttlesMu.Lock()
	defer throttlesMu.Unlock()
	delete(recent, name)
}

func newRecent(interval time.Duration) *throttle {
	t := &throttle{tokens: make(chan struct{}, 1)}
	go func() { // want `goroutine runs an endless loop`
		for {
			<-t.tokens
			time.Sleep(interval)
		}
	}()
	return t
}
