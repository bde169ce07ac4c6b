// Package gclplugin makes the analyzers of quiesce a linter of golangci-lint,
// by the name of quiesce. It is a module plugin: a golangci-lint that is built
// with this package has the linter, and runs it if its configuration says so.
package gclplugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// linter is the name under linters.settings.custom, and in //nolint:quiesce.
const linter = "quiesce"

func init() {
	register.Plugin(linter, New)
}

type plugin struct{ settings settings }

// New returns the linter with the given settings, those under
// linters.settings.custom.quiesce.settings: a key for each analyzer that is not
// to run as it does by default. Its value is false, for an analyzer that is not
// to run, or a map with the names of its flags as keys. A flag that may be
// repeated takes a list. What is not a key, and what an analyzer does not accept
// as a value, is an error.
func New(conf any) (register.LinterPlugin, error) {
	s, err := read(analyzers.Suite, conf)
	if err != nil {
		return nil, err
	}
	return &plugin{s}, nil
}

// BuildAnalyzers implements [register.LinterPlugin].
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	for _, f := range p.settings.flags {
		if err := f.flag.Value.Set(f.value); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", f.rule, f.flag.Name, err)
		}
	}
	var list []*analysis.Analyzer
	for _, a := range analyzers.Suite {
		switch {
		case len(a.FactTypes) > 0:
			// Others require it, so it has to be this one and no copy.
			if err := a.Flags.Set("nolint", "false"); err != nil {
				return nil, err
			}
		case !p.settings.off[a.Name]:
			list = append(list, adapt(a, p.settings.dropped[a.Name]))
		}
	}
	return list, nil
}

// GetLoadMode implements [register.LinterPlugin].
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
