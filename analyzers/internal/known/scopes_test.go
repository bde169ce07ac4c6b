package known_test

import (
	"flag"
	"go/types"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

// scopes returns the scopes of a list that is well formed.
func scopes(t *testing.T, list string) *known.Scopes {
	t.Helper()
	s := new(known.Scopes)
	if err := s.Set(list); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScopesHasPackage(t *testing.T) {
	tests := []struct {
		list, path string
		want       bool
	}{
		{"", "example.com/x", false},
		{"example.com/x", "example.com/x", true},
		{"example.com/x", "example.com/x_test", true}, // the external test package
		{"example.com/x", "vendor/example.com/x", true},
		{"example.com/x", "example.com/app/vendor/example.com/x", true},
		{"vendor/example.com/x", "vendor/example.com/x", true},
		{"example.com/x_test", "example.com/x_test", true},
		{"example.com/x", "example.com/x/y", false},
		{"example.com/x", "example.com/xy", false},
		{"example.com/x", "example.com", false},
		{"example.com/x", "example.com/x/v2", false},
		{"example.com/x/...", "example.com/x", true},
		{"example.com/x/...", "example.com/x_test", true},
		{"example.com/x/...", "example.com/x/y/z", true},
		{"example.com/x/...", "vendor/example.com/x/y", true},
		{"example.com/x/...", "example.com/xy", false},
		{"example.com/x/...", "example.com", false},
		{"...", "example.com/x", true},
		{"...", "main", true},
		{"main", "main", true},
		{"os", "os", true},
		{"os", "os/exec", false},
		{"example.com/y,example.com/x", "example.com/x", true},
		// A dot in the last element does not make a package a function.
		{"gopkg.in/yaml.v3", "gopkg.in/yaml.v3", true},
		{"gopkg.in/yaml.v3", "gopkg.in/yaml", false},
		{"github.com/nats-io/nats.go", "github.com/nats-io/nats.go", true},
		{"example.com", "example.com", true},
		{"gopkg.in/yaml.v3.Unmarshal", "gopkg.in/yaml.v3", false},
		{"example.com/x.Usage", "example.com/x", false},
		{"(*example.com/x.T).Run", "example.com/x", false},
	}
	for _, tt := range tests {
		if got := scopes(t, tt.list).HasPackage(tt.path); got != tt.want {
			t.Errorf("scopes %q: HasPackage(%q) = %v, want %v", tt.list, tt.path, got, tt.want)
		}
	}
}

func TestScopesHasFunc(t *testing.T) {
	const src = `package x
func Usage() {}
func usage() {}
type T struct{}
func (*T) Run() {}
func (*T) Usage() {}
type Server[C any] struct{}
func (*Server[C]) Run(C) {}
`
	tests := []struct {
		list, path, typ, name string
		want                  bool
	}{
		{"", "example.com/x", "", "Usage", false},
		{"example.com/x.Usage", "example.com/x", "", "Usage", true},
		{"example.com/x.usage", "example.com/x", "", "usage", true},
		{"example.com/x.Usage", "example.com/x", "", "usage", false},
		{"example.com/x.Usage", "example.com/x", "T", "Usage", false},
		{"example.com/x.Usage", "example.com/y", "", "Usage", false},
		{"example.com/x.Usage", "example.com/x/v2", "", "Usage", false},
		{"example.com/x.Usage", "vendor/example.com/x", "", "Usage", true},
		{"gopkg.in/x.v3.Usage", "gopkg.in/x.v3", "", "Usage", true},
		{"(*example.com/x.T).Run", "example.com/x", "T", "Run", true},
		{"(example.com/x.T).Run", "example.com/x", "T", "Run", true},
		{"(*example.com/x.T).Run", "example.com/x", "T", "Usage", false},
		{"(*example.com/x.Server).Run", "example.com/x", "Server", "Run", true},
		{"(*example.com/x.T).Run", "example.com/x", "Server", "Run", false},
		{"example.com/x", "example.com/x", "T", "Run", true},
		{"example.com/x", "example.com/x_test", "T", "Run", true},
		{"example.com/...", "example.com/x", "", "usage", true},
		{"...", "example.com/x", "", "usage", true},
	}
	for _, tt := range tests {
		pkg, _ := check(t, tt.path, src)
		if got := scopes(t, tt.list).HasFunc(function(t, pkg, tt.typ, tt.name)); got != tt.want {
			t.Errorf("scopes %q: HasFunc(%s %s %s) = %v, want %v", tt.list, tt.path, tt.typ, tt.name, got, tt.want)
		}
	}
}

func TestScopesOfNothing(t *testing.T) {
	every := scopes(t, "...")
	errorMethod := types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0)
	if every.HasFunc(nil) || every.HasFunc(errorMethod) {
		t.Error("a function without a package is in every package")
	}
	for _, s := range []*known.Scopes{nil, new(known.Scopes), scopes(t, " ")} {
		pkg, _ := check(t, "example.com/x", "package x; func F() {}")
		if !s.Empty() || s.String() != "" || s.HasPackage("example.com/x") || s.HasFunc(function(t, pkg, "", "F")) {
			t.Errorf("empty scopes %q name something", s)
		}
	}
}

func TestScopesFlag(t *testing.T) {
	var s known.Scopes
	fs := flag.NewFlagSet("quiesce", flag.ContinueOnError)
	fs.Var(&s, "exitoutsidemain.allow", "functions and packages that may end the process")
	err := fs.Parse([]string{
		"-exitoutsidemain.allow=gopkg.in/yaml.v3, (*example.com/x.T).Run",
		"-exitoutsidemain.allow=example.com/cmd/...,...,gopkg.in/yaml.v3",
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = "(*example.com/x.T).Run,...,example.com/cmd/...,gopkg.in/yaml.v3"
	if s.Empty() || s.String() != want {
		t.Errorf("got %q, want %q", s.String(), want)
	}
	if again := scopes(t, s.String()); again.String() != want {
		t.Errorf("%q is read as %q", want, again)
	}
}

func TestScopesSetError(t *testing.T) {
	tests := []struct{ list, want string }{
		{"./...", "is relative"},
		{"./cmd", "is relative"},
		{"../x", "is relative"},
		{"example.com/.../cmd", "the wildcard in"},
		{"example.com/x...", "the wildcard in"},
		{".../x", "the wildcard in"},
		{"/...", "the package path is empty"},
		{"example.com//x", "has an empty element"},
		{"example.com/x/", "has an empty element"},
		{"example.com/x y", `' ' is not allowed in the package path`},
		{"example.com/x.Usage()", `'(' is not allowed in the package path`},
		{"*example.com/x.T", `'*' is not allowed in the package path`},
		{"(*example.com/x.T)", "a method follows the receiver after a dot"},
		{"(*example.com/x.T.Run", "the parenthesis is not closed"},
		{"(*example.com/x.T[int]).Run", "type arguments are left out"},
		{"(*example.com/x.T).Run#1", "no argument index is taken here"},
		{"example.com/x.Usage#1", "no argument index is taken here"},
		{"example.com/x,,example.com/y", "item 3 of"},
	}
	for _, tt := range tests {
		s := scopes(t, "example.com/old")
		err := s.Set("example.com/new," + tt.list)
		switch {
		case err == nil:
			t.Errorf("Set(%q) succeeds and gives %q", tt.list, s)
		case !strings.Contains(err.Error(), tt.want):
			t.Errorf("Set(%q): %v, want %q in it", tt.list, err, tt.want)
		case s.String() != "example.com/old":
			t.Errorf("Set(%q) fails and leaves %q", tt.list, s)
		}
	}
}

// FuzzScopes checks what FuzzRows checks, for Scopes, and that a name that was
// accepted and could be a package is one.
func FuzzScopes(f *testing.F) {
	for _, seed := range []string{
		"", "...", "example.com/x", "example.com/x/...", "example.com/x.Usage", "(*example.com/x.T).Run",
		"gopkg.in/yaml.v3", "./...", "/...", "a//b", "(", "x#1", "vendor/x", ",", "\xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		var s known.Scopes
		if err := s.Set(list); err != nil {
			if !s.Empty() {
				t.Fatalf("Set(%q) fails and leaves %q", list, s.String())
			}
			return
		}
		printed := s.String()
		var again known.Scopes
		if err := again.Set(printed); err != nil || again.String() != printed {
			t.Fatalf("Set(%q) prints %q, which gives %q, %v", list, printed, again.String(), err)
		}
		for item := range strings.SplitSeq(printed, ",") {
			if item != "" && !strings.HasPrefix(item, "(") && !strings.HasSuffix(item, "...") && !s.HasPackage(item) {
				t.Fatalf("Set(%q) does not name the package %q", list, item)
			}
		}
	})
}
