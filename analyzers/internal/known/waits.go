package known

// Counts are the methods that count work that someone has to wait for. Add
// leaves it to the caller to start the work; the others start it too and
// count it off when it has ended.
var Counts = Table{
	"sync":                       {{Recv: "WaitGroup", Name: "Add"}, {Recv: "WaitGroup", Name: "Go"}},
	"golang.org/x/sync/errgroup": {{Recv: "Group", Name: "Go"}, {Recv: "Group", Name: "TryGo"}},
}

// Dones are the methods that count one piece of work off.
var Dones = Table{
	"sync": {{Recv: "WaitGroup", Name: "Done"}},
}

// Waits are the methods that block until all counted work has ended.
var Waits = Table{
	"sync":                       {{Recv: "WaitGroup", Name: "Wait"}},
	"golang.org/x/sync/errgroup": {{Recv: "Group", Name: "Wait"}},
}
