package goroutineblocked

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// giveRoom offers to make the channel with room for the value that comes too
// late. That is safe if it is the only one that is ever sent: one goroutine
// is started for each channel, and sends once.
func (r *receiver) giveRoom() []analysis.SuggestedFix {
	call := r.ch.Makes[0].Call
	if r.ch.inField() || r.loose || r.gate != nil || len(r.body) != 1 || len(call.Args) != 1 {
		return nil
	}
	for _, n := range r.start {
		if n != 1 {
			return nil
		}
	}
	return []analysis.SuggestedFix{{
		Message:   fmt.Sprintf("Make %s with room for the value", describe(r.firstSend())),
		TextEdits: []analysis.TextEdit{{Pos: call.Args[0].End(), End: call.Args[0].End(), NewText: []byte(", 1")}},
	}}
}
