package golden

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	runSuite = flag.Bool("golden.run", false, "instead of the tests, run the suite and compare what it finds with the lists")
	update   = flag.Bool("update", false, "with -golden.run, write the lists; else write what is computed from them")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if !*runSuite {
		os.Exit(m.Run())
	}
	same, err := refresh(*update)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	case !same && !*update:
		fmt.Fprintln(os.Stderr, "the lists are stale; run .ci/golden, and judge what is new")
		os.Exit(1)
	}
}

// Somebody has judged each finding, and says why.
func TestLists(t *testing.T) {
	for _, target := range targets {
		l, err := target.read()
		if err != nil {
			t.Error(err)
			continue
		}
		if l.code != target.code || len(l.entries) == 0 {
			t.Errorf("%s is about %q, with %d findings; run .ci/golden", target.file, l.code, len(l.entries))
		}
		open := 0
		for i, e := range l.entries {
			switch {
			case e.verdict == unjudged:
				open++
			case e.reason == "":
				t.Errorf("%s: %s: no reason; say what a reviewer would do, or what makes it wrong", target.file, e.place())
			}
			if i > 0 && compare(l.entries[i-1], e) > 0 {
				t.Errorf("%s: %s is out of order; run .ci/golden", target.file, e.place())
			}
		}
		if open > 0 {
			t.Errorf(`%s: %d findings have the verdict "?"; judge them, true or false, and give a reason`, target.file, open)
		}
	}
}

// What is said about precision is computed from the lists.
func TestPrecision(t *testing.T) {
	var lists []list
	for _, target := range targets {
		l, err := target.read()
		if err != nil {
			t.Fatal(err)
		}
		lists = append(lists, l)
	}
	table := precision(lists)
	shown := false
	for _, name := range []string{"README.md", "testdata/golden/README.md"} {
		file := filepath.Join(repository, filepath.FromSlash(name))
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		old := strings.ReplaceAll(string(data), "\r\n", "\n")
		text, ok := insert(old, table)
		shown = shown || ok
		if text == old {
			continue
		}
		if !*update {
			t.Errorf("%s: the table of precision is stale; run .ci/golden -precision", name)
		} else if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Error(err)
		}
	}
	if !shown {
		t.Errorf("no README shows the precision; put these lines where it is to be:\n%s%s", tableStart, tableEnd)
	}
}
