// Package migrate is below a path that the flag allow names.
package migrate

import "log"

// Run runs the migration.
func Run(steps []func() error) {
	for _, step := range steps {
		if err := step(); err != nil {
			log.Fatal(err) // ok: the package is allowed to
		}
	}
	Done()
}

// Done is the last step.
func Done() {
	log.Fatal("done") // ok: the package is allowed to
}

var onErr = log.Fatal

func init() { onErr(nil) } // ok: the package is allowed to
