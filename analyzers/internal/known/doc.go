// Package known holds the tables of functions that no inference can see.
//
// Most of what the analyzers need to know about a function is read from its
// body. A row stands here only where the body does not tell: the exit goes
// through a function field, an interface or a comparison of levels; the
// goroutine is started behind an API; the function has no body in Go. Rows of
// the standard library that a body would tell are here for one reason more:
// a message that names log.Fatal reads better than one that names os.Exit.
//
// There is one file per question: exits.go, spawns.go and waits.go. Rows and
// Scopes read the functions and packages that a user adds by flag. Every name
// is compared with strings, never formatted: a lookup does not allocate.
package known
