package golden

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const sample = `# std at go1.26.8, linux/amd64 without cgo

net/http/fs_test.go:1473 direct true the listener stays open
	call to log.Fatal ends the process outside main

net/rpc/server.go:660 direct false
	call to log.Fatal ends the process outside main

net/rpc/server.go:660 no-stop ?
	goroutine runs an endless loop and has no way to stop
`

func TestParse(t *testing.T) {
	l, err := parse(sample)
	if err != nil {
		t.Fatal(err)
	}
	want := list{"std", "go1.26.8, linux/amd64 without cgo", []entry{
		{"net/http/fs_test.go", 1473, "direct", "call to log.Fatal ends the process outside main", "true", "the listener stays open"},
		{"net/rpc/server.go", 660, "direct", "call to log.Fatal ends the process outside main", "false", ""},
		{"net/rpc/server.go", 660, "no-stop", "goroutine runs an endless loop and has no way to stop", "?", ""},
	}}
	if l.code != want.code || l.version != want.version || !slices.Equal(l.entries, want.entries) {
		t.Errorf("parse = %+v, want %+v", l, want)
	}
	if got := l.format(); got != sample {
		t.Errorf("format = %s, want %s", got, sample)
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "on the first line"},
		{"std at go1.26.8\n", "on the first line"},
		{"# std\n", "on the first line"},
		{"# std at go1.26.8\n\nnet/rpc/server.go:660 direct\n\tcall\n", "line 3: want"},
		{"# std at go1.26.8\n\nnet/rpc/server.go direct true\n\tcall\n", "is not PATH:LINE"},
		{"# std at go1.26.8\n\nnet/rpc/server.go:0 direct true\n\tcall\n", "is not PATH:LINE"},
		{"# std at go1.26.8\n\n:660 direct true\n\tcall\n", "is not PATH:LINE"},
		{"# std at go1.26.8\n\nnet/rpc/server.go:660 direct yes\n\tcall\n", `verdict "yes"`},
		{"# std at go1.26.8\n\nnet/rpc/server.go:660 direct true\n", "no message below net/rpc/server.go:660"},
		{"# std at go1.26.8\n\nnet/rpc/server.go:660 direct true\n\n\tcall\n", "line 4: no message"},
		{"# std at go1.26.8\n\nnet/rpc/server.go:660 direct true\n\tcall\n\tcall\n", "line 5: a message belongs"},
		{"# std at go1.26.8\n\tcall\n", "line 2: a message belongs"},
	} {
		if _, err := parse(test.text); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("parse(%q) = %v, want %q", test.text, err, test.want)
		}
	}
}

// at returns an entry of a test of merge: what a line of text says about the
// goroutine that a function starts there.
func at(line int, message, verdict string) entry {
	e := entry{path: "proxy/relay.go", line: line, category: "skipped-wait", message: message, verdict: verdict}
	if verdict != unjudged {
		e.reason = "because of line " + message
	}
	return e
}

