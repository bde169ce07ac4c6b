package analyzers_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/seed42e405a4/quiesce/analyzers/internal/lifecycle"
)

// A gobFact is a fact as drivers write it to a file, one list for each package.
type gobFact struct {
	PkgPath string
	Object  objectpath.Path
	Fact    analysis.Fact
}

// maxFacts is how many bytes the facts about net/http and all that it imports
// may take: ten times what they took when the first three rules were written,
// 1.4 kB. Vet reads and writes them for every package that it analyzes.
const maxFacts = 14 << 10

// Facts travel between processes: what comes out of a file is what went in, and
// the same facts make the same file, for the go command keys its cache by it.
func TestFacts(t *testing.T) {
	for _, fact := range lifecycle.Analyzer.FactTypes {
		gob.Register(fact)
		if path := notFlat(reflect.TypeOf(fact).Elem(), nil); path != nil {
			t.Errorf("fact %T has %v; use sorted slices of plain values, which gob writes the same way every time", fact, path)
		}
	}
	size, facts := 0, 0
	for _, list := range factsBelow(t, "net/http") {
		size += len(encode(t, list))
		facts += len(list)
		checkGob(t, list)
	}
	t.Logf("%d facts in %d bytes", facts, size)
	if facts == 0 {
		t.Error("no facts about net/http and what it imports")
	}
	if size > maxFacts {
		t.Errorf("the facts about net/http and what it imports take %d bytes, more than %d; "+
			"export a fact only where a caller in another package needs it", size, maxFacts)
	}
}

// checkGob writes and reads the facts ten times.
func checkGob(t *testing.T, list []gobFact) {
	t.Helper()
	data := encode(t, list)
	for range 10 {
		var got []gobFact
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, list) {
			t.Fatalf("facts about %s differ after gob:\n%v\nwant:\n%v", list[0].PkgPath, got, list)
		}
		if !bytes.Equal(encode(t, got), data) {
			t.Fatalf("facts about %s are written in another way each time", list[0].PkgPath)
		}
	}
}

func encode(t *testing.T, list []gobFact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(list); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// factsBelow returns the facts about the objects of the package with that path,
// and of all that it imports, a list for each.
func factsBelow(t *testing.T, path string) [][]gobFact {
	t.Helper()
	r := suiteRun(t)
	below := make(map[string]bool)
	packages.Visit(r.pkgs, nil, func(pkg *packages.Package) {
		if pkg.PkgPath == path {
			packages.Visit([]*packages.Package{pkg}, nil, func(dep *packages.Package) { below[dep.ID] = true })
		}
	})
	var lists [][]gobFact
	for act := range r.graph.All() {
		if act.Analyzer != lifecycle.Analyzer || !below[act.Package.ID] {
			continue
		}
		var list []gobFact
		paths := new(objectpath.Encoder)
		for _, f := range act.AllObjectFacts() {
			if f.Object.Pkg() != act.Package.Types {
				continue // about an import
			}
			object, err := paths.For(f.Object)
			if err != nil {
				t.Errorf("fact about %v, which drivers drop: %v; export facts about what other packages can name", f.Object, err)
				continue
			}
			list = append(list, gobFact{act.Package.PkgPath, object, f.Fact})
		}
		if len(act.AllPackageFacts()) > 0 {
			t.Errorf("package %s has package facts; vet hands those to direct importers only", act.Package.PkgPath)
		}
		if len(list) > 0 {
			slices.SortFunc(list, func(a, b gobFact) int { return cmp.Compare(a.Object, b.Object) })
			lists = append(lists, list)
		}
	}
	return lists
}

// notFlat returns the way to a part of a type that gob does not write the same
// way every time, or drops; nil if there is none.
func notFlat(t reflect.Type, way []string) []string {
	if slices.Contains(way, t.String()) {
		return nil // recursive
	}
	way = append(slices.Clone(way), t.String())
	switch t.Kind() {
	case reflect.Map, reflect.Pointer, reflect.Interface, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return way
	case reflect.Slice, reflect.Array:
		return notFlat(t.Elem(), way)
	case reflect.Struct:
		for f := range t.Fields() {
			if !f.IsExported() {
				return append(way, f.Name)
			}
			if bad := notFlat(f.Type, way); bad != nil {
				return bad
			}
		}
	}
	return nil
}
