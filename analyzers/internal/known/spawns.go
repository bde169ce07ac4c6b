package known

// Spawns are the functions that run their func argument in a new goroutine.
// Only go statements hide in the standard library and in golang.org/x/sync
// here; wrappers of them are found from their bodies.
var Spawns = Table{
	"sync":                       {{Recv: "WaitGroup", Name: "Go"}},
	"golang.org/x/sync/errgroup": {{Recv: "Group", Name: "Go"}, {Recv: "Group", Name: "TryGo"}},
}
