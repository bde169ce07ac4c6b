// Package zones hands out records.
package zones

import "context"

// A Record is part of a zone.
type Record struct{ Name string }

// A Source is implemented elsewhere.
type Source interface {
	Transfer(zone string, serial uint32) (<-chan Record, error)
}

// A Watch can be stopped.
type Watch interface {
	Records(zone string) <-chan Record
	Stop()
}

// All sends all records.
func All(zone string) <-chan Record {
	records := make(chan Record)
	go func() {
		defer close(records)
		for _, name := range []string{"a", "b"} {
			records <- Record{name + "." + zone}
		}
	}()
	return records
}

// Follow looks at the context.
func Follow(ctx context.Context, zone string) <-chan Record {
	records := make(chan Record)
	go func() {
		defer close(records)
		for {
			select {
			case records <- Record{zone}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return records
}

// Until looks at a channel.
func Until(zone string, stop <-chan struct{}) <-chan Record {
	records := make(chan Record)
	go func() {
		defer close(records)
		for {
			select {
			case records <- Record{zone}:
			case <-stop:
				return
			}
		}
	}()
	return records
}
