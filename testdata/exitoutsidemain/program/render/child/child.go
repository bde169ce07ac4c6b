// Package child starts the program anew.
package child

// Register names what a child may do.
func Register(name string, run func()) { all[name] = run }

var all = make(map[string]func())

// Become runs the program for another user, and tells how that ended.
func Become(user string) (done bool, status int, err error) { return user == "", 0, nil }
