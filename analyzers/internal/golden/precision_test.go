package golden

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// precision returns a table of how many findings of each category are true.
func precision(lists []list) string {
	type count struct{ yes, no int }
	counts := make(map[string]count)
	var all count
	for _, l := range lists {
		for _, e := range l.entries {
			c := counts[e.category]
			switch e.verdict {
			case "true":
				c.yes++
				all.yes++
			case "false":
				c.no++
				all.no++
			}
			counts[e.category] = c
		}
	}
	var b strings.Builder
	b.WriteString("| category | true | false | precision |\n| --- | ---: | ---: | ---: |\n")
	row := func(name string, c count) {
		share := "-" // nothing reviewed
		if n := c.yes + c.no; n > 0 {
			share = fmt.Sprintf("%d %%", 100*c.yes/n)
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", name, c.yes, c.no, share)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		row(name, counts[name])
	}
	row("all", all)
	return b.String()
}

// The table stands between these lines.
const (
	tableStart = "<!-- precision: generated -->\n"
	tableEnd   = "<!-- end -->\n"
)

// insert puts the table into the text of a page, if there is a place for it.
func insert(text, table string) (string, bool) {
	before, rest, ok := strings.Cut(text, tableStart)
	_, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok || !ok2 {
		return text, false
	}
	return before + tableStart + table + tableEnd + after, true
}
