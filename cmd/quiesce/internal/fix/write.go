package fix

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// write replaces the file at once, so that nobody reads half of it, and an
// interrupt leaves the old text or the new one. The mode stays.
func write(c change) (err error) {
	info, err := os.Stat(c.file)
	if err != nil {
		return err
	}
	// The go command ignores files with a dot at the beginning of their names.
	temp, err := os.CreateTemp(filepath.Dir(c.file), ".quiesce-*")
	if err != nil {
		return fmt.Errorf("fix %s: %w", c.file, err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("fix %s: %w", c.file, errors.Join(err, os.Remove(temp.Name())))
		}
	}()
	if _, err := temp.Write(c.new); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), info.Mode().Perm()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), c.file)
}
