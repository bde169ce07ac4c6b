package gclplugin

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
)

func TestRead(t *testing.T) {
	s, err := read(analyzers.Suite, map[string]any{
		"goroutinestop": false,
		"waitgroupwait": true,
		"exitoutsidemain": map[string]any{
			"strict":          true,
			"allow":           []any{"example.com/shop/cli/...", "example.com/shop/conf.MustLoad"},
			"drop-categories": []any{"on-error", "stale-directive"},
		},
		"lifecycle": map[string]any{"exits": "example.com/shop/log.Die"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !s.off["goroutinestop"] || s.off["waitgroupwait"] || s.off["exitoutsidemain"] {
		t.Errorf("off = %v, want goroutinestop alone", s.off)
	}
	if got := list(s.dropped["exitoutsidemain"]); got != "on-error, stale-directive" {
		t.Errorf("dropped = %s", got)
	}
	var flags []string
	for _, f := range s.flags {
		flags = append(flags, f.rule+"."+f.flag.Name+"="+f.value)
	}
	want := []string{
		"exitoutsidemain.allow=example.com/shop/cli/...,example.com/shop/conf.MustLoad",
		"exitoutsidemain.strict=true",
		"lifecycle.exits=example.com/shop/log.Die",
	}
	if !slices.Equal(flags, want) {
		t.Errorf("flags = %q, want %q", flags, want)
	}
}

func TestReadRefuses(t *testing.T) {
	rule := func(key string, value any) map[string]any {
		return map[string]any{"exitoutsidemain": map[string]any{key: value}}
	}
	for _, test := range []struct {
		name string
		conf any
		want string
	}{
		{"no map", []any{"exitoutsidemain"}, "cannot unmarshal"},
		{"analyzer", map[string]any{"exitoutside": false}, `no analyzer is named "exitoutside", there are exitoutsidemain,`},
		{"value of an analyzer", map[string]any{"exitoutsidemain": "off"}, "neither true, false nor a map"},
		{"no rule", map[string]any{"lifecycle": false}, "lifecycle: it finds nothing and is always on"},
		{"key", rule("strikt", true), `exitoutsidemain: no setting is named "strikt", there are allow, drop-categories,`},
		{"categories", rule("drop-categories", "wrapper"), "drop-categories: not a list"},
		{"category of no rule", rule("drop-categories", []any{"wraper"}), `no category is named "wraper", there are`},
		{"category of another rule", rule("drop-categories", []any{"never-waited"}), `no category is named "never-waited"`},
		{"category", rule("drop-categories", []any{1}), "no category is named"},
		{"map", rule("allow", map[string]any{"x": 1}), "not a value or a list"},
		{"list", rule("allow", []any{1}), "not a text: 1"},
		{"nolint", map[string]any{"lifecycle": map[string]any{"nolint": true}}, `no setting is named "nolint", there are drop-categories, exits,`},
		{"roots", map[string]any{"lifecycle": map[string]any{"roots": "x"}}, `no setting is named "roots"`},
	} {
		if _, err := read(analyzers.Suite, test.conf); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// What a flag does not accept, New does not find out; golangci-lint stops all
// the same.
func TestValues(t *testing.T) {
	for _, test := range []struct {
		rule, key string
		value     any
		want      string
	}{
		{"exitoutsidemain", "strict", "perhaps", "exitoutsidemain: strict: "},
		{"lifecycle", "exits", []any{"(example.com/x"}, "lifecycle: exits: "},
	} {
		p, err := New(map[string]any{test.rule: map[string]any{test.key: test.value}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.BuildAnalyzers(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s.%s = %v: error %v, want %q", test.rule, test.key, test.value, err, test.want)
		}
	}
}

// All rules are analyzers of the linter, with the name that //nolint has, and
// every flag is a setting, those that are reserved excepted.
func TestComplete(t *testing.T) {
	p, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	built, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(built); err != nil {
		t.Error(err)
	}
	for _, page := range analyzers.Pages() {
		if !slices.ContainsFunc(built, func(a *analysis.Analyzer) bool { return a.Name == page.Name }) {
			t.Errorf("%s is no analyzer of the linter", page.Name)
		}
	}
	taken := slices.Clone(reserved)
	for _, a := range analyzers.Suite {
		a.Flags.VisitAll(func(f *flag.Flag) {
			if f.Name == dropKey {
				t.Errorf("%s has a flag named %s; give the setting another name", a.Name, dropKey)
			}
			name := a.Name + "." + f.Name
			conf := map[string]any{a.Name: map[string]any{f.Name: f.DefValue}}
			if i := slices.Index(taken, name); i >= 0 {
				taken = slices.Delete(taken, i, i+1)
			} else if _, err := read(analyzers.Suite, conf); err != nil {
				t.Errorf("%s is no setting: %v", name, err)
			}
		})
	}
	if len(taken) > 0 {
		t.Errorf("reserved names %q, which are no flags", taken)
	}
}
