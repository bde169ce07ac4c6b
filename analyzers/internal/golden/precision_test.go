package golden

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// precision returns a table of how many findings of each category are true,
// list by list and in all of them.
func precision(lists []list) string {
	var b strings.Builder
	b.WriteString("| code | category | true | false | precision |\n| --- | --- | ---: | ---: | ---: |\n")
	var all []entry
	for _, l := range lists {
		rows(&b, l.code, l.entries)
		all = append(all, l.entries...)
	}
	rows(&b, "all", all)
	return b.String()
}

// rows writes a row for each category of the entries.
func rows(b *strings.Builder, code string, entries []entry) {
	type count struct{ yes, no int }
	counts := make(map[string]count)
	for _, e := range entries {
		c := counts[e.category]
		switch e.verdict {
		case "true":
			c.yes++
		case "false":
			c.no++
		}
		counts[e.category] = c
	}
	for _, category := range slices.Sorted(maps.Keys(counts)) {
		c, share := counts[category], "-" // nothing reviewed
		if n := c.yes + c.no; n > 0 {
			share = fmt.Sprintf("%d %%", 100*c.yes/n)
		}
		fmt.Fprintf(b, "| %s | %s | %d | %d | %s |\n", code, category, c.yes, c.no, share)
	}
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
