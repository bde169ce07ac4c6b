package ruledoc

import (
	"go/build"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/loopclosure"
	"golang.org/x/tools/go/analysis/passes/lostcancel"
	"golang.org/x/tools/go/analysis/passes/printf"
	"golang.org/x/tools/go/analysis/passes/unusedresult"
	"golang.org/x/tools/go/analysis/passes/waitgroup"
)

const stopDoc = `// Package goroutinestop defines an Analyzer that reports goroutines that
// cannot be told to stop.
//
// # Analyzer goroutinestop
//
// goroutinestop: report goroutines that
// cannot be told to stop
//
// The analyzer reports goroutines whose body never ends:
//
//	go func() { // goroutine runs an endless loop
//		for {
//			refresh()
//		}
//	}()
//
// What starts a goroutine is a go statement or [sync.WaitGroup.Go].
//
// # Categories
//
//   - no-stop: the body comes to a loop that it cannot leave: a for
//     without a condition.
//   - deaf: a context comes in and is never observed.
//
// # Why it matters
//
// Such a goroutine is cut off in the middle of its work.
//
// # Silent on
//
//   - accept loops that return on error
//   - [Group] and what it starts
//
// # Analyzer goroutineblocked
//
// goroutineblocked: report goroutines that can block forever on a channel
package goroutinestop

import _ "embed"

//go:embed doc.go
var doc string
`

func TestParse(t *testing.T) {
	page, err := Parse("goroutinestop", stopDoc)
	if err != nil {
		t.Fatal(err)
	}
	want := Page{
		Name:  "goroutinestop",
		Title: "report goroutines that cannot be told to stop",
		Body: "The analyzer reports goroutines whose body never ends:\n\n" +
			"\tgo func() { // goroutine runs an endless loop\n\t\tfor {\n\t\t\trefresh()\n\t\t}\n\t}()\n\n" +
			"What starts a goroutine is a go statement or [sync.WaitGroup.Go].",
		Categories: []Category{
			{"no-stop", "the body comes to a loop that it cannot leave: a for without a condition."},
			{"deaf", "a context comes in and is never observed."},
		},
		Sections: []Section{
			{"Why it matters", "Such a goroutine is cut off in the middle of its work."},
			{"Silent on", "  - accept loops that return on error\n  - [Group] and what it starts"},
		},
		doc: page.doc,
	}
	if !reflect.DeepEqual(page, want) {
		t.Errorf("Parse:\n%#v\nwant:\n%#v", page, want)
	}

	page, err = Parse("goroutineblocked", stopDoc)
	if err != nil || page.Title != "report goroutines that can block forever on a channel" || page.Body != "" {
		t.Errorf("Parse of the second analyzer = %#v, %v", page, err)
	}
}

func TestDoc(t *testing.T) {
	doc := Doc("goroutinestop", stopDoc)
	// The help of a driver cuts at the first blank line and puts the name before it.
	title, rest, _ := strings.Cut(doc, "\n\n")
	if want := "report goroutines that cannot be told to stop"; title != want {
		t.Errorf("summary %q, want %q", title, want)
	}
	for _, part := range []string{"The analyzer reports", "\t\t\trefresh()", "# Categories", "- deaf:", "# Silent on"} {
		if !strings.Contains(rest, part) {
			t.Errorf("no %q in the description:\n%s", part, rest)
		}
	}
	if strings.Contains(rest, "goroutineblocked") || strings.HasSuffix(doc, "\n") {
		t.Errorf("the description does not end before the next analyzer:\n%s", rest)
	}
}

// TestDocOfTools compares with what the analyzers of x/tools make of their files:
// the same, but they end at the first section.
func TestDocOfTools(t *testing.T) {
	var sections int
	for _, a := range []*analysis.Analyzer{
		loopclosure.Analyzer, lostcancel.Analyzer, printf.Analyzer, unusedresult.Analyzer, waitgroup.Analyzer,
	} {
		pkg, err := build.Import("golang.org/x/tools/go/analysis/passes/"+a.Name, ".", build.FindOnly)
		if err != nil {
			t.Fatal(err)
		}
		src, err := os.ReadFile(filepath.Join(pkg.Dir, "doc.go"))
		if err != nil {
			t.Fatal(err)
		}
		rest, ok := strings.CutPrefix(Doc(a.Name, string(src)), strings.TrimSpace(a.Doc))
		if !ok || rest != "" && !strings.HasPrefix(rest, "\n\n# ") {
			t.Errorf("%s:\n%s\nwant:\n%s", a.Name, Doc(a.Name, string(src)), a.Doc)
		}
		sections += strings.Count(rest, "\n# ")
	}
	if sections == 0 {
		t.Error("no analyzer with sections among them")
	}
}

