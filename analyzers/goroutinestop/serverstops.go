package goroutinestop

import (
	"slices"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// shutsDown reports whether the goroutine shuts a server down: whether
// somebody waits for that is for servershutdown.
func shutsDown(serving *lifecycle.Serving, s *lifecycle.Spawn) bool {
	return slices.ContainsFunc(serving.Servers, func(server *lifecycle.Server) bool {
		return slices.ContainsFunc(server.Stops, func(stop lifecycle.StopCall) bool {
			return stop.Call == s.Call || s.Body.Func != nil && stop.In == s.Body.Func
		})
	})
}
