package vet

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/golist"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		posn, file string
		line, col  int
	}{
		{"/src/shop/cart.go:12:3", "/src/shop/cart.go", 12, 3},
		{`C:\src\cart.go:12:3`, `C:\src\cart.go`, 12, 3},
		{`C:\src\cart.go:12`, `C:\src\cart.go`, 12, 0},
		{"parser.y:7", "parser.y", 7, 0}, // a //line comment has no column
		{"-", "-", 0, 0},
		{"", "", 0, 0},
	} {
		file, line, col := split(test.posn)
		if file != test.file || line != test.line || col != test.col {
			t.Errorf("split(%q) = %q, %d, %d", test.posn, file, line, col)
		}
	}
}

// stream is what units of three packages print: cart with tests in it, which
// was analyzed without them as well; its external tests; stock, that nobody
// asked for; and price, which an analyzer could not analyze.
const stream = `
{"example.com/cart": {"stop": [{"posn": "/src/cart/old.go:1:1", "message": "without tests"}]}}
{"example.com/cart [tests]": {"stop": [{
	"category": "no-stop", "posn": "/src/cart/cart.go:9:2", "end": "/src/cart/cart.go:10:4", "message": "endless",
	"suggested_fixes": [{"message": "Stop it", "edits": [{"filename": "/src/cart/cart.go", "start": 7, "end": 9, "new": "x"}]}],
	"related": [{"posn": "/src/cart/loop.go:3:1", "end": "/src/cart/loop.go:3:1", "message": "the loop"}]}]}}
{}
{"example.com/cart_test [tests]": {"stop": [{"posn": "cart_x_test.go:4:2", "end": "cart_x_test.go:4:2", "message": "endless"}]}}
{"example.com/stock": {"stop": [{"posn": "/src/stock/stock.go:1:1", "message": "not asked for"}]}}
{"example.com/price": {"stop": {"error": "no facts"}, "exit": [{"posn": "/src/price/price.go:1:9", "category": "analyzer-failed",
	"message": "exit failed: panic", "related": [{"message": "caller"}]}]}}
{"example.com/price": {"stop": {"error": "no facts"}}}
`

func parse(t *testing.T) *Result {
	t.Helper()
	tr := newTree(Request{
		Roots: []golist.Package{
			{ImportPath: "example.com/cart", Dir: "/src/cart", TestGoFiles: []string{"cart_test.go"}, XTestGoFiles: []string{"cart_x_test.go"}},
			{ImportPath: "example.com/price", Dir: "/src/price"},
		},
		URL: func(analyzer, category string) string { return "https://example.com/" + analyzer + "#" + category },
	})
	if err := tr.read(strings.NewReader(stream)); err != nil {
		t.Fatal(err)
	}
	return tr.result()
}

func TestFindings(t *testing.T) {
	got := parse(t).Findings
	if len(got) != 2 {
		t.Fatalf("findings: %+v, want 2", got)
	}
	f := got[0]
	if want := (finding.Span{File: filepath.Clean("/src/cart/cart.go"), Line: 9, Col: 2, EndLine: 10, EndCol: 4}); f.Span != want {
		t.Errorf("span = %+v, want %+v", f.Span, want)
	}
	if f.Package != "example.com/cart" || f.Analyzer != "stop" || f.Category != "no-stop" || f.URL != "https://example.com/stop#no-stop" {
		t.Errorf("finding = %+v", f)
	}
	if len(f.Related) != 1 || f.Related[0].Message != "the loop" || f.Related[0].Line != 3 {
		t.Errorf("related = %+v", f.Related)
	}
	edit := finding.Edit{File: filepath.Clean("/src/cart/cart.go"), Start: 7, End: 9, New: "x"}
	if len(f.Fixes) != 1 || f.Fixes[0].Message != "Stop it" || !slices.Equal(f.Fixes[0].Edits, []finding.Edit{edit}) {
		t.Errorf("fixes = %+v", f.Fixes)
	}
	if x := got[1]; x.Package != "example.com/cart" || x.File != filepath.Clean("/src/cart/cart_x_test.go") {
		t.Errorf("finding in external test = %+v", x)
	}
}

func TestFailures(t *testing.T) {
	want := []Failure{
		{"example.com/price", "exit", "panic\n\tcaller"},
		{"example.com/price", "stop", "no facts"},
	}
	if got := parse(t).Failures; !slices.Equal(got, want) {
		t.Errorf("failures = %+v, want %+v", got, want)
	}
}

func TestNoTree(t *testing.T) {
	if err := newTree(Request{}).read(strings.NewReader(`{"example.com/cart": `)); err == nil {
		t.Error("no error for half an object")
	}
}
