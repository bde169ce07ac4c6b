package golden

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// refresh analyzes all targets anew, prints what is different, and rewrites the
// lists, with the verdicts of what is still found; or only compares them, and
// reports whether they are as they were.
func refresh(write bool) (same bool, err error) {
	tmp, err := os.MkdirTemp("", "golden")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	tool, err := build(tmp)
	if err != nil {
		return false, err
	}
	same = true
	for _, t := range targets {
		unchanged, err := t.refresh(tool, write)
		if err != nil {
			return false, fmt.Errorf("%s: %v", t.code, err)
		}
		same = same && unchanged
	}
	return same, nil
}

// build builds quiesce in dir and returns the path of the binary.
func build(dir string) (string, error) {
	tool := filepath.Join(dir, "quiesce")
	_, err := command(repository, os.Environ(), "go", "build", "-o", tool, "./cmd/quiesce")
	return tool, err
}

func (t target) refresh(tool string, write bool) (same bool, err error) {
	now, err := t.analyze(tool)
	if err != nil {
		return false, err
	}
	old, err := t.read()
	if errors.Is(err, fs.ErrNotExist) {
		old, err = list{}, nil
	}
	if err != nil {
		return false, err
	}
	now, diff := merge(old, now)
	t.print(now, diff)
	if write {
		err = os.WriteFile(t.path(), []byte(now.format()), 0o666)
	}
	return now.format() == old.format(), err
}

func (t target) print(now list, diff change) {
	fmt.Printf("%s at %s: %d findings, %d added, %d removed, %d moved or reworded\n",
		now.code, now.version, len(now.entries), len(diff.added), len(diff.removed), len(diff.moved))
	for _, e := range diff.removed {
		fmt.Printf("- %s\n\t%s\n", e, e.message)
	}
	for _, e := range diff.added {
		fmt.Printf("+ %s\n\t%s\n", e, e.message)
	}
	for _, e := range diff.moved {
		fmt.Printf("~ %s\n\t%s\n  %s\n\t%s\n", e[0], e[0].message, e[1], e[1].message)
	}
}

// repository is where the tests find the root of this module.
var repository = filepath.Join("..", "..", "..")

func (t target) path() string {
	return filepath.Join(repository, "testdata", "golden", t.file)
}

func (t target) read() (list, error) {
	text, err := os.ReadFile(t.path())
	if err != nil {
		return list{}, err
	}
	l, err := parse(string(text))
	if err != nil {
		return list{}, fmt.Errorf("%s: %v", t.file, err)
	}
	return l, nil
}
