// Package fingerprint tells whether a finding is one that was known before,
// though the lines around it have moved.
//
//	keys := fingerprint.New(root)
//	key := keys.Of(finding)
package fingerprint

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// A Key is what stays of a finding when code is added or removed elsewhere in
// its file. Equal findings of one function have the same key.
type Key struct {
	File    string `json:"file"`           // relative to the root, with slashes
	Func    string `json:"func,omitempty"` // as (*T).Method, F or "var v"; empty outside a declaration
	Rule    string `json:"rule"`           // analyzer/category
	Message string `json:"message"`        // with line numbers masked
}

// Sum returns a short text that stands for the key.
func (k Key) Sum() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{k.File, k.Func, k.Rule, k.Message}, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// Keys makes the keys of findings below one root. It reads each file once, so
// that it is of use for one state of the files only. It is not safe for
// concurrent use.
type Keys struct {
	root  string
	files map[string][]declaration
}

// New returns the Keys for files relative to the folder root.
func New(root string) *Keys {
	return &Keys{root: root, files: make(map[string][]declaration)}
}

// lineNumber is how messages speak of a line of the same file.
var lineNumber = regexp.MustCompile(`\b(lines?) \d+\b`)

// Of returns the key of a finding. If its file cannot be read, the key has no
// function.
func (k *Keys) Of(f finding.Finding) Key {
	return Key{
		File:    Relative(k.root, f.File),
		Func:    k.enclosing(f.File, f.Line),
		Rule:    Rule(f),
		Message: lineNumber.ReplaceAllString(f.Message, "$1 N"),
	}
}

// Rule returns the name of what has reported f: the analyzer and, if there is
// one, the category.
func Rule(f finding.Finding) string {
	if f.Category == "" {
		return f.Analyzer
	}
	return f.Analyzer + "/" + f.Category
}

// Relative returns the path of a file relative to the folder root, with
// slashes. A path outside root begins with "../"; on another volume it stays
// absolute. Links are followed only where the names alone lead outside.
func Relative(root, file string) string {
	rel, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(rel) {
		if inside, ok := relativeReal(root, file); ok {
			rel, err = inside, nil
		}
	}
	if err != nil {
		rel = file
	}
	return filepath.ToSlash(rel)
}

// relativeReal is filepath.Rel with links followed. It reports whether the
// file is inside root.
func relativeReal(root, file string) (string, bool) {
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return "", false
	}
	file, err = filepath.EvalSymlinks(file)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, file)
	return rel, err == nil && filepath.IsLocal(rel)
}
