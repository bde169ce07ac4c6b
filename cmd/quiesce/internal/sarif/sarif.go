// Package sarif writes findings in the Static Analysis Results Interchange
// Format, version 2.1.0, which code scanning services and editors read.
//
//	err := sarif.Write(w, findings, analyzers.Pages(), sarif.Options{
//		Root:      root,           // of the repository
//		Version:   "v1.2.0",       // of quiesce
//		Arguments: os.Args[1:],
//		ExitCode:  1,
//	})
//
// A rule is a category of an analyzer, with the id analyzer/category. Files are
// relative to %SRCROOT%, the root, and absolute if they are outside of it.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"

	"honnef.co/go/tools/sarif"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// Options say what is to be written about the run beside its findings.
type Options struct {
	Root      string   // folder that files are relative to, absolute
	Version   string   // of quiesce
	Arguments []string // of the command line, without the name of the program
	ExitCode  int      // that quiesce will end with
	Failures  []string // why code was not analyzed; without any the run was successful
}

const (
	project = "https://github.com/seed42e405a4/quiesce"
	srcRoot = "%SRCROOT%"
)

// semantic is the form of a version that SARIF calls semantic, after the v.
var semantic = regexp.MustCompile(`^v(\d+\.\d+\.\d+(?:[-+].*)?)$`)

// Write writes one run with the findings, in their order, and the rules of all
// pages. It reads the files of the findings, since SARIF counts columns in other
// units than Go: where a file cannot be read, columns are those of the finding
// and its fixes are left out.
func Write(w io.Writer, findings []finding.Finding, pages []analyzers.Page, opts Options) error {
	rules := rulesOf(pages)
	results := newResults(opts.Root, rules).of(findings)
	content := log{
		Log: sarif.Log{Version: sarif.Version, Schema: sarif.Schema},
		Runs: []run{{
			Tool:        tool{driverOf(rules, opts.Version)},
			Invocations: []invocation{invocationOf(opts)},
			OriginalURIBaseIDs: map[string]sarif.ArtifactLocation{
				srcRoot: {URI: fileURI(opts.Root) + "/"},
			},
			ColumnKind: "utf16CodeUnits",
			Results:    results,
		}},
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(content); err != nil {
		return fmt.Errorf("write SARIF: %w", err)
	}
	return nil
}

func driverOf(rules *rules, version string) driver {
	d := driver{
		ToolComponent: sarif.ToolComponent{Name: "quiesce", Version: version, InformationURI: project},
		Rules:         rules.list,
	}
	if m := semantic.FindStringSubmatch(version); m != nil {
		d.SemanticVersion = m[1]
	}
	return d
}

func invocationOf(opts Options) invocation {
	i := invocation{
		Invocation: sarif.Invocation{Arguments: opts.Arguments, ExecutionSuccessful: len(opts.Failures) == 0},
		ExitCode:   opts.ExitCode,
	}
	for _, text := range opts.Failures {
		i.Notifications = append(i.Notifications, notification{Level: sarif.Error, Message: message(text)})
	}
	return i
}

// link is what a message would show as a link: a generic call, say.
var link = regexp.MustCompile(`\[([^\[\]]*)\]\(`)

// message returns plain text as a message, in which brackets before a
// parenthesis are a link unless they are escaped.
func message(text string) sarif.Message {
	return sarif.Message{Text: link.ReplaceAllString(text, `\[$1\](`)}
}
