package known_test

import (
	"flag"
	"go/types"
	"io"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/analyzers/internal/known"
)

func TestRowsSet(t *testing.T) {
	tests := []struct{ list, want string }{
		{"", ""},
		{"  ", ""},
		{"os.Exit", "os.Exit"},
		{"(*log.Logger).Fatal", "(*log.Logger).Fatal"},
		{"(example.com/x.T).Abort", "(example.com/x.T).Abort"},
		{"example.com/x/v2.Quit", "example.com/x/v2.Quit"},
		{"gopkg.in/yaml.v3.Unmarshal", "gopkg.in/yaml.v3.Unmarshal"},
		{"(*gopkg.in/check.v1.C).Fatal", "(*gopkg.in/check.v1.C).Fatal"},
		{"example.com/cmd/tool.usage", "example.com/cmd/tool.usage"},
		{"example.com/x_test.Öffne", "example.com/x_test.Öffne"},
		{"git.example.com/~ops/go-kit+x.Die", "git.example.com/~ops/go-kit+x.Die"},
		{"os.Exit, example.com/x.Quit ,os.Exit", "example.com/x.Quit,os.Exit"},
		{"(*example.com/x.Pool).Submit#1", "(*example.com/x.Pool).Submit#1"},
		{"example.com/x.Go#0", "example.com/x.Go"},
		{"example.com/x.Go#12,example.com/x.Go#12", "example.com/x.Go#12"},
		{"(example.com/x.T).Go,(*example.com/x.T).Go", "(*example.com/x.T).Go,(example.com/x.T).Go"},
	}
	for _, tt := range tests {
		var r known.Rows
		if err := r.Set(tt.list); err != nil {
			t.Errorf("Set(%q): %v", tt.list, err)
			continue
		}
		if got := r.String(); got != tt.want {
			t.Errorf("Set(%q) gives %q, want %q", tt.list, got, tt.want)
		}
		var again known.Rows
		if err := again.Set(r.String()); err != nil || again.String() != r.String() {
			t.Errorf("Set(%q) gives %q, %v: no round trip", r.String(), again.String(), err)
		}
	}
}

func TestRowsSetError(t *testing.T) {
	tests := []struct{ list, want string }{
		{"Exit", `"Exit" has no dot between package path and name`},
		{"example.com/x", `"example.com/x" has no dot between package path and name`},
		{"example.com/x.", `"" is no identifier`},
		{".Exit", "the package path is empty"},
		{"example.com/x.func", `"func" is no identifier`},
		{"example.com/x._", `"_" is no identifier`},
		{"example.com/x.2go", `"2go" is no identifier`},
		{"example.com/x.Go()", `"Go()" is no identifier`},
		{"example.com//x.Go", "has an empty element"},
		{"/example.com/x.Go", "has an empty element"},
		{"./x.Go", "is relative"},
		{"../x.Go", "is relative"},
		{"example.com/.../x.Go", "the wildcard in"},
		{"example.com/a b.Go", `' ' is not allowed in the package path`},
		{`"example.com/x".Go`, `'"' is not allowed in the package path`},
		{"C:\\src\\x.Go", "is not allowed in the package path"},
		{"(*log.Logger.Fatal", "the parenthesis is not closed"},
		{"(*log.Logger)Fatal", "a method follows the receiver after a dot"},
		{"(*log.Logger)", "a method follows the receiver after a dot"},
		{"(*log.Logger).", `"" is no identifier`},
		{"(**log.Logger).Fatal", `'*' is not allowed in the package path`},
		{"(*Logger).Fatal", "has no dot between package path and name"},
		{"().Fatal", "has no dot between package path and name"},
		{"(log.Logger).Fatal.x", `"Fatal.x" is no identifier`},
		{"log.(*Logger).Fatal", `'(' is not allowed in the package path`},
		{"*log.Logger.Fatal", `'*' is not allowed in the package path`},
		{"(*example.com/x.Pool[T]).Go", "type arguments are left out"},
		{"example.com/x.Map[int]", "type arguments are left out"},
		{"example.com/x.Go#", "the index of an argument"},
		{"example.com/x.Go#-1", "the index of an argument"},
		{"example.com/x.Go#01", "the index of an argument"},
		{"example.com/x.Go#+1", "the index of an argument"},
		{"example.com/x.Go#first", "the index of an argument"},
		{"example.com/x.Go#100", "the index of an argument"},
		{"example.com/x.Go#1#2", "the index of an argument"},
		{"#1", "has no dot between package path and name"},
		{"example.com/x.Go,example.com/x.Go#1", "listed with argument #0 and #1"},
		{"(x.T).Go#1,(*x.T).Go#2", "listed with argument #1 and #2"},
		{"os.Exit,", "item 2 of"},
		{"os.Exit,,log.Fatal", "item 2 of"},
		{",", "item 1 of"},
	}
	for _, tt := range tests {
		var r known.Rows
		if err := r.Set("log.Fatal"); err != nil {
			t.Fatal(err)
		}
		err := r.Set(tt.list)
		if err == nil {
			t.Errorf("Set(%q) succeeds and gives %q", tt.list, r.String())
			continue
		}
		if !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Set(%q): %v, want %q in it", tt.list, err, tt.want)
		}
		if r.String() != "log.Fatal" {
			t.Errorf("Set(%q) fails and leaves %q", tt.list, r.String())
		}
	}
}

