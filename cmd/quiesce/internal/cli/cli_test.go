package cli

import (
	"errors"
	"flag"
	"maps"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ args, build, rules, patterns string }{
		{"", "", "", "."},
		{"./... example.com/x", "", "", "./... example.com/x"},
		{"-tags a,b -mod=vendor -race -p 4 ./cart", "-tags=a,b -mod=vendor -race=true -p=4", "", "./cart"},
		{"--buildvcs=auto -trimpath -x", "-buildvcs=auto", "", "."},
		// In one order, whatever the user's.
		{"-waitgroupwait=false -goroutinestop.tests -exitoutsidemain=0", "", "-exitoutsidemain=0 -goroutinestop.tests=true -waitgroupwait=false", "."},
		{"-lifecycle.waits example.com/x.B -lifecycle.waits=example.com/x.A", "", "-lifecycle.waits=example.com/x.B -lifecycle.waits=example.com/x.A", "."},
		{"-strict -exitoutsidemain.strict=false", "", strictBut("exitoutsidemain.strict"), "."},
		{"-- ./cart", "", "", "./cart"},
	} {
		c, err := Parse(analyzers.Suite, strings.Fields(test.args))
		if err != nil {
			t.Errorf("%s: %v", test.args, err)
			continue
		}
		got := []string{strings.Join(c.Build, " "), strings.Join(c.Rules, " "), strings.Join(c.Patterns, " ")}
		if want := []string{test.build, test.rules, test.patterns}; !slices.Equal(got, want) {
			t.Errorf("%s: build, rules, patterns = %q, want %q", test.args, got, want)
		}
	}
}

// strictBut returns what -strict stands for in the order of the arguments, with
// one flag off.
func strictBut(off string) string {
	var args []string
	for _, name := range slices.Sorted(maps.Keys(strict)) {
		value := strict[name]
		if name == off {
			value = "false"
		}
		args = append(args, "-"+name+"="+value)
	}
	return strings.Join(args, " ")
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-nosuch", "not defined: -nosuch"},
		{"-n", "not defined: -n"},
		{"-goroutinestop=maybe", "invalid boolean value"},
		{"-lifecycle.exits=(x", "-lifecycle.exits"},
		{"-" + RootsFlag + "=x", "not defined"},
		{"./... -json", "-json: flags come before the packages"},
		{"-C dir", "must be the first flag"},
		{"-diff -json", "only one of them"},
		{"-write-baseline", "-baseline names the file"},
		{"-baseline=x -write-baseline -fix", "need no baseline"},
	} {
		if _, err := Parse(analyzers.Suite, strings.Fields(test.args)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.args, err, test.want)
		}
	}
	if _, err := Parse(analyzers.Suite, []string{"-h"}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: error %v", err)
	}
}

// What -strict stands for are flags that there are, with values that they take,
// and it does not stop at the defaults.
func TestStrict(t *testing.T) {
	c, err := Parse(analyzers.Suite, []string{"-strict"})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Rules) != len(strict) {
		t.Errorf("-strict sets %q, want %d flags", c.Rules, len(strict))
	}
	for name, value := range strict {
		f := flagOf(t, analyzers.Suite, name)
		if f.DefValue == value {
			t.Errorf("-strict sets %s to its default %s", name, value)
		}
		if err := f.Value.Set(value); err != nil {
			t.Errorf("-%s=%s: %v", name, value, err)
		}
		if err := f.Value.Set(f.DefValue); err != nil {
			t.Error(err)
		}
	}
}

// All that is off by default is on with -strict, but for test files, which are
// another question.
func TestStrictIsAll(t *testing.T) {
	for _, a := range analyzers.Suite {
		a.Flags.VisitAll(func(f *flag.Flag) {
			b, ok := f.Value.(interface{ IsBoolFlag() bool })
			if name := a.Name + "." + f.Name; ok && b.IsBoolFlag() && f.DefValue == "false" && f.Name != "tests" && strict[name] != "true" {
				t.Errorf("-strict leaves %s off; enter it in strict", name)
			}
		})
	}
}

func flagOf(t *testing.T, suite []*analysis.Analyzer, name string) *flag.Flag {
	t.Helper()
	analyzer, short, _ := strings.Cut(name, ".")
	for _, a := range suite {
		if f := a.Flags.Lookup(short); a.Name == analyzer && f != nil {
			return f
		}
	}
	t.Fatalf("no analyzer has a flag %s", name)
	return nil
}

// The flag for the front end itself is there to be set.
func TestRootsFlag(t *testing.T) {
	if f := flagOf(t, analyzers.Suite, RootsFlag); f.DefValue != "" {
		t.Errorf("-%s is %q by default", RootsFlag, f.DefValue)
	}
}

// The table has the build flags of the go command, and no others. Of those that
// 'go help build' lists, -n does nothing and -json has another meaning here.
func TestBuildFlags(t *testing.T) {
	out, err := exec.Command("go", "help", "build").Output()
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, m := range regexp.MustCompile(`(?m)^\t-(\w+)`).FindAllStringSubmatch(string(out), -1) {
		if name := m[1]; !slices.Contains([]string{"n", "json", "o"}, name) {
			listed = append(listed, name)
		}
	}
	ours := slices.Concat(buildValues, buildBools, logBools, []string{"C", "overlay", "trimpath"})
	slices.Sort(listed)
	slices.Sort(ours)
	if !slices.Equal(ours, slices.Compact(listed)) {
		t.Errorf("build flags are %q, and of the go command %q", ours, listed)
	}
}
