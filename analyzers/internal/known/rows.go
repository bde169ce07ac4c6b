package known

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// Rows are the functions that a user adds to a table, written as Go prints
// them: os.Exit, (*log.Logger).Fatal, example.com/x/v2.Quit. A method of an
// interface is named as one of its type: (example.com/x.Logger).Fatal.
//
// A name is followed by #N where the func argument that matters is not the
// first: (*example.com/x.Pool).Submit#1 runs its second argument. N counts
// from zero, and the receiver is not counted.
//
// Unlike in a Table, paths are compared in full: a user can see the major
// version, and may mean one only. Rows implements flag.Value. Its zero value is
// empty and ready to use; a nil *Rows has no rows.
type Rows struct {
	items []string // as String prints them, sorted
	table Table    // keyed by the full path
}

// maxArg bounds N in #N. No signature comes near it; it keeps a slip of the
// hand from naming an argument that cannot be.
const maxArg = 99

// Set adds the functions of a comma-separated list. If one of them is
// malformed, or is there already with another #N, nothing is added and the
// error says what is wrong and what is asked for.
func (r *Rows) Set(list string) error {
	items, err := fields(list)
	if err != nil {
		return err
	}
	next := Rows{slices.Clone(r.items), cloneTable(r.table)}
	for _, item := range items {
		if err := next.add(item); err != nil {
			return fmt.Errorf("%q does not name a function: %w (want a name such as os.Exit, (*log.Logger).Fatal or (example.com/x.T).Abort)", item, err)
		}
	}
	slices.Sort(next.items)
	*r = next
	return nil
}

// add parses item and adds it; an item that is there already is left alone.
func (r *Rows) add(item string) error {
	text, suffix, hasArg := strings.Cut(item, "#")
	n, err := parseName(text)
	if err != nil {
		return err
	}
	if hasArg {
		if n.row.Arg, err = parseArg(suffix); err != nil {
			return err
		}
	}
	for _, old := range r.table[n.path] {
		if old.Recv == n.row.Recv && old.Name == n.row.Name && old.Arg != n.row.Arg {
			return fmt.Errorf("it is listed with argument #%d and #%d", old.Arg, n.row.Arg)
		}
	}
	canonical := n.String()
	if n.row.Arg > 0 {
		canonical += "#" + strconv.Itoa(n.row.Arg)
	}
	if !slices.Contains(r.items, canonical) {
		r.items = append(r.items, canonical)
	}
	if !slices.Contains(r.table[n.path], n.row) {
		r.table[n.path] = append(r.table[n.path], n.row)
	}
	return nil
}

// parseArg reads the N of #N.
func parseArg(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxArg || s != strconv.Itoa(n) {
		return 0, errors.New("after # stands the index of an argument, counted from 0")
	}
	return n, nil
}

// String returns the functions as Set reads them, sorted.
func (r *Rows) String() string {
	if r == nil {
		return ""
	}
	return strings.Join(r.items, ",")
}

// Lookup returns the row for fn, as Table.Lookup does except that the path of
// its package is compared in full.
func (r *Rows) Lookup(fn *types.Func) (Row, bool) {
	if r == nil || len(r.table) == 0 {
		return Row{}, false
	}
	return r.table.lookupExact(fn)
}

// cloneTable returns a copy of t whose rows can be appended to.
func cloneTable(t Table) Table {
	c := make(Table, len(t))
	for path, rows := range t {
		c[path] = slices.Clone(rows)
	}
	return c
}
