package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// vetted is what go vet prints of a package, with the name of its folder put in
// for ROOT. The second time it is with its tests.
const vetted = `{}
{
	"net/rpc": {
		"goroutinestop": [{"category": "no-stop", "posn": "ROOT/net/rpc/server.go:700:3", "message": "goroutine runs an endless loop"}],
		"exitoutsidemain": [{"category": "direct", "posn": "ROOT/net/rpc/server.go:660:4", "message": "call to log.Fatal"}]
	}
}
{
	"net/rpc [net/rpc.test]": {
		"exitoutsidemain": [
			{"category": "direct", "posn": "ROOT/net/rpc/server.go:660:4", "message": "call to log.Fatal"},
			{"category": "direct", "posn": "ROOT/net/rpc/server.go:660:9", "message": "call to log.Fatal"}
		]
	}
}
`

func TestFindings(t *testing.T) {
	root, err := filepath.Abs("src")
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	output := strings.ReplaceAll(vetted, "ROOT", strings.Trim(string(quoted), `"`))
	got, err := findings(root, output)
	want := []entry{
		{path: "net/rpc/server.go", line: 660, category: "direct", message: "call to log.Fatal", verdict: "?"},
		{path: "net/rpc/server.go", line: 660, category: "direct", message: "call to log.Fatal", verdict: "?"},
		{path: "net/rpc/server.go", line: 700, category: "no-stop", message: "goroutine runs an endless loop", verdict: "?"},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("findings = %v, %v, want %v", got, err, want)
	}
	for _, test := range []struct{ old, new, want string }{
		{`"category": "no-stop"`, `"category": "analyzer-failed"`, "goroutine runs an endless loop"},
		{`[{"category": "no-stop"`, `{"error": "panic"}, "other": [{"category": "no-stop"`, `goroutinestop failed on net/rpc: {"error": "panic"}`},
		{"ROOT/net/rpc/server.go:700", "ROOT/../net/rpc/server.go:700", "outside"},
		{"server.go:700:3", "server.go:700", "is not FILE:LINE:COLUMN"},
		{"}\n{", "}\n,{", "invalid character"},
	} {
		broken := strings.Replace(vetted, test.old, test.new, 1)
		broken = strings.ReplaceAll(broken, "ROOT", strings.Trim(string(quoted), `"`))
		if _, err := findings(root, broken); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("findings with %s = %v, want %q", test.new, err, test.want)
		}
	}
}

// Two packages without test files, one of which is analyzed for its facts first.
var relay = map[string]string{
	"go.mod": "module example.com/relay\n\ngo 1.26\n",
	"conf/conf.go": `package conf

import "os"

func Dir() string {
	dir, ok := os.LookupEnv("RELAY_DIR")
	if !ok {
		println("RELAY_DIR is not set")
		os.Exit(2)
	}
	return dir
}
`,
	"cmd/relay/main.go": `package main

import "example.com/relay/conf"

func main() { println("relay of", conf.Dir()) }
`,
}

// What is found does not depend on what was analyzed before.
func TestVet(t *testing.T) {
	tool, err := build(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range relay {
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		code, pattern string
		want          []string
	}{
		{"example.com/relay/cmd", "./cmd/...", nil},
		{"example.com/relay", "./...", []string{"conf/conf.go:9"}},
		{"example.com/relay/cmd", "./cmd/...", nil},
	} {
		entries, err := vet(tool, root, test.code, test.pattern)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range entries {
			got = append(got, e.place())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("findings in %s: %q, want %q", test.pattern, got, test.want)
		}
	}
	if _, err := vet(tool, root, "example.com/relay", "./conf/missing"); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
