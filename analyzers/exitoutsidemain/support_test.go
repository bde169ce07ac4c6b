package exitoutsidemain

import (
	"go/types"
	"strings"
	"testing"
)

// Which import paths say that they are for tests.
func TestFolders(t *testing.T) {
	tests := []struct {
		path, module string
		want         bool
	}{
		{"example.com/fleet/depot/testutil", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/internal/tests/load", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/test-servers/mock", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/integrationtests", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/e2e", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/examples/ferry", "example.com/fleet/depot/examples/ferry", true},
		{"example.com/fleet/depot/test/load", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/interop/client", "example.com/fleet/depot", true},
		{"example.com/fleet/depot/v2/integration/load", "example.com/fleet/depot/v2", true},
		{"example.com/fleet/depot/internal/integration", "example.com/fleet/depot", false},
		{"example.com/fleet/depot/internal/test", "example.com/fleet/depot", false}, // perhaps a command
		{"cmd/go_test", "cmd", false},
		{"example.com/fleet/speed-test/ferry", "example.com/fleet/speed-test", false}, // what the program is called
		{"example.com/fleet/depot/latest", "example.com/fleet/depot", false},
		{"example.com/fleet/depot/testnet", "example.com/fleet/depot", false},
		{"example.com/fleet/depot/contests", "example.com/fleet/depot", false},
		{"example.com/fleet/depot/attest", "", false},
		{"test", "test", false},
	}
	for _, test := range tests {
		name := test.path[strings.LastIndex(test.path, "/")+1:]
		if got := areForTests(folders(types.NewPackage(test.path, name), test.module)); got != test.want {
			t.Errorf("%s of module %q: for tests = %t, want %t", test.path, test.module, got, test.want)
		}
	}
}

func TestFiles(t *testing.T) {
	for name, want := range map[string]bool{
		"testing": true, "testutils": true, "test_helpers": true, "depot_test_util": true, "e2e_setup": true,
		"test": false, "latest": false, "depot": false, "speed_test_cmd": false, "tests": false,
	} {
		if got := isTestFile(words(name)); got != want {
			t.Errorf("%s.go: for tests = %t, want %t", name, got, want)
		}
	}
}
