package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// open shows files to gopls, as they are on disk.
func (c *client) open(names ...string) {
	c.t.Helper()
	for _, name := range names {
		text := readFile(c.t, name)
		c.saved[name] = text
		c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": uri(name), "languageId": "go", "version": 1, "text": text,
		}})
	}
}

// edit replaces one text in a file by another, as someone at the keyboard does.
func (c *client) edit(name string, version int, from, to string) {
	c.t.Helper()
	text := c.saved[name]
	if strings.Count(text, from) != 1 {
		c.t.Fatalf("%s: %q is there %d times", name, from, strings.Count(text, from))
	}
	c.saved[name] = strings.Replace(text, from, to, 1)
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri(name), "version": version},
		"contentChanges": []any{map[string]any{"text": c.saved[name]}},
	})
}

// set changes the settings.
func (c *client) set(settings map[string]any) {
	c.t.Helper()
	c.mu.Lock()
	c.settings = settings
	c.mu.Unlock()
	c.notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
}

// show takes the diagnostics of a file.
func (c *client) show(params json.RawMessage) error {
	var p struct {
		URI string
		shown
	}
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	u, err := url.Parse(p.URI)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown[filepath.FromSlash(u.Path)] = p.shown
	close(c.changed)
	c.changed = make(chan struct{})
	return nil
}

// diagnostics returns what the analyzers of quiesce say about a file.
func (c *client) diagnostics(name string) []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(c.shown[name].Diagnostics), func(d diagnostic) bool {
		return !slices.Contains(rules(), d.Source)
	})
}

// A finding is what a door says, in a form that all doors can be brought to.
type finding struct {
	file           string
	line, col      int
	rule, category string
	message, url   string
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s (%s/%s, %s)", filepath.Base(f.file), f.line, f.col, f.message, f.rule, f.category, f.url)
}

// newFinding returns a diagnostic in that form.
func newFinding(file string, d diagnostic) finding {
	category, _ := d.Code.(string)
	return finding{
		file: file, line: d.Range.Start.Line + 1, col: d.Range.Start.Character + 1,
		rule: d.Source, category: category, message: sameNames(d.Message), url: d.CodeDescription.Href,
	}
}

// findings returns what the analyzers of quiesce say about files.
func (c *client) findings(names ...string) []finding {
	var found []finding
	for _, name := range names {
		for _, d := range c.diagnostics(name) {
			found = append(found, newFinding(name, d))
		}
	}
	return order(found)
}

// quickFixes returns the titles of what gopls offers for f.
func (c *client) quickFixes(f finding) []string {
	c.t.Helper()
	var titles []string
	for _, d := range c.diagnostics(f.file) {
		if newFinding(f.file, d) != f {
			continue
		}
		var actions []struct{ Title string }
		c.call("textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": uri(f.file)},
			"range":        d.Range,
			"context":      map[string]any{"diagnostics": []any{d.raw}, "only": []string{"quickfix"}},
		}, &actions)
		for _, a := range actions {
			titles = append(titles, a.Title)
		}
	}
	return titles
}

// await waits until the findings in files are those that are wanted. They come
// when they are ready, and there are less of them before.
func (c *client) await(want []finding, names ...string) {
	c.t.Helper()
	deadline := time.After(patience)
	for {
		c.mu.Lock()
		changed := c.changed
		c.mu.Unlock()
		found := c.findings(names...)
		if slices.Equal(found, order(want)) {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			reportDifference(c.t, found, want)
			return
		}
	}
}

func reportDifference(t *testing.T, gopls, want []finding) {
	t.Helper()
	t.Errorf("gopls has %d findings, want %d", len(gopls), len(want))
	for _, f := range gopls {
		if !slices.Contains(want, f) {
			t.Errorf("gopls alone finds %v", f)
		}
	}
	for _, f := range want {
		if !slices.Contains(gopls, f) {
			t.Errorf("gopls does not find %v", f)
		}
	}
}
