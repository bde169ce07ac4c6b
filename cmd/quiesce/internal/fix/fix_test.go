package fix

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

const config = `package config

import (
	"log"
	"os"
)

// Load returns the settings of the service.
func Load(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatalf("config: %v", err)
	}
	return data, nil
}
`

// put writes a file with the mode below dir.
func put(t *testing.T, dir, name, text string, mode fs.FileMode) string {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, mode); err != nil {
		t.Fatal(err)
	}
	return file
}

func get(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// replace is the edit of a file that puts a text for the first old text in it.
func replace(t *testing.T, file, old, text string) finding.Edit {
	t.Helper()
	start := strings.Index(get(t, file), old)
	if start < 0 {
		t.Fatalf("%s has no %q", file, old)
	}
	return finding.Edit{File: file, Start: start, End: start + len(old), New: text}
}

func insertBefore(t *testing.T, file, mark, text string) finding.Edit {
	t.Helper()
	e := replace(t, file, mark, text)
	e.End = e.Start
	return e
}

// withFix returns a finding with a fix, and a second one that is not to be
// applied.
func withFix(edits ...finding.Edit) finding.Finding {
	other := slices.Clone(edits)
	for i := range other {
		other[i].New = "the second fix"
	}
	return finding.Finding{
		Analyzer: "exitoutsidemain", Category: "direct",
		Fixes: []finding.Fix{{Message: "Return the error", Edits: edits}, {Message: "Panic", Edits: other}},
	}
}

func check(t *testing.T, got Result, err error, want Result) {
	t.Helper()
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("result %+v, %v, want %+v", got, err, want)
	}
}

