package lifecycle

import (
	"go/ast"
	"strings"
	"testing"
)

func TestNameSaysExit(t *testing.T) {
	for name, want := range map[string]bool{
		"exit":              true,
		"Exitf":             true,
		"exitWithError":     true,
		"ExitOnError":       true,
		"ExitCoder":         true,
		"CheckFatal":        true,
		"FatalIfError":      true,
		"LoadOrDie":         true,
		"print_and_exit":    true,
		"RunAndExitOnError": true,
		"quit":              true,
		"abort":             true,
		"fatalLog":          true,

		"exitCode":         false,
		"ExitError":        false,
		"WaitForExit":      false,
		"StartExitMonitor": false,
		"onExit":           false,
		"existing":         false,
		"quitChan":         false,
		"abortUpload":      false,
		"diet":             false,
		"":                 false,
	} {
		if got := NameSaysExit(name); got != want {
			t.Errorf("NameSaysExit(%q) = %t", name, got)
		}
	}
}

func TestIsMust(t *testing.T) {
	for name, want := range map[string]bool{
		"Must": true, "MustOpen": true, "mustParse": true, "must2": true,
		"Mustard": false, "muster": false, "Open": false, "": false,
	} {
		if got := IsMust(name); got != want {
			t.Errorf("IsMust(%q) = %t", name, got)
		}
	}
}

func TestCommentSaysExit(t *testing.T) {
	for text, want := range map[string]bool{
		"// Check prints the error and exits with status 1.":                  true,
		"// Serve serves. If it cannot, the process will exit.":               true,
		"// Stop terminates the process.":                                     true,
		"// Load reads a file, and exits if there is none.":                   true,
		"// Ferry logs an error and exit if it sinks.":                        true,
		"// Fail is given an error. It calls os.Exit(1).":                     true,
		"// Open does not return nil. On failure it exits\n// the program.":   true,
		"// Load returns an error, and does not end the process.":             false,
		"// Watch waits for containers that exit.":                            false,
		"// Wait returns when the process exits.":                             false,
		"// StartMonitor watches the exits of a container, and updates it.":   false,
		"// Open returns the error, and never calls os.Exit or log.Fatal.":    false,
		"// Reap collects the exit status of a child. The process may go on.": false,
	} {
		doc := new(ast.CommentGroup)
		for line := range strings.SplitSeq(text, "\n") {
			doc.List = append(doc.List, &ast.Comment{Text: line})
		}
		if got := commentSaysExit(doc); got != want {
			t.Errorf("commentSaysExit(%q) = %t", text, got)
		}
	}
	if commentSaysExit(nil) {
		t.Error("no comment says it")
	}
}