func TestMerge(t *testing.T) {
	const wait = "return may be reached before wg is waited for (goroutines started on line 31)"
	const wait34 = "return may be reached before wg is waited for (goroutines started on line 34)"
	for _, test := range []struct {
		name                  string
		version               string // of what is new; that of the old list is go1.26
		old, now, want        []entry
		added, removed, moved int
	}{
		{
			name: "unchanged", version: "go1.26",
			old:  []entry{at(40, wait, "true"), at(50, wait, "false")},
			now:  []entry{at(40, wait, "?"), at(50, wait, "?")},
			want: []entry{at(40, wait, "true"), at(50, wait, "false")},
		},
		{
			name: "one comes and one goes at the same version", version: "go1.26",
			old:   []entry{at(40, wait, "true"), at(50, wait, "false")},
			now:   []entry{at(50, wait, "?"), at(60, wait, "?")},
			want:  []entry{at(50, wait, "false"), at(60, wait, "?")},
			added: 1, removed: 1,
		},
		{
			name: "reworded at the same version", version: "go1.26",
			old:   []entry{at(40, wait, "true")},
			now:   []entry{at(40, "wg may not be waited for", "?")},
			want:  []entry{withReason(at(40, "wg may not be waited for", "true"), wait)},
			moved: 1,
		},
		{
			name: "all lines move at another version", version: "go1.27",
			old:   []entry{at(40, wait, "true"), at(43, wait, "false")},
			now:   []entry{at(43, wait34, "?"), at(46, wait34, "?")},
			want:  []entry{withReason(at(43, wait34, "true"), wait), withReason(at(46, wait34, "false"), wait)},
			moved: 2,
		},
		{
			name: "one goes and the others move", version: "go1.27",
			old:     []entry{at(40, wait, "true"), at(90, wait, "false"), at(200, wait, "true")},
			now:     []entry{at(42, wait, "?"), at(202, wait, "?")},
			want:    []entry{at(42, wait, "true"), at(202, wait, "true")},
			removed: 1, moved: 2,
		},
		{
			name: "one comes and the others stay", version: "go1.27",
			old:   []entry{at(40, wait, "true"), at(200, wait, "false")},
			now:   []entry{at(40, wait, "?"), at(90, wait, "?"), at(200, wait, "?")},
			want:  []entry{at(40, wait, "true"), at(90, wait, "?"), at(200, wait, "false")},
			added: 1,
		},
		{
			name: "another message at another version", version: "go1.27",
			old:   []entry{at(40, wait, "true")},
			now:   []entry{at(40, "wg may not be waited for", "?")},
			want:  []entry{at(40, "wg may not be waited for", "?")},
			added: 1, removed: 1,
		},
	} {
		got, diff := merge(list{"std", "go1.26", test.old}, list{"std", test.version, test.now})
		if !slices.Equal(got.entries, test.want) {
			t.Errorf("%s: merge = %v, want %v", test.name, got.entries, test.want)
		}
		if len(diff.added) != test.added || len(diff.removed) != test.removed || len(diff.moved) != test.moved {
			t.Errorf("%s: change = %+v, want %d added, %d removed, %d moved", test.name, diff, test.added, test.removed, test.moved)
		}
	}
}

// withReason returns e with the reason that at gives for another message.
func withReason(e entry, message string) entry {
	e.reason = "because of line " + message
	return e
}

// align finds the least sum of distances; here all ways are tried.
func TestAlign(t *testing.T) {
	var least func(a, b []int) int
	least = func(a, b []int) int {
		if len(a) == 0 {
			return 0
		}
		with := distance(a[0], b[0]) + least(a[1:], b[1:])
		if len(a) == len(b) {
			return with
		}
		return min(with, least(a, b[1:]))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		a, b := lines(random), lines(random)
		sum, last := 0, [2]int{-1, -1}
		pairs := align(len(a), len(b), func(i, j int) int { return distance(a[i], b[j]) })
		slices.SortFunc(pairs, func(x, y [2]int) int { return x[0] - y[0] })
		for _, p := range pairs {
			if p[0] <= last[0] || p[1] <= last[1] {
				t.Fatalf("align %v with %v: pairs %v cross", a, b, pairs)
			}
			sum, last = sum+distance(a[p[0]], b[p[1]]), p
		}
		short, long := a, b
		if len(a) > len(b) {
			short, long = b, a
		}
		if want := least(short, long); len(pairs) != len(short) || sum != want {
			t.Fatalf("align %v with %v: pairs %v with the sum %d, want %d pairs with %d", a, b, pairs, sum, len(short), want)
		}
	}
}

// lines returns up to seven line numbers in order.
func lines(random *rand.Rand) []int {
	var list []int
	for range random.IntN(8) {
		list = append(list, 1+random.IntN(100))
	}
	slices.Sort(list)
	return list
}

func TestPrecisionTable(t *testing.T) {
	got := precision([]list{
		{code: "std", entries: []entry{at(1, "a", "true"), at(2, "a", "false"), at(3, "a", "true")}},
		{code: "cmd", entries: []entry{{category: "direct", verdict: "?"}, at(4, "a", "?")}},
	})
	const want = `| code | category | true | false | precision |
| --- | --- | ---: | ---: | ---: |
| std | skipped-wait | 2 | 1 | 66 % |
| cmd | direct | 0 | 0 | - |
| cmd | skipped-wait | 0 | 0 | - |
| all | direct | 0 | 0 | - |
| all | skipped-wait | 2 | 1 | 66 % |
`
	if got != want {
		t.Errorf("precision =\n%s\nwant\n%s", got, want)
	}
	page := "# Golden\n\n" + tableStart + "old\n" + tableEnd + "\nEnd.\n"
	if text, ok := insert(page, want); !ok || text != "# Golden\n\n"+tableStart+want+tableEnd+"\nEnd.\n" {
		t.Errorf("insert = %t, %s", ok, text)
	}
	if text, ok := insert("# Golden\n", want); ok || text != "# Golden\n" {
		t.Errorf("insert without a place = %t, %s", ok, text)
	}
}
