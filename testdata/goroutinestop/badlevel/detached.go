//quiesce:require context // want `directive stands right above no package clause`

package badlevel

//quiesce:require owner // want `directive stands right above no package clause`

// Flush is asked for nothing by the comment above.
func Flush() {
	go func() {}() // ok: at level stop
}
