package deaffuncs

import "context"

type span struct{ from, to int }

// restore stops with its context, and split does not.
func restore(ctx context.Context, keys []int, put func(span)) error {
	spans := make(chan span, 8)
	go func() {
		defer close(spans)
		split(ctx, keys, spans)
	}()
	for s := range spans {
		select {
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		put(s)
	}
	return nil
}

func split(ctx context.Context, keys []int, spans chan<- span) {
	for i := range len(keys) - 1 {
		spans <- span{keys[i], keys[i+1]} // want `split is given "ctx" but sends in a loop without a look at it`
	}
}

// count receives all that is sent.
func count(ctx context.Context, keys []int) (n int) {
	spans := make(chan span)
	go func() {
		defer close(spans)
		splitAll(ctx, keys, spans)
	}()
	for range spans {
		n++
	}
	return n
}

func splitAll(ctx context.Context, keys []int, spans chan<- span) {
	for i := range len(keys) - 1 {
		spans <- span{keys[i], keys[i+1]} // ok: the receiver stays to the end
	}
}

// restoreBoth has a sender that looks at the context.
func restoreBoth(ctx context.Context, keys []int, put func(span)) error {
	spans := make(chan span)
	go func() {
		defer close(spans)
		splitBoth(ctx, keys, spans)
	}()
	for {
		select {
		case s, ok := <-spans:
			if !ok {
				return nil
			}
			put(s)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func splitBoth(ctx context.Context, keys []int, spans chan<- span) {
	for i := range len(keys) - 1 {
		select {
		case spans <- span{keys[i], keys[i+1]}: // ok: it looks at ctx
		case <-ctx.Done():
			return
		}
	}
}

var _ = []any{restore, count, restoreBoth}