// A user sees the message as package flag words it.
func TestRowsFlagError(t *testing.T) {
	fs := flag.NewFlagSet("quiesce", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Var(new(known.Rows), "lifecycle.exits", "functions that end the process")
	err := fs.Parse([]string{"-lifecycle.exits=os.Exit,(*example.com/x.T)Abort"})
	const want = `invalid value "os.Exit,(*example.com/x.T)Abort" for flag -lifecycle.exits: ` +
		`"(*example.com/x.T)Abort" does not name a function: a method follows the receiver after a dot ` +
		`(want a name such as os.Exit, (*log.Logger).Fatal or (example.com/x.T).Abort)`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestRowsLookup(t *testing.T) {
	var r known.Rows
	fs := flag.NewFlagSet("quiesce", flag.ContinueOnError)
	fs.Var(&r, "lifecycle.spawns", "functions that start a goroutine")
	err := fs.Parse([]string{
		"-lifecycle.spawns=example.com/lib.Fatal,(*example.com/lib.Pool).Go#1",
		"-lifecycle.spawns=(example.com/lib.Iface).Fatal, (example.com/lib.Sink).Drop",
		"-lifecycle.spawns=(example.com/lib.Logger).Fatal",
	})
	if err != nil {
		t.Fatal(err)
	}
	pkg, info := check(t, "example.com/lib", libSource)
	vendored, _ := check(t, "example.com/app/vendor/example.com/lib", libSource)
	newer, _ := check(t, "example.com/lib/v2", libSource)

	tests := []struct {
		what string
		rows *known.Rows
		fn   *types.Func
		want known.Row
	}{
		{"function", &r, function(t, pkg, "", "Fatal"), known.Row{Name: "Fatal"}},
		{"instantiated method", &r, used(t, info, "Go"), known.Row{Recv: "Pool", Name: "Go", Arg: 1}},
		{"embedded interface", &r, function(t, pkg, "Wide", "Fatal"), known.Row{Recv: "Iface", Name: "Fatal"}},
		{"generic interface", &r, used(t, info, "Drop"), known.Row{Recv: "Sink", Name: "Drop"}},
		{"pointer method, written without *", &r, function(t, pkg, "Logger", "Fatal"), known.Row{Recv: "Logger", Name: "Fatal"}},
		{"vendored package", &r, function(t, vendored, "", "Fatal"), known.Row{Name: "Fatal"}},
		{"another type", &r, function(t, pkg, "Value", "Fatal"), known.Row{}},
		{"another function", &r, function(t, pkg, "", "Fatalf"), known.Row{}},
		{"another major version", &r, function(t, newer, "", "Fatal"), known.Row{}},
		{"nil function", &r, nil, known.Row{}},
		{"nil rows", nil, function(t, pkg, "", "Fatal"), known.Row{}},
		{"no rows", new(known.Rows), function(t, pkg, "", "Fatal"), known.Row{}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			got, ok := tt.rows.Lookup(tt.fn)
			if want := tt.want != (known.Row{}); got != tt.want || ok != want {
				t.Errorf("Lookup(%v) = %+v, %v, want %+v, %v", tt.fn, got, ok, tt.want, want)
			}
		})
	}
}

// FuzzRows checks that Set never panics, that it leaves the rows alone when it
// fails, and that what it accepts is printed in a form that it accepts again.
func FuzzRows(f *testing.F) {
	for _, seed := range []string{
		"", "os.Exit", "(*log.Logger).Fatal", "example.com/x/v2.Quit, (example.com/x.T).Abort#1",
		"gopkg.in/yaml.v3.Unmarshal", "(*x.Pool[K, V]).Go", "a.B#", "().", "(", "#", ",", "(*.T).m", "\xff.\x00",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		var r known.Rows
		if err := r.Set(list); err != nil {
			if r.String() != "" {
				t.Fatalf("Set(%q) fails and leaves %q", list, r.String())
			}
			return
		}
		printed := r.String()
		var again known.Rows
		if err := again.Set(printed); err != nil {
			t.Fatalf("Set(%q) prints %q, which is refused: %v", list, printed, err)
		}
		if again.String() != printed {
			t.Fatalf("Set(%q) prints %q, then %q", list, printed, again.String())
		}
		if err := r.Set(printed); err != nil || r.String() != printed {
			t.Fatalf("adding %q again gives %q, %v", printed, r.String(), err)
		}
	})
}
