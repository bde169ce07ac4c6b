package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Everything in the test data that the go command builds here.
func TestSameFindings(t *testing.T) {
	// In a folder named testdata gopls finds no packages.
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata"))); err != nil {
		t.Fatal(err)
	}
	want, fixes := vet(t, dir)
	if len(want) == 0 {
		t.Fatal("the vettool finds nothing")
	}
	// What staticcheck knows about all dependencies takes most of the time.
	c := start(t, goplsWith(t), dir, map[string]any{"staticcheck": false})
	files := goFiles(t, dir)
	c.open(files...)
	c.await(want, files...)

	fixed := 0
	for f, titles := range fixes {
		offered := c.quickFixes(f)
		for _, title := range titles {
			fixed++
			if !slices.Contains(offered, title) {
				t.Errorf("%v: the quick fixes are %q, want %q among them", f, offered, title)
			}
		}
	}
	if fixed == 0 {
		t.Error("no finding has a fix")
	}
}

// A session in an editor: findings in a file that is opened, with what an
// editor can make of them, until the code is mended.
func TestSession(t *testing.T) {
	dir := extract(t, "shop.txtar")
	stock, fatal := filepath.Join(dir, "stock", "stock.go"), filepath.Join(dir, "fatal", "fatal.go")
	c := start(t, goplsWith(t), dir, nil)
	c.open(stock)

	inStock, _ := vet(t, dir)
	inStock = slices.DeleteFunc(inStock, func(f finding) bool { return f.file != stock })
	c.await(inStock, stock)
	var exit, loop diagnostic
	for _, d := range c.diagnostics(stock) {
		switch d.Source {
		case "exitoutsidemain":
			exit = d
		case "goroutinestop":
			loop = d
		}
	}

	// What is known about package fatal comes from facts.
	if want := "call to fatal.Now ends the process outside main (it calls os.Exit)"; exit.Message != want || exit.Code != "wrapper" {
		t.Errorf("%v: %q, want wrapper: %q", exit.Code, exit.Message, want)
	}
	if want := "/analyzers/exitoutsidemain/README.md#wrapper"; !strings.HasSuffix(exit.CodeDescription.Href, want) {
		t.Errorf("the link is %q, want one to %q", exit.CodeDescription.Href, want)
	}
	if len(loop.Related) != 1 || loop.Related[0].Location.URI != uri(stock) || loop.Related[0].Location.Range.Start.Line <= loop.Range.Start.Line {
		t.Errorf("related information is %+v, want the loop below line %d", loop.Related, loop.Range.Start.Line)
	}

	// A change clears the finding, and leaves the others.
	c.edit(stock, 2, "for {\n\t\tselect {", "for range 10 {\n\t\tselect {")
	left := slices.DeleteFunc(slices.Clone(inStock), func(f finding) bool { return f.rule == "goroutinestop" })
	c.await(left, stock)

	// So does one in the other package, which is open but not saved.
	c.open(fatal)
	c.edit(fatal, 2, "os.Exit(1)", "_ = os.Args")
	left = slices.DeleteFunc(left, func(f finding) bool { return f.rule == "exitoutsidemain" })
	if len(left) == 0 {
		t.Fatal("no finding is left by which to tell that gopls has looked")
	}
	c.await(left, stock, fatal)
}

// The settings of the workspace switch a rule off, and on again.
func TestSettings(t *testing.T) {
	dir := extract(t, "shop.txtar")
	files := goFiles(t, dir)
	all, _ := vet(t, dir)
	without, _ := vet(t, dir, "-goroutinestop=false")
	if len(without) == len(all) {
		t.Fatal("no finding of goroutinestop")
	}
	off := map[string]any{"analyses": map[string]any{"goroutinestop": false}}
	c := start(t, goplsWith(t), dir, off)
	c.open(files...)
	c.await(without, files...)
	c.set(nil)
	c.await(all, files...)
	c.set(off)
	c.await(without, files...)
}

// A gopls has the flags that it was built with.
func TestFlags(t *testing.T) {
	dir := extract(t, "shop.txtar")
	files := goFiles(t, dir)
	flags := []string{"goroutinestop.tests=true", "lifecycle.exits=(*example.com/shop/console.Bell).Alarm"}
	want, _ := vet(t, dir, "-"+flags[0], "-"+flags[1])
	if without, _ := vet(t, dir); len(want) != len(without)+2 {
		t.Fatalf("with flags, the vettool finds %v", want)
	}
	c := start(t, goplsWith(t, flags...), dir, nil)
	c.open(files...)
	c.await(want, files...)
}
