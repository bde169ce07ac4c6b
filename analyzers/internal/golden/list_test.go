// Package golden keeps the findings of the suite on code that it was not written
// for: the standard library, the go command and its kin, and x/tools. Each has
// been judged by a reviewer, so that a change of a rule shows as a difference,
// and the share of true findings is known. The lists are in testdata/golden.
package golden

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A list is what the suite finds in one code base at one version, and what a
// reviewer says about it. It is written as
//
//	# std at go1.26.8, linux/amd64 without cgo
//
//	net/http/fs_test.go:1473 direct true the test's deferred calls are skipped
//		call to log.Fatal ends the process outside main
//
// with the verdict "?" and no reason for what nobody has looked at yet.
type list struct {
	code    string // what was analyzed: std
	version string // of which version, and for what system
	entries []entry
}

// An entry is one finding.
type entry struct {
	path     string // relative to the root of the code, with slashes
	line     int
	category string
	message  string
	verdict  string // true, false, or ? for none yet
	reason   string // of the verdict, empty if there is none
}

const unjudged = "?" // the verdict of a finding that nobody has looked at

// parse reads what [list.format] writes.
func parse(text string) (list, error) {
	var l list
	n := 0
	for line := range strings.Lines(text) {
		n++
		if err := l.addLine(n, strings.TrimRight(line, " \r\n")); err != nil {
			return list{}, fmt.Errorf("line %d: %v", n, err)
		}
	}
	if n == 0 {
		return list{}, errNoTitle
	}
	return l, l.complete()
}

var errNoTitle = errors.New(`want "# CODE at VERSION" on the first line`)

func (l *list) addLine(n int, line string) error {
	if n == 1 {
		title, isTitle := strings.CutPrefix(line, "# ")
		code, version, ok := strings.Cut(title, " at ")
		if !isTitle || !ok {
			return errNoTitle
		}
		l.code, l.version = code, version
		return nil
	}
	if message, ok := strings.CutPrefix(line, "\t"); ok {
		return l.addMessage(message)
	}
	if err := l.complete(); err != nil || line == "" {
		return err
	}
	return l.addEntry(line)
}

func (l *list) addEntry(line string) error {
	fields := strings.SplitN(line, " ", 4)
	if len(fields) < 3 {
		return errors.New(`want "PATH:LINE CATEGORY VERDICT REASON"`)
	}
	path, number, _ := strings.Cut(fields[0], ":")
	n, err := strconv.Atoi(number)
	if path == "" || err != nil || n <= 0 {
		return fmt.Errorf("%q is not PATH:LINE", fields[0])
	}
	e := entry{path: path, line: n, category: fields[1], verdict: fields[2]}
	if len(fields) == 4 {
		e.reason = strings.TrimSpace(fields[3])
	}
	if !slices.Contains([]string{"true", "false", unjudged}, e.verdict) {
		return fmt.Errorf("verdict %q; want true, false or %s", e.verdict, unjudged)
	}
	l.entries = append(l.entries, e)
	return nil
}

func (l *list) addMessage(message string) error {
	if len(l.entries) == 0 || l.entries[len(l.entries)-1].message != "" {
		return errors.New("a message belongs below an entry, one to each")
	}
	l.entries[len(l.entries)-1].message = message
	return nil
}

// complete reports that the last entry has no message, if that is so.
func (l *list) complete() error {
	if n := len(l.entries); n > 0 && l.entries[n-1].message == "" {
		return fmt.Errorf("no message below %s", l.entries[n-1].place())
	}
	return nil
}

func (l list) format() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s at %s\n", l.code, l.version)
	for _, e := range l.entries {
		fmt.Fprintf(&b, "\n%s\n\t%s\n", e, e.message)
	}
	return b.String()
}

// compare orders entries as they are in the file.
func compare(x, y entry) int {
	return cmp.Or(
		strings.Compare(x.path, y.path),
		cmp.Compare(x.line, y.line),
		strings.Compare(x.category, y.category),
		strings.Compare(x.message, y.message),
	)
}

// String returns the entry as it is in the file, without the message.
func (e entry) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", e.place(), e.category, e.verdict, e.reason))
}

func (e entry) place() string { return e.path + ":" + strconv.Itoa(e.line) }
