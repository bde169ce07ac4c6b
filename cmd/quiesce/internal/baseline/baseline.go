// Package baseline remembers the findings that are known today, so that only
// fresh ones are shown tomorrow.
//
//	err := baseline.Write(path, findings)
//
//	base, err := baseline.Load(path)
//	fresh, known := base.Filter(findings)
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/fingerprint"
)

// version is that of the form of the file.
const version = 1

// A Baseline is a set of known findings.
type Baseline struct {
	root  string
	known map[fingerprint.Key]int
}

// file is the form of a baseline on disk. The paths in it are relative to its
// folder, wherever quiesce is run.
type file struct {
	Version  int     `json:"version"`
	Findings []entry `json:"findings"`
}

type entry struct {
	fingerprint.Key
	Count int `json:"count"`
}

// Load reads a baseline that [Write] has written. It fails if the file is not
// there or not of that form.
func Load(path string) (*Baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	content, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("baseline %s: %v", path, err)
	}
	root, err := folder(path)
	if err != nil {
		return nil, err
	}
	b := &Baseline{root: root, known: make(map[fingerprint.Key]int)}
	for _, e := range content.Findings {
		b.known[e.Key] += e.Count
	}
	return b, nil
}

// parse returns the content of a baseline. Names that it does not know and
// counts below one are errors: the file was edited, or merged wrongly.
func parse(data []byte) (*file, error) {
	content := new(file)
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(content); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("text after the end of the baseline")
	}
	if content.Version != version {
		return nil, fmt.Errorf("version %d is not the version %d of this quiesce; write the baseline again", content.Version, version)
	}
	for _, e := range content.Findings {
		if e.File == "" || e.Rule == "" || e.Count < 1 {
			return nil, fmt.Errorf("an entry without a file, a rule or a count: %+v", e)
		}
	}
	return content, nil
}

// Filter returns the findings that are not known, in their order, and the
// number of those that are. A key is known as often as it was written: of equal
// findings in one function, those beyond that number are fresh.
func (b *Baseline) Filter(findings []finding.Finding) (fresh []finding.Finding, known int) {
	keys := fingerprint.New(b.root)
	seen := make(map[fingerprint.Key]int)
	for _, f := range findings {
		key := keys.Of(f)
		if seen[key]++; seen[key] > b.known[key] {
			fresh = append(fresh, f)
		} else {
			known++
		}
	}
	return fresh, known
}

// Write makes the findings the known ones. The file has one entry for each key,
// sorted, so that a change of it reads well in review.
func Write(path string, findings []finding.Finding) error {
	root, err := folder(path)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(file{version, entries(root, findings)}, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, append(data, '\n'), 0o666); err != nil {
		return fmt.Errorf("baseline: %w", err)
	}
	return nil
}

// entries returns the sorted keys of the findings, with their numbers.
func entries(root string, findings []finding.Finding) []entry {
	keys := fingerprint.New(root)
	counts := make(map[fingerprint.Key]int)
	for _, f := range findings {
		counts[keys.Of(f)]++
	}
	list := make([]entry, 0, len(counts))
	for key, n := range counts {
		list = append(list, entry{key, n})
	}
	slices.SortFunc(list, func(x, y entry) int {
		return cmp.Or(
			cmp.Compare(x.File, y.File),
			cmp.Compare(x.Func, y.Func),
			cmp.Compare(x.Rule, y.Rule),
			cmp.Compare(x.Message, y.Message),
		)
	})
	return list
}

// folder returns the absolute path of the folder of a file.
func folder(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("baseline: %w", err)
	}
	return filepath.Dir(path), nil
}
