package explain

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// near returns at most three names that the user may have meant, the nearest
// first.
func near(pages []analyzers.Page, name string) []string {
	name = strings.TrimPrefix(strings.ToLower(name), "quiesce/")
	type candidate struct {
		name     string
		distance int
	}
	var list []candidate
	add := func(full, short string) {
		d := distance(name, short)
		if len(short) > len(name) && len(name) > 2 && strings.Contains(short, name) {
			d = 1 // a part of it
		}
		if d <= max(1, len(name)/3) {
			list = append(list, candidate{full, d})
		}
	}
	for _, p := range pages {
		add(p.Name, p.Name)
		for _, c := range p.Categories {
			full := p.Name + "/" + c.Name
			if strings.Contains(name, "/") {
				add(full, full)
			} else {
				add(c.Name, c.Name)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(x.distance, y.distance) })
	var names []string
	for _, c := range list {
		if !slices.Contains(names, c.name) && len(names) < 3 {
			names = append(names, c.name)
		}
	}
	return names
}

// distance returns the number of bytes to insert, delete or replace that make b
// of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d++
			}
			diagonal = row[j+1]
			row[j+1] = min(d, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
