package ruledoc

import (
	"reflect"
	"strings"
	"testing"
)

func TestPageOf(t *testing.T) {
	for _, name := range []string{"goroutinestop", "goroutineblocked"} {
		want, err := Parse(name, stopDoc)
		if err != nil {
			t.Fatal(err)
		}
		got, err := PageOf(name, Doc(name, stopDoc))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("PageOf(%s) = %#v, %v\nwant %#v", name, got, err, want)
		}
	}
	if _, err := PageOf("goroutinestop", ""); err == nil {
		t.Error("PageOf accepts no documentation")
	}
	if _, err := PageOf("goroutinestop", "report goroutines\n\n# Flags\n\n# Silent on\n\nTests."); err == nil {
		t.Error("PageOf accepts an empty section")
	}
}

func TestPageMarkdown(t *testing.T) {
	page, err := Parse("goroutinestop", stopDoc)
	if err != nil {
		t.Fatal(err)
	}
	const want = `# goroutinestop

Report goroutines that cannot be told to stop.

The analyzer reports goroutines whose body never ends:

	go func() { // goroutine runs an endless loop
		for {
			refresh()
		}
	}()

What starts a goroutine is a go statement or [sync.WaitGroup.Go](https://pkg.go.dev/sync#WaitGroup.Go).

## Categories

### no-stop

The body comes to a loop that it cannot leave: a for without a condition.

### deaf

A context comes in and is never observed.

## Why it matters

Such a goroutine is cut off in the middle of its work.

## Silent on

  - accept loops`
	if got := page.Markdown(); !strings.HasPrefix(got, want) {
		t.Errorf("Markdown:\n%s\nwant:\n%s", got, want)
	}
	if page.URL() != URL("goroutinestop") || page.Section("Why it matters") != page.Sections[0].Text || page.Section("Flags") != "" {
		t.Errorf("URL %s, sections %q and %q", page.URL(), page.Section("Why it matters"), page.Section("Flags"))
	}
}

// What begins with a name keeps it.
func TestSentence(t *testing.T) {
	for s, want := range map[string]string{
		"":                        "",
		"a call":                  "A call",
		"os.Exit in a defer":      "os.Exit in a defer",
		"-strict: an exit":        "-strict: an exit",
		"waits.":                  "Waits.",
		"(*sync.WaitGroup).Go is": "(*sync.WaitGroup).Go is",
	} {
		if got := sentence(s); got != want {
			t.Errorf("sentence(%q) = %q, want %q", s, got, want)
		}
	}
}
