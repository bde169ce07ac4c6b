package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

const cart = "package cart\n\nfunc open() {\n\tgo poll()\n\tx := \"äöü\"; log.Fatal(x,\n\t\ty)\n}\n"

// write writes cart.go to a new directory and returns its name and directory.
func write(t *testing.T) (dir, name string) {
	t.Helper()
	dir = t.TempDir()
	name = filepath.Join(dir, "cart.go")
	if err := os.WriteFile(name, []byte(cart), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir, name
}

func TestPrint(t *testing.T) {
	dir, name := write(t)
	for _, test := range []struct {
		what string
		span finding.Span
		want string
	}{
		{"word", finding.Span{File: name, Line: 4, Col: 2, EndLine: 4, EndCol: 4}, "cart.go:4:2: found (stop)\n\tgo poll()\n\t^~\n"},
		{"no end", finding.Span{File: name, Line: 4, Col: 5}, "cart.go:4:5: found (stop)\n\tgo poll()\n\t   ^~~~~~\n"},
		{"point", finding.Span{File: name, Line: 4, Col: 5, EndLine: 4, EndCol: 5}, "cart.go:4:5: found (stop)\n\tgo poll()\n\t   ^\n"},
		{"wide letters, two lines", finding.Span{File: name, Line: 5, Col: 17, EndLine: 6, EndCol: 5}, "cart.go:5:17: found (stop)\n\tx := \"äöü\"; log.Fatal(x,\n\t            ^~~~~~~~~~~~\n"},
		{"past the end", finding.Span{File: name, Line: 4, Col: 80}, "cart.go:4:80: found (stop)\n"},
		{"no such line", finding.Span{File: name, Line: 80, Col: 1}, "cart.go:80:1: found (stop)\n"},
		{"no column", finding.Span{File: name, Line: 4}, "cart.go:4: found (stop)\n"},
		{"no such file", finding.Span{File: filepath.Join(dir, "sub", "x.go"), Line: 1, Col: 1}, filepath.Join("sub", "x.go") + ":1:1: found (stop)\n"},
		{"elsewhere", finding.Span{File: filepath.Join(filepath.Dir(dir), "x.go"), Line: 1, Col: 1}, filepath.Join(filepath.Dir(dir), "x.go") + ":1:1: found (stop)\n"},
	} {
		var b strings.Builder
		p := &Printer{W: &b, Dir: dir, Source: true}
		if err := p.Print(finding.Finding{Analyzer: "stop", Message: "found", Span: test.span}); err != nil {
			t.Fatal(err)
		}
		if b.String() != test.want {
			t.Errorf("%s:\n%q\nwant:\n%q", test.what, b.String(), test.want)
		}
	}
}

func TestPrintRelated(t *testing.T) {
	dir, name := write(t)
	var b strings.Builder
	p := &Printer{W: &b, Dir: dir, Color: true}
	err := p.Print(finding.Finding{
		Analyzer: "stop", Message: "found", Span: finding.Span{File: name, Line: 4, Col: 2},
		Related: []finding.Related{{Span: finding.Span{File: name, Line: 5, Col: 1}, Message: "here"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "\x1b[1mcart.go:4:2\x1b[0m: \x1b[31mfound\x1b[0m \x1b[2m(stop)\x1b[0m\n\tcart.go:5:1: here\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestCount(t *testing.T) {
	of := func(names ...string) (list []finding.Finding) {
		for _, name := range names {
			list = append(list, finding.Finding{Analyzer: name})
		}
		return list
	}
	for _, test := range []struct {
		list []finding.Finding
		want string
	}{
		{of("stop"), "1 finding: stop 1"},
		{of("exit", "wait", "stop", "wait"), "4 findings: wait 2, exit 1, stop 1"},
	} {
		if got := Count(test.list); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
