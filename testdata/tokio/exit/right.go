package exit

import (
	"bufio"
	"errors"
	"os"
)

// Write writes a report and returns what went wrong.
func Write(name string, lines func() ([]string, error)) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	defer func() { err = errors.Join(err, w.Flush(), f.Close()) }()
	all, err := lines()
	if err != nil {
		return err
	}
	for _, line := range all {
		if _, err := w.WriteString(line); err != nil {
			return err
		}
	}
	return nil
}
