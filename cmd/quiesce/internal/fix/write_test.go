package fix

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that cannot be replaced leaves nothing behind.
func TestWriteError(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Dir(put(t, dir, "config.go/config.go", config, 0o666))
	if err := write(change{file: taken, new: []byte("package config\n")}); err == nil || !strings.Contains(err.Error(), taken) {
		t.Errorf("error %v, want one that names %s", err, taken)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("in the folder are %v, %v", entries, err)
	}
}