func TestApply(t *testing.T) {
	root := resolve(t.TempDir())
	file := put(t, root, "config/config.go", config, 0o640)
	findings := []finding.Finding{
		withFix(replace(t, file, `log.Fatalf("config: %v", err)`, "return nil, fmt.Errorf(\"config: %w\",err)"),
			insertBefore(t, file, `	"os"`, "\"fmt\"\n")),
		{Analyzer: "goroutinestop", Category: "no-stop"}, // without a fix
	}
	result, err := Apply(findings, Options{Root: root})
	check(t, result, err, Result{Applied: 1, Files: []string{file}})
	want := strings.Replace(config, `log.Fatalf("config: %v", err)`, `return nil, fmt.Errorf("config: %w", err)`, 1)
	want = strings.Replace(want, `"log"`, `"fmt"`, 1)
	if got := get(t, file); got != want {
		t.Errorf("file is\n%s\nwant\n%s", got, want)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v, want 0640", info.Mode(), err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// What gofmt has not seen before is not formatted.
func TestApplyUnformatted(t *testing.T) {
	root := resolve(t.TempDir())
	text := strings.Replace(config, "data, nil", "data,nil", 1)
	file := put(t, root, "config.go", text, 0o666)
	result, err := Apply([]finding.Finding{withFix(replace(t, file, "path string", "path  string"))}, Options{Root: root})
	check(t, result, err, Result{Applied: 1, Files: []string{file}})
	if got, want := get(t, file), strings.Replace(text, "path string", "path  string", 1); got != want {
		t.Errorf("file is\n%s\nwant\n%s", got, want)
	}
}

// Fixes that overlap, or insert at the same place, take one round each.
func TestApplyOverlapping(t *testing.T) {
	root := resolve(t.TempDir())
	file := put(t, root, "config.go", config, 0o666)
	imported := `	"os"`
	findings := func() []finding.Finding {
		text := get(t, file)
		var list []finding.Finding
		for _, c := range [][2]string{{"log.Fatalf", "log.Printf"}, {"(path string)", "(ctx context.Context, path string)"}, {"func Load", "func LoadFile"}} {
			if !strings.Contains(text, c[0]) {
				continue
			}
			edits := []finding.Edit{replace(t, file, c[0], c[1])}
			if !strings.Contains(text, `"context"`) {
				edits = append(edits, insertBefore(t, file, imported, "\t\"context\"\n"))
			}
			list = append(list, withFix(edits...))
		}
		return append(list, withFix(replace(t, file, "Load", "Load"))) // overlaps the third
	}
	opts := Options{Root: root}
	result, err := Apply(findings(), opts)
	check(t, result, err, Result{Applied: 2, Deferred: 2, Files: []string{file}})
	result, err = Apply(findings(), opts)
	check(t, result, err, Result{Applied: 3, Files: []string{file}})
	got := get(t, file)
	for _, want := range []string{"log.Printf", "LoadFile(ctx context.Context, path string)", "import (\n\t\"context\"\n\t\"log\"\n\t\"os\"\n)"} {
		if !strings.Contains(got, want) {
			t.Errorf("file has no %q:\n%s", want, got)
		}
	}
}

// A fix of two files is applied to both or to none.
func TestApplyWhole(t *testing.T) {
	root := resolve(t.TempDir())
	a := put(t, root, "a.go", config, 0o666)
	b := put(t, root, "b.go", config, 0o666)
	vendored := put(t, root, "vendor/example.com/c/c.go", config, 0o666)
	rename := func(file string) finding.Edit { return replace(t, file, "Load(path", "Read(path") }
	findings := []finding.Finding{
		withFix(rename(a), rename(vendored)),
		withFix(rename(b)),
		withFix(rename(a), replace(t, b, "func Load", "func Get")),
	}
	result, err := Apply(findings, Options{Root: root})
	check(t, result, err, Result{Applied: 1, Deferred: 1, Refused: 1, Files: []string{b}})
	if get(t, a) != config || get(t, vendored) != config {
		t.Error("a file of a fix that was not applied has changed")
	}
}

// A fix that does not fit, or breaks the file, is refused and named; the others
// are applied, but not to a file of the same fix.
func TestApplyBroken(t *testing.T) {
	root := resolve(t.TempDir())
	a := put(t, root, "a.go", config, 0o666)
	b := put(t, root, "b.go", config, 0o666)
	c := put(t, root, "c.go", config, 0o666)
	good := put(t, root, "good.go", config, 0o666)
	result, err := Apply([]finding.Finding{
		withFix(replace(t, a, "if err != nil {", ""), replace(t, b, "Load(path", "Read(path")),
		withFix(finding.Edit{File: c, Start: len(config), End: len(config) + 1}),
		withFix(replace(t, b, "return data", "return  data")),
		withFix(replace(t, good, "data, nil", "data, err")),
	}, Options{Root: root})
	if want := (Result{Applied: 2, Refused: 2, Files: []string{b, good}}); !reflect.DeepEqual(result, want) {
		t.Errorf("result %+v, want %+v", result, want)
	}
	if err == nil || !strings.Contains(err.Error(), a+": fix would leave") || !strings.Contains(err.Error(), c+": fix of bytes") {
		t.Errorf("error %v, want one that names %s and %s", err, a, c)
	}
	if get(t, a) != config || get(t, b) != config || get(t, c) != config {
		t.Error("a file of a fix that was refused has changed")
	}
}

func TestApplyRefused(t *testing.T) {
	dir := resolve(t.TempDir())
	root := filepath.Join(dir, "repo")
	modcache := filepath.Join(root, ".cache", "mod")
	inside := put(t, root, "inside.go", config, 0o666)
	for name, file := range map[string]string{
		"outside":      put(t, dir, "lib/lib.go", config, 0o666),
		"module cache": put(t, modcache, "example.com/lib@v1.0.0/lib.go", config, 0o666),
		"vendor":       put(t, root, "vendor/example.com/lib/lib.go", config, 0o666),
		"read-only":    put(t, root, "readonly.go", config, 0o444),
		"not Go":       put(t, root, "parser.y", config, 0o666),
		"link":         link(t, filepath.Join(dir, "lib/lib.go"), filepath.Join(root, "link.go")),
		"parent":       filepath.Join(root, "..", "lib", "lib.go"),
	} {
		findings := []finding.Finding{withFix(replace(t, file, "data, nil", "data, err"))}
		result, err := Apply(findings, Options{Root: root, Protected: []string{"", modcache}})
		check(t, result, err, Result{Refused: 1})
		if get(t, file) != config {
			t.Errorf("%s: file has changed", name)
		}
	}
	result, err := Apply([]finding.Finding{withFix(finding.Edit{File: filepath.Join(root, "gone.go")})}, Options{Root: root})
	check(t, result, err, Result{Refused: 1})

	// A link within the root stays one.
	alias := link(t, inside, filepath.Join(root, "alias.go"))
	result, err = Apply([]finding.Finding{
		withFix(replace(t, alias, "data, nil", "data, err")),
		withFix(replace(t, inside, "data, nil", "data, nil")),
	}, Options{Root: root})
	check(t, result, err, Result{Applied: 1, Deferred: 1, Files: []string{inside}})
	if info, err := os.Lstat(alias); err != nil || info.Mode().IsRegular() || !strings.Contains(get(t, inside), "data, err") {
		t.Errorf("%v, %v, %s", info.Mode(), err, get(t, inside))
	}
}

func link(t *testing.T, target, name string) string {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestDiff(t *testing.T) {
	root := resolve(t.TempDir())
	file := put(t, root, "config/config.go", config, 0o666)
	var b strings.Builder
	result, err := Diff(&b, []finding.Finding{
		withFix(replace(t, file, `log.Fatalf("config: %v", err)`, "return nil, err")),
		withFix(replace(t, file, "Fatalf", "Printf")),
	}, Options{Root: root})
	check(t, result, err, Result{Applied: 1, Deferred: 1, Files: []string{file}})
	const want = `--- a/config/config.go
+++ b/config/config.go
@@ -1,7 +1,6 @@
 package config
 
 import (
-	"log"
 	"os"
 )
 
@@ -9,7 +8,7 @@
 func Load(path string) ([]byte, error) {
 	data, err := os.ReadFile(path)
 	if err != nil {
-		log.Fatalf("config: %v", err)
+		return nil, err
 	}
 	return data, nil
 }
`
	if b.String() != want {
		t.Errorf("diff\n%s\nwant\n%s", b.String(), want)
	}
	if get(t, file) != config {
		t.Error("Diff has changed the file")
	}
}
