package fix

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// A plan is the choice of fixes and what they make of the files.
type plan struct {
	guard    guard
	fixes    []finding.Fix // chosen, with paths without links
	deferred int
	refused  int
	problems map[string]error // by file
	changes  []change         // sorted by file
	done     map[string]bool  // files that are changed
}

// A change is the old and the new text of a file.
type change struct {
	file     string
	old, new []byte
}

func newPlan(findings []finding.Finding, opts Options) *plan {
	p := &plan{guard: newGuard(opts), problems: make(map[string]error), done: make(map[string]bool)}
	p.choose(findings)
	// What is refused for one file may leave another one without a change.
	for !p.compute() {
		p.refuse()
	}
	return p
}

// choose takes the fixes that may be applied and do not overlap one before
// them.
func (p *plan) choose(findings []finding.Finding) {
	taken := make(map[string][]finding.Edit)
	for _, f := range findings {
		if len(f.Fixes) == 0 || len(f.Fixes[0].Edits) == 0 {
			continue
		}
		edits := slices.Clone(f.Fixes[0].Edits)
		allowed, free := true, true
		for i, e := range edits {
			e.File = resolve(e.File)
			edits[i] = e
			allowed = allowed && p.guard.allows(e.File)
			free = free && !slices.ContainsFunc(taken[e.File], func(t finding.Edit) bool { return conflict(t, e) })
		}
		switch {
		case !allowed:
			p.refused++
		case !free:
			p.deferred++
		default:
			for _, e := range edits {
				taken[e.File] = append(taken[e.File], e)
			}
			p.fixes = append(p.fixes, finding.Fix{Message: f.Fixes[0].Message, Edits: edits})
		}
	}
}

// conflict reports whether two edits of different fixes touch the same text, or
// insert at the same place, where nothing tells which comes first, or whether
// both are needed.
func conflict(x, y finding.Edit) bool {
	return x.Start == y.Start || x.Start < y.End && y.Start < x.End
}

// compute sets the changes of the chosen fixes, and the problems of files to
// which they cannot be applied. It reports whether there are no new problems.
func (p *plan) compute() bool {
	byFile := make(map[string][]finding.Edit)
	for _, fix := range p.fixes {
		for _, e := range fix.Edits {
			byFile[e.File] = append(byFile[e.File], e)
		}
	}
	p.changes = nil
	ok := true
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		c, err := newChange(file, byFile[file])
		if err != nil {
			p.problems[file], ok = err, false
			continue
		}
		p.changes = append(p.changes, c)
	}
	return ok
}

// refuse drops the fixes of files that have problems.
func (p *plan) refuse() {
	n := len(p.fixes)
	p.fixes = slices.DeleteFunc(p.fixes, func(fix finding.Fix) bool {
		return slices.ContainsFunc(fix.Edits, func(e finding.Edit) bool { return p.problems[e.File] != nil })
	})
	p.refused += n - len(p.fixes)
}

// newChange returns what the edits make of the file.
func newChange(file string, edits []finding.Edit) (change, error) {
	old, err := os.ReadFile(file)
	if err != nil {
		return change{}, err
	}
	slices.SortStableFunc(edits, func(x, y finding.Edit) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	text, err := edit(old, edits)
	if err == nil {
		text, err = tidy(old, text)
	}
	if err != nil {
		return change{}, fmt.Errorf("%s: %w", file, err)
	}
	return change{file, old, text}, nil
}

// err returns what was wrong with the files, in their order.
func (p *plan) err() error {
	var errs []error
	for _, file := range slices.Sorted(maps.Keys(p.problems)) {
		errs = append(errs, p.problems[file])
	}
	return errors.Join(errs...)
}

// result counts the fixes all of whose files are changed.
func (p *plan) result() Result {
	r := Result{Deferred: p.deferred, Refused: p.refused, Files: slices.Sorted(maps.Keys(p.done))}
	for _, fix := range p.fixes {
		if !slices.ContainsFunc(fix.Edits, func(e finding.Edit) bool { return !p.done[e.File] }) {
			r.Applied++
		}
	}
	return r
}
