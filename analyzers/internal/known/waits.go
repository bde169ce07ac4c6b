package known

import "slices"

// Counts are the methods that count work that someone has to wait for. Add of
// a WaitGroup leaves it to the caller to start the work; that of a run.Group
// has it started by Run. The others start it too and count it off when it has
// ended.
var Counts = Table{
	"sync":                             named("WaitGroup", "Add", "Go"),
	"golang.org/x/sync/errgroup":       named("Group", "Go", "TryGo"),
	"github.com/sourcegraph/conc":      named("WaitGroup", "Go"),
	"github.com/sourcegraph/conc/pool": pools("Go"),
	"gopkg.in/tomb":                    named("Tomb", "Go"),
	"github.com/oklog/run":             named("Group", "Add"),
}

// Dones are the methods that count one piece of work off.
var Dones = Table{
	"sync": named("WaitGroup", "Done"),
}

// Waits are the methods that block until all counted work has ended. The
// channel that Dead returns is closed when it has.
var Waits = Table{
	"sync":                       named("WaitGroup", "Wait"),
	"golang.org/x/sync/errgroup": named("Group", "Wait"),

	// https://pkg.go.dev/github.com/sourcegraph/conc
	"github.com/sourcegraph/conc":      named("WaitGroup", "Wait", "WaitAndRecover"),
	"github.com/sourcegraph/conc/pool": pools("Wait"),

	// https://pkg.go.dev/gopkg.in/tomb.v2
	"gopkg.in/tomb": named("Tomb", "Wait", "Dead"),

	// https://pkg.go.dev/github.com/oklog/run
	// Run starts what has been added, too.
	"github.com/oklog/run": named("Group", "Run"),
}

// pools returns the rows of a method that each of the pools of conc has.
func pools(method string) []Row {
	return slices.Concat(
		named("Pool", method),
		named("ErrorPool", method),
		named("ContextPool", method),
		named("ResultPool", method),
		named("ResultErrorPool", method),
		named("ResultContextPool", method),
	)
}
