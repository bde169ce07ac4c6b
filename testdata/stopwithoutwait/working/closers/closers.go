// Package closers closes channels.
package closers

// SafeClose closes ch if it is not nil.
func SafeClose(ch chan<- struct{}) { // ok: it starts nothing
	if ch != nil {
		close(ch)
	}
}

// Tools are what others work with.
type Tools[S any] struct{ Store S }