// TestDocIsParsed compares what Doc cuts out with what Parse finds.
func TestDocIsParsed(t *testing.T) {
	files, err := filepath.Glob("../../*/doc.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(file))
		page, err := Parse(name, string(src))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		} else if got := Doc(name, string(src)); got != page.doc {
			t.Errorf("%s: Doc returns\n%s\nwant\n%s", file, got, page.doc)
		}
	}
	if got := Doc("other", stopDoc); got != "" {
		t.Errorf("of an analyzer that is not there: %q", got)
	}
}

func TestMalformed(t *testing.T) {
	const head = "// # Analyzer wait\n//\n// wait: report what is not waited for\n//\n"
	tests := []struct{ name, src, want string }{
		{"empty file", "", "expected 'package'"},
		{"not Go", "wait: report what is not waited for\n", "expected 'package'"},
		{"no comment", "package wait\n", "no package comment"},
		{"detached comment", head + "\npackage wait\n", "no package comment"},
		{"other analyzer", strings.ReplaceAll(head, "wait", "waitgroup") + "package wait\n", `no heading "Analyzer wait"`},
		{"nothing below the heading", "// # Analyzer wait\npackage wait\n", "not followed"},
		{"no summary", "// # Analyzer wait\n//\n// Report what is not waited for.\npackage wait\n", "not followed"},
		{"empty summary", "// # Analyzer wait\n//\n// wait:\npackage wait\n", "not followed"},
		{"summary of another", "// # Analyzer wait\n//\n// waits: report what is not waited for\npackage wait\n", "not followed"},
		{"no summary, next heading", "// # Analyzer wait\n//\n// # Flags\n//\n// None.\npackage wait\n", "not followed"},
		{"heading twice", head + head + "package wait\n", "two headings"},
		{"section twice", head + "// # Flags\n//\n// None.\n//\n// # Flags\n//\n// None.\npackage wait\n", `"Flags" is there twice`},
		{"empty section", head + "// # Flags\n//\n// # Silent on\n//\n// Tests.\npackage wait\n", `"Flags" is empty`},
		{"categories as text", head + "// # Categories\n//\n// skipped and never.\npackage wait\n", "want one list"},
		{"text below the list", head + "// # Categories\n//\n//   - skipped: a return.\n//\n// More.\npackage wait\n", "want one list"},
		{"category without text", head + "// # Categories\n//\n//   - skipped\npackage wait\n", `item "skipped"`},
		{"category with blanks", head + "// # Categories\n//\n//   - Skipped wait: a return.\npackage wait\n", `item "Skipped wait: a return."`},
		{"category twice", head + "// # Categories\n//\n//   - skipped: a return.\n//   - skipped: an exit.\npackage wait\n", "category skipped is there twice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("wait", test.src)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	const text = "Wait with [sync.WaitGroup.Wait] or [golang.org/x/sync/errgroup.Group], not [Group]:\n\n" +
		"  - once\n  - in *main*\n\nThe loop:\n\n\tfor {\n\t}"
	const want = "Wait with [sync.WaitGroup.Wait](https://pkg.go.dev/sync#WaitGroup.Wait) or " +
		"[golang.org/x/sync/errgroup.Group](https://pkg.go.dev/golang.org/x/sync/errgroup#Group), not \\[Group]:\n\n" +
		"  - once\n  - in \\*main\\*\n\nThe loop:\n\n\tfor {\n\t}"
	if got := Markdown(text); got != want {
		t.Errorf("Markdown:\n%s\nwant:\n%s", got, want)
	}
}

func TestURL(t *testing.T) {
	const want = "https://github.com/seed42e405a4/quiesce/blob/main/analyzers/waitgroupwait/README.md"
	if got := URL("waitgroupwait"); got != want {
		t.Errorf("URL = %q", got)
	}
}
