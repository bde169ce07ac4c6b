package depot

import "log"

// Test tries out a depot, for the command of that name.
func Test(path string) {
	if len(Open(path)) == 0 {
		log.Fatal("empty") // want `call to log\.Fatal ends the process outside main`
	}
}
