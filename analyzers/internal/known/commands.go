package known

import (
	"go/types"
	"slices"
)

// A Types holds names of types by package path, which is written as that of a
// Table.
type Types map[string][]string

// HasType reports whether there is a row for the type.
func (t Types) HasType(obj *types.TypeName) bool {
	return obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() && slices.Contains(t[trimMajor(trimVendor(obj.Pkg().Path()))], obj.Name())
}

// CommandLines are the types in which libraries for command lines hand the
// arguments to the function that a command runs. When that has returned, there
// is nothing left to do for the process.
var CommandLines = Types{
	"flag":                                {"FlagSet"},
	"github.com/spf13/pflag":              {"FlagSet"},
	"github.com/spf13/cobra":              {"Command"},
	"github.com/urfave/cli":               {"Context", "Command"},
	"gopkg.in/urfave/cli":                 {"Context"},
	"github.com/codegangsta/cli":          {"Context"},
	"github.com/minio/cli":                {"Context"},
	"github.com/alecthomas/kong":          {"Context"},
	"github.com/alecthomas/kingpin":       {"ParseContext"},
	"gopkg.in/alecthomas/kingpin":         {"ParseContext"},
	"github.com/peterbourgon/ff/ffcli":    {"Command"},
	"github.com/peterbourgon/ff/v3/ffcli": {"Command"},
}
