package joins

import "sync"

// A Dispatcher hands jobs on, and is done when it is closed and has none left.
type Dispatcher struct {
	handle func(job string) error

	mu      sync.Mutex
	jobs    []string
	running bool
	closing bool
	done    chan struct{}
}

func NewDispatcher(handle func(job string) error) *Dispatcher {
	return &Dispatcher{handle: handle, done: make(chan struct{})}
}

func (d *Dispatcher) update(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
	select {
	case <-d.done:
		return
	default:
	}
	if d.closing && !d.running {
		close(d.done)
	}
}

func (d *Dispatcher) Submit(job string) {
	d.update(func() {
		if d.closing {
			return
		}
		d.jobs = append(d.jobs, job)
		if !d.running {
			d.running = true
			go d.dispatch() // ok: Close waits until it has nothing left to do
		}
	})
}

func (d *Dispatcher) dispatch() {
	for {
		job, ok := "", false
		d.update(func() {
			if d.running = len(d.jobs) > 0 && !d.closing; d.running {
				job, ok, d.jobs = d.jobs[0], true, d.jobs[1:]
			}
		})
		if !ok {
			return
		}
		_ = d.handle(job)
	}
}

func (d *Dispatcher) Close() {
	d.update(func() { d.closing = true })
	<-d.done
}
