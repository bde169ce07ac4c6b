package gclplugin

import (
	"go/token"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestAdapt(t *testing.T) {
	fset := token.NewFileSet()
	here, there := fset.AddFile("/srv/shop/store.go", -1, 100), fset.AddFile("/srv/shop/queue.go", -1, 100)
	here.SetLines([]int{0, 10, 20})
	there.SetLines([]int{0, 50})
	found := &analysis.Analyzer{Name: "found", Run: func(pass *analysis.Pass) (any, error) {
		pass.Report(analysis.Diagnostic{Pos: here.Pos(0), Category: "loud", Message: "never waited for", Related: []analysis.RelatedInformation{
			{Pos: here.Pos(25), Message: "declared here"},
			{Pos: there.Pos(60), Message: "started here"},
		}})
		pass.Report(analysis.Diagnostic{Pos: here.Pos(5), Category: "quiet", Message: "dropped"})
		pass.Report(analysis.Diagnostic{Pos: here.Pos(9), Message: "plain"})
		return "result", nil
	}}
	var messages []string
	pass := &analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) {
		messages = append(messages, d.Message)
		if len(d.Related) > 0 {
			t.Errorf("%s: golangci-lint makes issues of the related positions", d.Message)
		}
	}}
	result, err := adapt(found, map[string]bool{"quiet": true}).Run(pass)
	if result != "result" || err != nil {
		t.Errorf("result %v, error %v", result, err)
	}
	want := []string{"never waited for; line 3: declared here; queue.go:2: started here", "plain"}
	if !slices.Equal(messages, want) {
		t.Errorf("messages %q, want %q", messages, want)
	}
}
