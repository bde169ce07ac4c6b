package analyzers_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"flag"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// BenchmarkSuite runs the suite on packages of the standard library, and what
// has facts on all that they import, as multichecker does. It takes one
// processor, so that the time of an analyzer is its own. Metrics besides those
// of package testing:
//
//	NAME-%      share of the time that the analyzer takes, on all packages
//	fact-bytes  size of all facts, as drivers write them, each of them once
//	facts       number of those facts
//
// With std, which takes a gigabyte of memory, it runs only if -bench says so:
//
//	go test -run='^$' -bench=Suite ./analyzers
//	go test -run='^$' -bench=Suite/std ./analyzers
func BenchmarkSuite(b *testing.B) {
	for _, pattern := range []string{"net/http", "std"} {
		if pattern == "std" && !strings.Contains(flag.Lookup("test.bench").Value.String(), "std") {
			continue
		}
		b.Run(pattern, func(b *testing.B) { benchmark(b, pattern) })
	}
}

func benchmark(b *testing.B, pattern string) {
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax}, pattern)
	if err != nil {
		b.Fatal(err)
	}
	if n := packages.PrintErrors(pkgs); n > 0 {
		b.Fatalf("%d errors in %s", n, pattern)
	}
	var graph *checker.Graph
	times := make(map[*analysis.Analyzer]time.Duration)
	b.ReportAllocs()
	for b.Loop() {
		graph, err = checker.Analyze(analyzers.Suite, pkgs, &checker.Options{Sequential: true})
		if err != nil {
			b.Fatal(err)
		}
		for act := range graph.All() {
			if act.Err != nil {
				b.Fatal(act.Err)
			}
			times[act.Analyzer] += act.Duration
		}
	}
	reportShares(b, times)
	reportFacts(b, graph)
}

func reportShares(b *testing.B, times map[*analysis.Analyzer]time.Duration) {
	var total time.Duration
	for _, d := range times {
		total += d
	}
	for a, d := range times {
		b.ReportMetric(100*float64(d)/float64(total), a.Name+"-%")
	}
}

// reportFacts reports how many facts there are, and their size with one file for
// each analyzer and package. Unlike those of drivers the files leave out what is
// handed on from imports.
func reportFacts(b *testing.B, graph *checker.Graph) {
	facts, size := 0, 0
	for act := range graph.All() {
		list := ownFacts(act)
		if len(list) == 0 {
			continue
		}
		var file bytes.Buffer
		if err := gob.NewEncoder(&file).Encode(list); err != nil {
			b.Fatal(err)
		}
		facts += len(list)
		size += file.Len()
	}
	if facts == 0 {
		b.Fatal("no facts: the analyzers did not do their work")
	}
	b.ReportMetric(float64(facts), "facts")
	b.ReportMetric(float64(size), "fact-bytes")
}

// ownFacts returns the facts that the action has exported about objects that
// importers can name, in the order in which drivers write them.
func ownFacts(act *checker.Action) []gobFact {
	var list []gobFact
	paths := new(objectpath.Encoder)
	for _, f := range act.AllObjectFacts() {
		if f.Object.Pkg() != act.Package.Types {
			continue
		}
		if path, err := paths.For(f.Object); err == nil {
			gob.Register(f.Fact)
			list = append(list, gobFact{act.Package.PkgPath, path, f.Fact})
		}
	}
	slices.SortFunc(list, func(x, y gobFact) int { return cmp.Compare(x.Object, y.Object) })
	return list
}
