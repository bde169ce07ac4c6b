package main

import (
	"encoding/json"
	"flag"
	"os"

	"golang.org/x/tools/go/analysis"
)

// factsOnly reports whether the go command wants the unit that the named file
// describes analyzed for its facts alone: it is a dependency of the packages
// that were asked for. A file that cannot be read is left to unitchecker, which
// says what is wrong with it.
func factsOnly(cfgFile string) bool {
	data, err := os.ReadFile(cfgFile)
	if err != nil {
		return false
	}
	var unit struct{ VetxOnly bool }
	return json.Unmarshal(data, &unit) == nil && unit.VetxOnly
}

// factsSuite returns stand-ins for the analyzers of suite: they keep the names
// and flags that the command line may use, do no work of their own, and require
// the analyzers with facts that the originals depend on. unitchecker runs all
// that need facts, however far away, and drops what they report.
func factsSuite(suite []*analysis.Analyzer) []*analysis.Analyzer {
	var idle []*analysis.Analyzer
	for _, a := range suite {
		idle = append(idle, &analysis.Analyzer{
			Name:     a.Name,
			Doc:      a.Doc,
			URL:      a.URL,
			Flags:    tolerantFlags(&a.Flags),
			Requires: factSources(a),
			Run:      func(*analysis.Pass) (any, error) { return nil, nil },
		})
	}
	return idle
}

// factSources returns the analyzers with facts nearest to a, a included: what
// they in turn require runs with them.
func factSources(a *analysis.Analyzer) []*analysis.Analyzer {
	if len(a.FactTypes) > 0 {
		return []*analysis.Analyzer{a}
	}
	var sources []*analysis.Analyzer
	for _, req := range a.Requires {
		sources = append(sources, factSources(req)...)
	}
	return sources
}

// tolerantFlags returns flags that set the values of the given ones and accept
// what those refuse. The go command hands the same flags to each unit, so a
// value that is wrong would be reported once for every package of the standard
// library, above the report for the packages that were asked for.
func tolerantFlags(flags *flag.FlagSet) flag.FlagSet {
	var tolerant flag.FlagSet
	flags.VisitAll(func(f *flag.Flag) {
		tolerant.Var(tolerantValue{f.Value}, f.Name, f.Usage)
	})
	return tolerant
}

type tolerantValue struct{ flag.Value }

func (v tolerantValue) Set(s string) error {
	_ = v.Value.Set(s)
	return nil
}

// IsBoolFlag hands on what the value says, since embedding hides it.
func (v tolerantValue) IsBoolFlag() bool {
	b, ok := v.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}
