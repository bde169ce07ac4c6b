package gclplugin

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// dropKey is the key, beside the flags of an analyzer, of the list of categories
// whose findings are not reported. Those that are off by default have flags.
const dropKey = "drop-categories"

// reserved are the flags that are not the user's: golangci-lint honours //nolint
// itself, knows more forms of it, and says which are not needed; and roots is
// what quiesce tells itself.
var reserved = []string{"lifecycle.nolint", "lifecycle.roots"}

// settings are what the configuration of golangci-lint says, checked.
type settings struct {
	off     map[string]bool            // analyzers that do not run
	dropped map[string]map[string]bool // categories, by analyzer
	flags   []setting
}

// A setting is a flag of an analyzer and what it is to be set to.
type setting struct {
	rule  string
	flag  *flag.Flag
	value string
}

// read checks conf against the analyzers of suite and their flags.
func read(suite []*analysis.Analyzer, conf any) (settings, error) {
	s := settings{off: make(map[string]bool), dropped: make(map[string]map[string]bool)}
	keys, err := register.DecodeSettings[map[string]any](conf)
	if err != nil {
		return s, err
	}
	byName := make(map[string]*analysis.Analyzer)
	for _, a := range suite {
		byName[a.Name] = a
	}
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		a := byName[name]
		if a == nil {
			return s, fmt.Errorf("settings: no analyzer is named %q, there are %s", name, list(byName))
		}
		switch value := keys[name].(type) {
		case bool:
			if len(a.FactTypes) > 0 {
				return s, fmt.Errorf("settings: %s: it finds nothing and is always on, for the others", name)
			}
			s.off[name] = !value
		case map[string]any:
			if err := s.readRule(a, value); err != nil {
				return s, fmt.Errorf("settings: %s: %w", name, err)
			}
		default:
			return s, fmt.Errorf("settings: %s: neither true, false nor a map of flags: %v", name, value)
		}
	}
	return s, nil
}

// readRule checks the settings of one analyzer.
func (s *settings) readRule(a *analysis.Analyzer, keys map[string]any) error {
	valid := map[string]bool{dropKey: true}
	a.Flags.VisitAll(func(f *flag.Flag) {
		valid[f.Name] = !slices.Contains(reserved, a.Name+"."+f.Name)
	})
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		switch {
		case !valid[key]:
			maps.DeleteFunc(valid, func(_ string, ok bool) bool { return !ok })
			return fmt.Errorf("no setting is named %q, there are %s", key, list(valid))
		case key == dropKey:
			drop, err := readCategories(a.Name, keys[key])
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			s.dropped[a.Name] = drop
		default:
			value, err := text(keys[key])
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			s.flags = append(s.flags, setting{a.Name, a.Flags.Lookup(key), value})
		}
	}
	return nil
}

// readCategories checks a list of categories of the named analyzer.
func readCategories(rule string, value any) (map[string]bool, error) {
	names, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("not a list: %v", value)
	}
	valid := make(map[string]bool)
	for _, page := range analyzers.Pages() {
		for _, c := range page.Categories {
			valid[c.Name] = valid[c.Name] || page.Name == rule
		}
	}
	maps.DeleteFunc(valid, func(_ string, ok bool) bool { return !ok })
	drop := make(map[string]bool)
	for _, v := range names {
		name, _ := v.(string)
		if !valid[name] {
			return nil, fmt.Errorf("no category is named %q, there are %s", v, list(valid))
		}
		drop[name] = true
	}
	return drop, nil
}

// text returns a value as the command line has it: the elements of a list with
// commas between them.
func text(value any) (string, error) {
	switch value := value.(type) {
	case string, bool, float64:
		return fmt.Sprint(value), nil
	case []any:
		var parts []string
		for _, v := range value {
			part, ok := v.(string)
			if !ok {
				return "", fmt.Errorf("not a text: %v", v)
			}
			parts = append(parts, part)
		}
		return strings.Join(parts, ","), nil
	}
	return "", fmt.Errorf("not a value or a list of texts: %v", value)
}

// list returns the keys of m in their order.
func list[V any](m map[string]V) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
