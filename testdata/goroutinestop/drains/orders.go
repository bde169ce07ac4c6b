package drains

import (
	"context"
	"time"
)

type request struct{ due time.Time }

// orders sets its timer for the request that is due first, if there is one.
type orders struct {
	waiting map[*request]int
	first   []*request
}

func (o *orders) serve(ctx context.Context, answers <-chan *request) {
	timeout := time.NewTimer(time.Hour)
	defer timeout.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timeout.C:
			delete(o.waiting, o.first[0])
			o.first = o.first[1:]
			if len(o.first) > 0 {
				timeout.Reset(time.Until(o.first[0].due))
			}
		case r := <-answers:
			if index, ok := o.waiting[r]; ok && index == 0 {
				if !timeout.Stop() {
					<-timeout.C // ok: as long as a request waits, the timer is set
				}
				delete(o.waiting, r)
			}
		}
	}
}

// Serve serves.
func Serve(ctx context.Context, answers <-chan *request) {
	o := &orders{waiting: make(map[*request]int)}
	go o.serve(ctx, answers)
}
