package ends

import (
	"fmt"
	"io"
	"log"
	"runtime/debug"
	"sync"
	"time"

	"example.com/fleet/goroutinestop/ends/counter"
)

var visits *counter.Counter

func init() {
	visits = counter.New()
	go visits.Run() // ok: the counter is package-level state
}

// A collector is registered once, for the whole process.
type collector struct {
	mu    sync.Mutex
	once  sync.Once
	conns map[int]int
	bytes int
}

var collected *collector

func init() {
	collected = newCollector()
}

func newCollector() *collector { return &collector{conns: map[int]int{}} }

// Collect starts the gathering when it is first asked.
func (c *collector) Collect() int {
	c.once.Do(func() {
		go c.gather() // ok: nothing ends a collector
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

func (c *collector) gather() {
	for range time.NewTicker(10 * time.Second).C {
		c.mu.Lock()
		for _, n := range c.conns {
			c.bytes += n
		}
		c.mu.Unlock()
	}
}

// Limit sets the limit of the process, now and again, until the process exits.
func Limit(limit func() (int64, error), every time.Duration) {
	t := time.NewTicker(every)
	go func() { // ok: it is said to be meant
		for range t.C {
			if n, err := limit(); err == nil {
				debug.SetMemoryLimit(n)
			}
		}
	}()
}

// LogEvery logs for ever. Whoever wants to do more starts a goroutine.
func LogEvery(every time.Duration, values func() []int) {
	due := make(chan struct{})
	go func() { // ok: it lasts as long as the function does that receives
		for range time.Tick(every) {
			due <- struct{}{}
		}
	}()
	LogOn(due, values)
}

// LogOn logs when something is due.
func LogOn(due chan struct{}, values func() []int) {
	for range due {
		for _, v := range values() {
			log.Print(v)
		}
	}
}

// A Table forgets what is old. It cannot be closed, and so its goroutine keeps
// it for ever.
type Table struct {
	mu   sync.Mutex
	rows map[string]time.Time
}

// NewTable returns a table, one of many.
func NewTable() *Table {
	t := &Table{rows: map[string]time.Time{}}
	go t.forget() // want `goroutine runs an endless loop`
	return t
}

// NewCatalog returns a table whose goroutine is fine to exit with the process.
func NewCatalog() *Table {
	t := &Table{rows: map[string]time.Time{}}
	go t.forget() // ok: it is said to be meant
	return t
}

// Start forgets from now on.
func (t *Table) Start() {
	go t.forget() // want `goroutine runs an endless loop`
}

func (t *Table) forget() {
	for {
		time.Sleep(time.Minute)
		t.mu.Lock()
		for row, due := range t.rows {
			if time.Now().After(due) {
				delete(t.rows, row)
			}
		}
		t.mu.Unlock()
	}
}

// StartCounting counts in the background.
func (t *Table) StartCounting(print func(int)) {
	go func() { // ok: nothing ends a table
		for range time.Tick(time.Minute) {
			t.mu.Lock()
			print(len(t.rows))
			t.mu.Unlock()
		}
	}()
}

// A sink has a method Close because io.WriteCloser has.
type sink struct {
	mu    sync.Mutex
	lines int
}

func newSink(print func(string)) *sink {
	s := new(sink)
	// The counts are printed for the lifetime of the process.
	go func() { // ok: Close does nothing
		for range time.Tick(time.Minute) {
			s.mu.Lock()
			print(fmt.Sprint(s.lines))
			s.mu.Unlock()
		}
	}()
	return s
}

func (s *sink) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines++
	return len(line), nil
}

func (s *sink) Close() error { return nil }

// Copy counts what it copies.
func Copy(r io.Reader) (int64, error) { return io.Copy(newSink(func(s string) { log.Print(s) }), r) }

// StartWorkers starts workers for the jobs.
func StartWorkers(n int, jobs *Jobs) {
	for range n {
		go func() { // want `goroutine runs an endless loop`
			for {
				jobs.next()()
			}
		}()
	}
}

// Jobs are what there is to do.
type Jobs struct{ queue chan func() }

func (j *Jobs) next() func() { return <-j.queue }
