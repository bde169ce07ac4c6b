package known

// Flushes are the functions that bring to its end what has been buffered, and
// do not say so in their names as Flush and Sync do.
var Flushes = Table{
	"runtime/pprof": {{Name: "StopCPUProfile"}},
	"runtime/trace": {{Name: "Stop"}},
}

// Removals are the functions that take away what would outlive the process:
// files and child processes.
var Removals = Table{
	"os": {{Name: "Remove"}, {Name: "RemoveAll"}, {Recv: "Process", Name: "Kill"}},
}
