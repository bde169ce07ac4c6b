package known

import "slices"

// Exits are the functions that end the process. They do not return, unless
// the program has replaced the library's way to exit.
//
// Where a function with a row has a counterpart that only forwards to it, such
// as logrus.Fatal to (*logrus.Logger).Fatal, the counterpart has a row too:
// messages then name what was called, and not a function inside the library.
//
// Loggers and helpers that call os.Exit in plain sight, or a package variable
// that is set to it, have no row: glog, github.com/charmbracelet/log,
// cobra.CheckErr, logrus.Exit, grpclog.Fatal, klog.FlushAndExit.
var Exits = Table{
	"os": {{Name: "Exit"}},

	// Without a body in Go, or system calls.
	"syscall":                  {{Name: "Exit"}, {Name: "ExitProcess"}},
	"golang.org/x/sys/unix":    {{Name: "Exit"}},
	"golang.org/x/sys/windows": {{Name: "ExitProcess"}},

	// In plain sight; here so that chains name log.Fatal and not os.Exit.
	"log": slices.Concat(
		named("", "Fatal", "Fatalf", "Fatalln"),
		named("Logger", "Fatal", "Fatalf", "Fatalln"),
	),

	// https://pkg.go.dev/go.uber.org/zap
	// The exit is a CheckWriteHook that the level selects.
	"go.uber.org/zap": slices.Concat(
		named("Logger", "Fatal"),
		named("SugaredLogger", "Fatal", "Fatalf", "Fatalln", "Fatalw"),
	),

	// https://pkg.go.dev/github.com/sirupsen/logrus
	// The exit is the field Logger.ExitFunc; StdLogger is the interface of
	// (*log.Logger).Fatal and (*logrus.Logger).Fatal.
	"github.com/sirupsen/logrus": slices.Concat(
		named("", "Fatal", "Fatalf", "Fatalln", "FatalFn"),
		named("Logger", "Fatal", "Fatalf", "Fatalln", "FatalFn", "Exit"),
		named("Entry", "Fatal", "Fatalf", "Fatalln"),
		named("StdLogger", "Fatal", "Fatalf", "Fatalln"),
	),

	// https://pkg.go.dev/github.com/rs/zerolog
	// The exit is a func that the event keeps until its Msg or Send.
	"github.com/rs/zerolog":     named("Logger", "Fatal"),
	"github.com/rs/zerolog/log": named("", "Fatal"),

	// https://pkg.go.dev/k8s.io/klog/v2
	// One function prints for all levels and compares the level.
	"k8s.io/klog": slices.Concat(
		named("", "Fatal", "Fatalf", "Fatalln", "FatalDepth", "FatalfDepth", "FatallnDepth"),
		named("", "Exit", "Exitf", "Exitln", "ExitDepth", "ExitfDepth", "ExitlnDepth"),
	),

	// https://pkg.go.dev/github.com/alecthomas/kingpin/v2
	// The exit is the field that Application.Terminate sets.
	"github.com/alecthomas/kingpin": kingpin,
	"gopkg.in/alecthomas/kingpin":   kingpin,

	// https://pkg.go.dev/github.com/alecthomas/kong
	// The exit is the field Kong.Exit.
	"github.com/alecthomas/kong": named("Kong", "Fatalf"),

	// https://pkg.go.dev/github.com/alexflint/go-arg
	// The exit is the field Config.Exit. FailSubcommand returns where the
	// subcommand does not exist.
	"github.com/alexflint/go-arg": named("Parser", "Fail", "FailSubcommand"),

	// https://pkg.go.dev/github.com/apex/log
	// The functions call the variable Log, an Interface.
	"github.com/apex/log": slices.Concat(
		named("", "Fatal", "Fatalf"),
		named("Interface", "Fatal", "Fatalf"),
	),

	// https://pkg.go.dev/google.golang.org/grpc/grpclog
	// Interfaces whose contract is that Fatal exits. The types of grpclog are
	// defined by those of the same names in internal: see symbol.
	"google.golang.org/grpc/grpclog":          grpclog,
	"google.golang.org/grpc/grpclog/internal": grpclog,

	// https://pkg.go.dev/github.com/labstack/echo/v4
	// Echo.Logger is an interface; the one that echo.New installs exits.
	"github.com/labstack/echo": named("Logger", "Fatal", "Fatalf", "Fatalj"),
}

// ExitsOnError are the functions that end the process if the error they are
// given is not nil, and return otherwise. The exit is hidden as in Exits.
var ExitsOnError = Table{
	"github.com/alecthomas/kingpin": kingpinOnError,
	"gopkg.in/alecthomas/kingpin":   kingpinOnError,
	"github.com/alecthomas/kong":    named("Kong", "FatalIfErrorf"),
}

// kingpin moved from gopkg.in to GitHub; both copies are in use.
var (
	kingpin = slices.Concat(
		named("", "Fatalf", "FatalUsage", "FatalUsageContext"),
		named("Application", "Fatalf", "FatalUsage", "FatalUsageContext"),
	)
	kingpinOnError = slices.Concat(
		named("", "FatalIfError"),
		named("Application", "FatalIfError"),
	)
)

// grpclog has the Fatal methods only: its functions call os.Exit themselves.
var grpclog = slices.Concat(
	named("LoggerV2", "Fatal", "Fatalf", "Fatalln"),
	named("DepthLoggerV2", "FatalDepth"),
	named("Logger", "Fatal", "Fatalf", "Fatalln"),
)

// named returns the rows of a receiver (or of none) with the given names.
func named(recv string, names ...string) []Row {
	rows := make([]Row, len(names))
	for i, name := range names {
		rows[i] = Row{Recv: recv, Name: name}
	}
	return rows
}
