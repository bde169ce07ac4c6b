package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestModeOf(t *testing.T) {
	for _, test := range []struct {
		args string
		want mode
	}{
		{"", frontMode},
		{"-source", usageMode},
		{"-json -lifecycle.exits=(*example.com/log.L).Die", frontMode},
		{"-V=full", identityMode},
		{"--V=full", identityMode},
		{"-flags", passMode},
		{"help goroutinestop", passMode},
		{"help", helpMode},
		{"-h", helpMode},
		{"--help", helpMode},
		{"-version", versionMode},
		{"-json b001/vet.cfg", unitMode},
		{"-exitoutsidemain.strict b001/vet.cfg", unitMode},
		{"-fix -diff b001/vet.cfg", unitMode},
		{"./...", frontMode},
		{"-source ./...", sourceMode},
		{"-json -source ./...", sourceMode},
		{"-tags cli ./cmd/...", frontMode},
		{"./vet.cfg ./...", frontMode},
	} {
		if got := modeOf(strings.Fields(test.args)); got != test.want {
			t.Errorf("modeOf(%s) = %d, want %d", test.args, got, test.want)
		}
	}
}

// The arguments that name the mode must not reach multichecker.
func TestPlanStripsSource(t *testing.T) {
	p := newPlan(trialSuite, []string{"quiesce", "-json", "-source", "-tests=false", "./..."})
	if want := []string{"quiesce", "-json", "-test=false", "./..."}; !slices.Equal(p.args, want) {
		t.Errorf("args = %q, want %q", p.args, want)
	}
	if p.answer != nil {
		t.Errorf("unexpected answer %q", p.answer.text)
	}
}

func TestChangeDir(t *testing.T) {
	for _, test := range []struct {
		name, flags string
		change      bool
		rest        string
	}{
		{"apart", "-C sub ./...", true, "./..."},
		{"joined", "-C=sub -source ./...", true, "-source ./..."},
		{"two dashes", "--C sub ./...", true, "./..."},
		{"absent", "-source ./...", false, "-source ./..."},
		{"not first", "-source -C sub ./...", false, "-source -C sub ./..."},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(dir, "sub"), 0o777); err != nil {
				t.Fatal(err)
			}
			t.Chdir(dir)
			rest, err := changeDir(strings.Fields(test.flags))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(rest, " "); got != test.rest {
				t.Errorf("rest = %s, want %s", got, test.rest)
			}
			got, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			if changed := got == filepath.Join(dir, "sub"); changed != test.change {
				t.Errorf("working directory is %s", got)
			}
		})
	}
}

// What cannot be run says so and ends with the status of a bad command line.
func TestPlanRefuses(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-source", "no packages given"},
		{"-C", "flag needs an argument: -C"},
		{"-C nosuchdir ./...", "chdir nosuchdir"},
		{"-json -C sub ./...", "flag -C: must be the first flag"},
		{"-nosuchflag ./...", "flag provided but not defined: -nosuchflag"},
		{"./... -json", "-json: flags come before the packages"},
	} {
		p := newPlan(trialSuite, append([]string{"quiesce"}, strings.Fields(test.args)...))
		if p.answer == nil || p.answer.status != 2 || p.answer.stream != os.Stderr {
			t.Errorf("quiesce %s: answer = %+v, want status 2 on standard error", test.args, p.answer)
			continue
		}
		if one := strings.Count(p.answer.text, "\n") == 1; !one && test.args != "-source" {
			t.Errorf("quiesce %s: message is longer than a line:\n%s", test.args, p.answer.text)
		}
		if !strings.HasPrefix(p.answer.text, "quiesce: ") || !strings.Contains(p.answer.text, test.want) {
			t.Errorf("quiesce %s: message %q lacks %q", test.args, p.answer.text, test.want)
		}
	}
}

func TestHelpNamesEveryAnalyzer(t *testing.T) {
	text := help(trialSuite).text
	for _, a := range trialSuite {
		title, _, _ := strings.Cut(a.Doc, "\n")
		if !strings.Contains(text, a.Name) || !strings.Contains(text, title) {
			t.Errorf("help does not list %s: %s", a.Name, title)
		}
	}
	if strings.Contains(text, "\n\n\n") {
		t.Errorf("help has an empty section:\n%s", text)
	}
}

func TestVersion(t *testing.T) {
	text := version().text
	if !strings.HasPrefix(text, "quiesce ") || !strings.Contains(text, "built with go1.") {
		t.Errorf("version = %q", text)
	}
}
