package known

// Spawns are the functions that run their func argument in a new goroutine.
// Only go statements hide in the standard library and in golang.org/x/sync
// here; wrappers of them are found from their bodies. The pools of conc hand
// the argument to workers of theirs, which run until the Wait.
var Spawns = Table{
	"sync":                             named("WaitGroup", "Go"),
	"golang.org/x/sync/errgroup":       named("Group", "Go", "TryGo"),
	"github.com/sourcegraph/conc":      named("WaitGroup", "Go"),
	"github.com/sourcegraph/conc/pool": pools("Go"),
	"gopkg.in/tomb":                    named("Tomb", "Go"),
}
