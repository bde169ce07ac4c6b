package known_test

import (
	"go/token"
	"go/types"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

func TestCommandLines(t *testing.T) {
	tests := []struct {
		path, name string
		want       bool
	}{
		{"github.com/spf13/cobra", "Command", true},
		{"github.com/spf13/cobra", "Group", false},
		{"github.com/urfave/cli/v2", "Context", true},
		{"example.com/fleet/vendor/github.com/spf13/pflag", "FlagSet", true},
		{"flag", "FlagSet", true},
		{"flag", "Flag", false},
		{"context", "Context", false},
	}
	for _, test := range tests {
		pkg := types.NewPackage(test.path, "p")
		obj := types.NewTypeName(token.NoPos, pkg, test.name, nil)
		pkg.Scope().Insert(obj)
		if got := known.CommandLines.HasType(obj); got != test.want {
			t.Errorf("%s.%s: %t, want %t", test.path, test.name, got, test.want)
		}
	}
	local := types.NewTypeName(token.NoPos, types.NewPackage("flag", "flag"), "FlagSet", nil)
	if known.CommandLines.HasType(local) {
		t.Error("a type that is declared in a function has the name of one that is not")
	}
	if known.CommandLines.HasType(types.Universe.Lookup("error").(*types.TypeName)) {
		t.Error("error has a row")
	}
}
