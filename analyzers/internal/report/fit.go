package report

// maxMessage is the length that no message exceeds, in bytes.
const maxMessage = 120

// Fit appends to a message the first of the tails with which it is not too
// long, if any.
func Fit(head string, tails ...string) string {
	for _, tail := range tails {
		if len(head)+1+len(tail) <= maxMessage {
			return head + " " + tail
		}
	}
	return head
}
