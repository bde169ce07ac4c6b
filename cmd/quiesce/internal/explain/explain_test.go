package explain

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// page returns a page with a category of its own and one that every page has.
func page(name, title, category, text string) analyzers.Page {
	p := analyzers.Page{Name: name, Title: title}
	p.Categories = slices.Grow(p.Categories, 2)[:2]
	p.Categories[0].Name, p.Categories[0].Text = category, text
	p.Categories[1].Name, p.Categories[1].Text = "stale-directive", "a directive that names this analyzer and silences nothing."
	return p
}

func testPages() []analyzers.Page {
	stop := page("goroutinestop", "report goroutines that cannot be told to stop",
		"no-stop", "the body comes to a loop that it cannot leave: a for without a condition, or a range over a ticker's channel.")
	stop.Body = "The analyzer reports goroutines whose body never ends:\n\n\tgo func() {\n\t\tfor {\n\t\t}\n\t}()"
	stop.Sections = slices.Grow(stop.Sections, 1)[:1]
	stop.Sections[0].Title = "Silent on"
	stop.Sections[0].Text = "  - accept loops that return when the listener is closed, as [net/http.Server.Serve] does.\n  - generated files."
	return []analyzers.Page{
		stop,
		page("stopsignal", "report signals that are lost", "stop-lost", "the stop func of signal.NotifyContext is never called."),
		page("waitgroupwait", "report work that nobody waits for", "no-wait", "never waited for."),
	}
}

func text(t *testing.T, name string, color bool) string {
	t.Helper()
	var b strings.Builder
	if err := explain(&b, testPages(), name, 60, color); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const stopPage = `goroutinestop: report goroutines that cannot be told to stop

The analyzer reports goroutines whose body never ends:

    go func() {
    	for {
    	}
    }()

Categories

    no-stop
        the body comes to a loop that it cannot leave: a
        for without a condition, or a range over a ticker's
        channel.

    stale-directive
        a directive that names this analyzer and silences
        nothing.

Silent on

      - accept loops that return when the listener is
        closed, as net/http.Server.Serve does.
      - generated files.

https://github.com/seed42e405a4/quiesce/blob/main/analyzers/goroutinestop/README.md
`

func TestExplainAnalyzer(t *testing.T) {
	if got := text(t, "goroutinestop", false); got != stopPage {
		t.Errorf("page is\n%s\nwant\n%s", got, stopPage)
	}
}

const noStop = `goroutinestop/no-stop
goroutinestop: report goroutines that cannot be told to stop

the body comes to a loop that it cannot leave: a for without
a condition, or a range over a ticker's channel.

Silent on

      - accept loops that return when the listener is
        closed, as net/http.Server.Serve does.
      - generated files.

https://github.com/seed42e405a4/quiesce/blob/main/analyzers/goroutinestop/README.md#no-stop
`

func TestExplainCategory(t *testing.T) {
	for _, name := range []string{"no-stop", "goroutinestop/no-stop", "quiesce/goroutinestop/no-stop", "No-Stop"} {
		if got := text(t, name, false); got != noStop {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, noStop)
		}
	}
	const common = `stale-directive

Found by goroutinestop, stopsignal, waitgroupwait:

a directive that names this analyzer and silences nothing.

https://github.com/seed42e405a4/quiesce/blob/main/analyzers/goroutinestop/README.md#stale-directive
https://github.com/seed42e405a4/quiesce/blob/main/analyzers/stopsignal/README.md#stale-directive
https://github.com/seed42e405a4/quiesce/blob/main/analyzers/waitgroupwait/README.md#stale-directive
`
	if got := text(t, "stale-directive", false); got != common {
		t.Errorf("stale-directive is\n%s\nwant\n%s", got, common)
	}
}

func TestExplainColor(t *testing.T) {
	escapes := regexp.MustCompile(`\x1b\[[01]m`)
	got := text(t, "goroutinestop", true)
	if plain := escapes.ReplaceAllString(got, ""); plain != stopPage {
		t.Errorf("without escapes the page is\n%s\nwant\n%s", plain, stopPage)
	}
	for _, want := range []string{"\x1b[1mgoroutinestop\x1b[0m: report", "\n\x1b[1mSilent on\x1b[0m\n", "    \x1b[1mno-stop\x1b[0m\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("page has no %q:\n%q", want, got)
		}
	}
}

func TestExplainUnknown(t *testing.T) {
	for name, want := range map[string]string{
		"gorutinestop":            `no analyzer or category "gorutinestop"; did you mean goroutinestop?`,
		"nostop":                  `did you mean no-stop?`,
		"signal":                  `did you mean stopsignal?`,
		"goroutinestop/nostop":    `did you mean goroutinestop/no-stop?`,
		"goroutine-stop/no-stop":  `did you mean goroutinestop/no-stop?`,
		"waitgroupwait/no-stop":   `did you mean waitgroupwait/no-wait?`,
		"unusedresult":            `no analyzer or category "unusedresult"; the analyzers are goroutinestop, stopsignal, waitgroupwait`,
		"":                        `no analyzer or category ""; the analyzers are`,
		"stop":                    `did you mean goroutinestop or no-stop or stopsignal?`,
		"goroutinestop/no-stop/x": `did you mean goroutinestop/no-stop?`,
	} {
		var b strings.Builder
		err := explain(&b, testPages(), name, 0, false)
		if err == nil || !strings.Contains(err.Error(), want) || b.Len() > 0 {
			t.Errorf("%s: error %v and text %q, want %s", name, err, b.String(), want)
		}
	}
}

// Every analyzer and category of the suite has something to say, in lines that
// fit.
func TestExplainSuite(t *testing.T) {
	for _, p := range analyzers.Pages() {
		names := []string{p.Name}
		for _, c := range p.Categories {
			names = append(names, c.Name, p.Name+"/"+c.Name)
		}
		for _, name := range names {
			var b strings.Builder
			if err := Explain(&b, name, 72, false); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if !strings.Contains(b.String(), p.URL()) {
				t.Errorf("%s does not lead to %s:\n%s", name, p.URL(), b.String())
			}
			for line := range strings.Lines(b.String()) {
				prose := !strings.HasPrefix(line, "https:") && !strings.HasPrefix(line, "    ")
				if prose && utf8.RuneCountInString(strings.TrimSpace(line)) > 72 {
					t.Errorf("%s: longer than 72 columns: %s", name, line)
				}
			}
		}
	}
}

type fullDisk struct{}

var errFull = errors.New("no space left on device")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestExplainWriteError(t *testing.T) {
	if err := Explain(fullDisk{}, analyzers.Pages()[0].Name, 80, false); !errors.Is(err, errFull) {
		t.Errorf("error %v, want %v", err, errFull)
	}
}
