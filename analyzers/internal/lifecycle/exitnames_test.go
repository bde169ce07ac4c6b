package lifecycle

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"
)

func TestThrough(t *testing.T) {
	tests := []struct {
		name string
		via  []string
		want []string
	}{
		{"os.Exit", nil, []string{"os.Exit"}},
		{"cli.Stop", []string{"os.Exit"}, []string{"cli.Stop", "os.Exit"}},
		{"cli.Usage", []string{"cli.Stop", "os.Exit"}, []string{"cli.Usage", "cli.Stop", "os.Exit"}},
		{"cli.Help", []string{"cli.Usage", "cli.Stop", "os.Exit"}, []string{"cli.Help", More, "os.Exit"}},
		{"cli.Run", []string{"cli.Help", More, "os.Exit"}, []string{"cli.Run", More, "os.Exit"}},
		{"", []string{"cli.Stop", "os.Exit"}, []string{"cli.Stop", "os.Exit"}}, // a literal
		{"", nil, nil},
	}
	for _, test := range tests {
		via := slices.Clone(test.via)
		if got := through(test.name, via); !slices.Equal(got, test.want) {
			t.Errorf("through(%q, %q) = %q, want %q", test.name, test.via, got, test.want)
		}
		if !slices.Equal(via, test.via) {
			t.Errorf("through(%q, %q) changes its argument to %q", test.name, test.via, via)
		}
	}
}

const ferry = `package ferry

import "log"

type Logger = log.Logger

type Boat struct{ *log.Logger }

func (Boat) Sink()  {}
func (*Boat) Rise() {}

type Queue[V any] struct{ values []V }

func (*Queue[V]) Drop() {}

type Captain interface{ Abandon() }

type Crew interface {
	Captain
	Row()
}

func Cross[V any](v V) {}

var uses = []any{
	log.Fatal,
	(*log.Logger).Fatal,
	(*Logger).Fatalf,
	Boat{}.Fatalln,
	Boat{}.Sink,
	(*Boat).Rise,
	new(Queue[int]).Drop,
	(*Queue[string]).Drop,
	Crew.Abandon,
	Crew.Row,
	Cross[int],
	(interface{ Swim() }).Swim,
	error.Error,
}
`

// Each of uses has two names: in another package, and in package ferry.
var names = [][2]string{
	{"log.Fatal", "log.Fatal"},
	{"(*log.Logger).Fatal", "(*log.Logger).Fatal"},
	{"(*log.Logger).Fatalf", "(*log.Logger).Fatalf"},
	{"(*log.Logger).Fatalln", "(*log.Logger).Fatalln"},
	{"(ferry.Boat).Sink", "(Boat).Sink"},
	{"(*ferry.Boat).Rise", "(*Boat).Rise"},
	{"(*ferry.Queue).Drop", "(*Queue).Drop"},
	{"(*ferry.Queue).Drop", "(*Queue).Drop"},
	{"(ferry.Captain).Abandon", "(Captain).Abandon"},
	{"(ferry.Crew).Row", "(Crew).Row"},
	{"ferry.Cross", "Cross"},
	{"(interface{Swim()}).Swim", "(interface{Swim()}).Swim"},
	{"(error).Error", "(error).Error"},
}

func TestFuncName(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "ferry.go", ferry, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/ferry", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	uses := file.Decls[len(file.Decls)-1].(*ast.GenDecl).Specs[0].(*ast.ValueSpec).Values[0].(*ast.CompositeLit).Elts
	if len(uses) != len(names) {
		t.Fatalf("%d uses, %d names", len(uses), len(names))
	}
	for i, use := range uses {
		fn := function(info, use)
		if fn == nil {
			t.Errorf("%s: no function", fset.Position(use.Pos()))
			continue
		}
		if got := FuncName(fn, nil); got != names[i][0] {
			t.Errorf("elsewhere %s, want %s", got, names[i][0])
		}
		if got := FuncName(fn, pkg); got != names[i][1] {
			t.Errorf("in ferry %s, want %s", got, names[i][1])
		}
	}
}

// function returns the last function that is named in e.
func function(info *types.Info, e ast.Expr) (fn *types.Func) {
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if f, ok := info.Uses[id].(*types.Func); ok {
				fn = f
			}
		}
		return true
	})
	return fn
}
