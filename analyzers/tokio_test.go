package analyzers_test

import (
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What Tokio teaches about shutdown, one folder under testdata/tokio for each
// lesson: the whole suite reports what is marked in the code that gets it
// wrong, by default or when all is switched on, and nothing in the code that
// gets it right. The example program of Tokio, mini-redis, is kvserver.
func TestTokio(t *testing.T) {
	r := suiteRun(t)
	lessons := subfolders(t, filepath.Join(testdata, "tokio"))
	if len(lessons) == 0 {
		t.Fatal("there are no lessons under testdata/tokio")
	}
	for _, lesson := range lessons {
		prefix := "tokio/" + lesson + "/"
		found := places(r.findings, prefix)
		strict := places(r.strict, prefix)
		marks := marksIn(t, prefix)
		if len(marks) == 0 {
			t.Errorf("%s marks nothing", prefix)
		}
		var wanted []string
		for _, m := range marks {
			if m.strict && !slices.Contains(strict, m.place) {
				t.Errorf("not even with all switched on: %s", m.place)
			}
			if !m.strict {
				wanted = append(wanted, m.place)
			}
		}
		slices.Sort(wanted)
		if !slices.Equal(found, wanted) {
			t.Errorf("%s: found\n\t%s\nwant\n\t%s", prefix, strings.Join(found, "\n\t"), strings.Join(wanted, "\n\t"))
		}
	}
}

// places returns where the findings in files below a folder are, with rule and
// category, sorted.
func places(findings []finding, prefix string) []string {
	var all []string
	for _, f := range findings {
		if strings.HasPrefix(f.posn.Filename, prefix) {
			all = append(all, place(f.posn, f.rule+"/"+f.Category))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func place(posn token.Position, what string) string {
	posn.Column, posn.Offset = 0, 0
	return posn.String() + " " + what
}

// A mark is a comment that names what is found on its line.
//
//	log.Fatal(err) // finds exitoutsidemain/direct
//	go work()      // strict goroutinestop/unowned
type mark struct {
	place  string
	strict bool
}

var markComment = regexp.MustCompile(`// (finds|strict)((?: [a-z]+/[a-z-]+)+)$`)

func marksIn(t *testing.T, prefix string) []mark {
	t.Helper()
	var marks []mark
	err := filepath.WalkDir(filepath.Join(testdata, filepath.FromSlash(prefix)), func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(testdata, name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			m := markComment.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			if !strings.HasSuffix(strings.TrimSuffix(name, ".go"), "wrong") {
				t.Errorf("%s:%d: a mark in code that is right", rel, i+1)
			}
			for what := range strings.FieldsSeq(m[2]) {
				posn := token.Position{Filename: filepath.ToSlash(rel), Line: i + 1}
				marks = append(marks, mark{place(posn, what), m[1] == "strict"})
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return marks
}
