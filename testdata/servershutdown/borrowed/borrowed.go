// Package borrowed undoes what it has done with the context of its caller.
package borrowed

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"example.com/fleet/servershutdown/borrowed/store"
)

type runtime interface {
	Create(ctx context.Context, id string) error
	Start(ctx context.Context, id string) error
	Delete(ctx context.Context, id string) error
}

// A Manager runs tasks.
type Manager struct {
	runtime runtime
	network *network
	index   *index
	closers []func()
}

// Run leaves the task behind when the caller gives up.
func (m *Manager) Run(ctx context.Context, id string) (err error) {
	if err := m.runtime.Create(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			if undo := m.runtime.Delete(ctx, id); undo != nil { // want `\(runtime\)\.Delete is given the context of the caller after a failure \(it may be what failed\)`
				slog.Error("cannot delete", "task", id, "err", undo)
			}
		}
	}()
	return m.runtime.Start(ctx, id)
}

// Register makes an entry, and takes it back if the task does not start.
func (m *Manager) Register(ctx context.Context, c store.Catalog, id string) (err error) {
	if err := c.Add(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			c.DeleteEntry(ctx, id) // ok: all that is behind it takes the context for its values
			c.DeleteFile(ctx, id)  // want `\(store\.Catalog\)\.DeleteFile is given the context of the caller after a failure`
		}
	}()
	return m.runtime.Start(ctx, id)
}

// Attach hands the context on, under another name and with a limit.
func (m *Manager) Attach(ctx context.Context, id string) (retErr error) {
	if err := m.network.setup(ctx, id); err != nil {
		return err
	}
	defer func() {
		if retErr == nil {
			return
		}
		limited, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		m.network.teardown(limited, id) // want `\(\*network\)\.teardown is given the context of the caller after a failure`
	}()
	return m.runtime.Start(ctx, id)
}

type network struct{ plugin runtime }

func (n *network) setup(ctx context.Context, id string) error { return n.plugin.Create(ctx, id) }

func (n *network) teardown(ctx context.Context, id string) error { return n.remove(ctx, id) }

func (n *network) remove(ctx context.Context, id string) error {
	return n.plugin.Delete(ctx, id) // ok: its own parameter
}

// index holds names, and takes a context for what it logs.
type index struct{ names map[string]bool }

func (x *index) remove(ctx context.Context, id string) {
	slog.InfoContext(ctx, "removed", "task", id)
	delete(x.names, id)
}

// Name does nothing that a context can end.
func (m *Manager) Name(ctx context.Context, id string) (err error) {
	m.index.names[id] = true
	defer func() {
		if err != nil {
			m.index.remove(ctx, id) // ok: it does not look at the context
		}
	}()
	return m.runtime.Start(ctx, id)
}

// Check fails for reasons of its own.
func (m *Manager) Check(ctx context.Context, id string) (err error) {
	if err := m.runtime.Create(ctx, id); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			m.runtime.Delete(ctx, id) // ok: nothing that fails below has the context
		}
	}()
	if id == "" {
		return fmt.Errorf("no name")
	}
	return nil
}

// Handle has the context of a request.
func (m *Manager) Handle(w http.ResponseWriter, r *http.Request) {
	err := m.runtime.Create(r.Context(), r.URL.Path)
	defer func() {
		if err != nil {
			m.runtime.Delete(r.Context(), r.URL.Path) // want `\(runtime\)\.Delete is given the context of the caller after a failure`
		}
	}()
	err = m.runtime.Start(r.Context(), r.URL.Path)
}

// Detached has a context of its own.
func (m *Manager) Detached(ctx context.Context, id string) (err error) {
	defer func() {
		if err != nil {
			m.runtime.Delete(context.WithoutCancel(ctx), id) // ok: it is not cancelled with ctx
		}
	}()
	return m.runtime.Start(ctx, id)
}

// Open registers what Close calls, when the context of Open is long gone.
func (m *Manager) Open(ctx context.Context, id string) error {
	if err := m.runtime.Start(ctx, id); err != nil {
		return err
	}
	m.closers = append(m.closers, func() {
		m.runtime.Delete(ctx, id) // want `\(runtime\)\.Delete is given the context of a call that is over by then \(it may be cancelled\)`
	})
	return nil
}

// Close calls them.
func (m *Manager) Close() {
	for _, c := range m.closers {
		c()
	}
}

type closer func()

// opened returns its closers.
func opened(ctx context.Context, rt runtime, ids []string) (*Manager, []closer) {
	var closers []closer
	for _, id := range ids {
		closers = append(closers, closer(func() {
			rt.Delete(ctx, id) // want `\(runtime\)\.Delete is given the context of a call that is over by then`
		}))
	}
	return &Manager{runtime: rt}, closers
}

// batch runs its steps before it returns.
func batch(ctx context.Context, rt runtime, ids []string) {
	var steps []func()
	for _, id := range ids {
		steps = append(steps, func() { rt.Delete(ctx, id) }) // ok: the call is not over
	}
	for _, step := range steps {
		step()
	}
}

// Reserve undoes two things, of which one needs the context.
func (m *Manager) Reserve(ctx context.Context, s *store.Store, id string) (err error) {
	defer func() {
		if err != nil {
			s.ReleaseName(ctx, id) // ok: it does not look at the context
			s.Delete(ctx, id)      // want `\(\*store\.Store\)\.Delete is given the context of the caller after a failure`
		}
	}()
	return m.runtime.Start(ctx, id)
}

// A step changes what is kept in memory, and can be taken back.
type step interface {
	do(ctx context.Context) error
	undo(ctx context.Context) error
}

type rename struct{ names map[string]string }

func (r rename) do(ctx context.Context) error { return ctx.Err() }

func (r rename) undo(context.Context) error {
	clear(r.names)
	return nil
}

// Undo takes back the steps that have been done.
func (m *Manager) Undo(ctx context.Context, steps []step) (err error) {
	defer func() {
		if err != nil {
			for _, s := range steps {
				s.undo(ctx) // ok: no step looks at it
			}
		}
	}()
	for _, s := range steps {
		if err := s.do(ctx); err != nil {
			return err
		}
	}
	return nil
}
