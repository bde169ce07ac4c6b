package golden

import (
	"regexp"
	"slices"
)

// A change is what differs between two lists.
type change struct {
	added, removed []entry
	moved          [][2]entry // findings that kept their verdict at another line or with another message
}

// merge gives the findings of now, which have no verdicts, those that the same
// findings have in old.
//
// At the same version the code is the same, so a finding stays on its line, even
// if its rule words it in another way. At another version the findings with one
// path, category and message are paired in their order, with the least sum of
// distances.
func merge(old, now list) (list, change) {
	now.entries = slices.Clone(now.entries)
	m := merger{old: old.entries, now: now.entries,
		oldPaired: make([]bool, len(old.entries)), nowPaired: make([]bool, len(now.entries))}
	if old.version != now.version {
		m.pair(entry.key)
	} else {
		m.pair(func(e entry) string { return e.key() + e.place() })
		m.pair(func(e entry) string { return e.category + " " + e.place() })
	}
	return now, m.result()
}

var lineNumber = regexp.MustCompile(`\b(lines?) \d+`)

// key is what stays the same in a finding when its line moves.
func (e entry) key() string {
	return e.path + "\n" + e.category + "\n" + lineNumber.ReplaceAllString(e.message, "$1 N") + "\n"
}

// A merger pairs the entries of two lists, both in the order of lines.
type merger struct {
	old, now             []entry
	oldPaired, nowPaired []bool
	moved                [][2]entry
}

// pair pairs the entries that are left and have the same key.
func (m *merger) pair(key func(entry) string) {
	group := make(map[string][]int) // indexes of old
	for i, e := range m.old {
		if !m.oldPaired[i] {
			group[key(e)] = append(group[key(e)], i)
		}
	}
	rest := make(map[string][]int) // indexes of now
	for i, e := range m.now {
		if k := key(e); !m.nowPaired[i] && group[k] != nil {
			rest[k] = append(rest[k], i)
		}
	}
	for k, now := range rest {
		for _, p := range align(len(group[k]), len(now), func(i, j int) int {
			return distance(m.old[group[k][i]].line, m.now[now[j]].line)
		}) {
			m.keep(group[k][p[0]], now[p[1]])
		}
	}
}

// keep gives the i-th entry of old to the j-th of now.
func (m *merger) keep(i, j int) {
	m.oldPaired[i], m.nowPaired[j] = true, true
	old, now := m.old[i], &m.now[j]
	now.verdict, now.reason = old.verdict, old.reason
	if *now != old {
		m.moved = append(m.moved, [2]entry{old, *now})
	}
}

func (m *merger) result() change {
	c := change{moved: m.moved}
	for i, e := range m.old {
		if !m.oldPaired[i] {
			c.removed = append(c.removed, e)
		}
	}
	for i, e := range m.now {
		if !m.nowPaired[i] {
			c.added = append(c.added, e)
		}
	}
	slices.SortFunc(c.moved, func(x, y [2]entry) int { return compare(x[1], y[1]) })
	return c
}

// align pairs all of the shorter of two sequences of lengths n and m with
// elements of the longer one, in order, so that the sum of their distances is
// least.
func align(n, m int, distance func(i, j int) int) [][2]int {
	if n > m {
		pairs := align(m, n, func(i, j int) int { return distance(j, i) })
		for k, p := range pairs {
			pairs[k] = [2]int{p[1], p[0]}
		}
		return pairs
	}
	// cost[i][j] is the least sum for the first i and the first j elements.
	cost := make([][]int, n+1)
	for i := range cost {
		cost[i] = make([]int, m+1)
		for j := i; i > 0 && j <= m; j++ {
			cost[i][j] = cost[i-1][j-1] + distance(i-1, j-1)
			if j > i {
				cost[i][j] = min(cost[i][j], cost[i][j-1])
			}
		}
	}
	var pairs [][2]int
	for i, j := n, m; i > 0; j-- {
		if j == i || cost[i][j] < cost[i][j-1] {
			pairs = append(pairs, [2]int{i - 1, j - 1})
			i--
		}
	}
	return pairs
}

func distance(x, y int) int { return max(x-y, y-x) }
