// Package spawn starts work that has no owner: tokio::spawn needs a runtime
// that the call site cannot see.
package spawn

import (
	"context"
	"net/http"
	"time"
)

// Refresh gets the pages for ever, whatever becomes of ctx.
func Refresh(ctx context.Context, urls []string) {
	go func() { // finds goroutinestop/no-stop
		for {
			for _, url := range urls {
				fetch(url)
			}
			time.Sleep(time.Minute)
		}
	}()
}

// Warm gets the pages once, and nobody knows when.
func Warm(urls []string) {
	go func() { // strict goroutinestop/no-context
		for _, url := range urls {
			fetch(url)
		}
	}()
}

func fetch(url string) {
	resp, err := http.Get(url)
	if err == nil {
		_ = resp.Body.Close()
	}
}
