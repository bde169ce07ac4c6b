// Package explain shows the documentation of an analyzer, or of one category of
// its findings, on a terminal.
//
//	err := explain.Explain(os.Stdout, "goroutinestop/no-stop", 80, true)
package explain

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// Explain writes the page of an analyzer (goroutinestop), or what it says about
// a category (no-stop, goroutinestop/no-stop), also with the prefix quiesce/
// that directives have. Lines are at most width columns long, 80 if width is 0,
// apart from code and addresses; with color, headings are bold.
//
// The error for a name that there is not says which are near.
func Explain(w io.Writer, name string, width int, color bool) error {
	return explain(w, analyzers.Pages(), name, width, color)
}

func explain(w io.Writer, pages []analyzers.Page, name string, width int, color bool) error {
	analyzer, category := split(pages, name)
	i := slices.IndexFunc(pages, func(p analyzers.Page) bool { return p.Name == analyzer })
	p := newPrinter(width, color)
	switch {
	case i >= 0 && category == "":
		p.page(pages[i])
	case i >= 0 && hasCategory(pages[i], category):
		p.category([]analyzers.Page{pages[i]}, category)
	case analyzer == "":
		owners := slices.DeleteFunc(slices.Clone(pages), func(p analyzers.Page) bool { return !hasCategory(p, category) })
		if len(owners) == 0 {
			return unknown(pages, name)
		}
		p.category(owners, category)
	default:
		return unknown(pages, name)
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

// split returns the analyzer and the category that a name speaks of, one of
// which may be empty.
func split(pages []analyzers.Page, name string) (analyzer, category string) {
	name = strings.TrimPrefix(strings.ToLower(name), "quiesce/")
	if analyzer, category, ok := strings.Cut(name, "/"); ok {
		return analyzer, category
	}
	if slices.ContainsFunc(pages, func(p analyzers.Page) bool { return p.Name == name }) {
		return name, ""
	}
	return "", name
}

func hasCategory(p analyzers.Page, name string) bool {
	_, ok := textOf(p, name)
	return ok
}

// textOf returns what the page says about a category.
func textOf(p analyzers.Page, category string) (string, bool) {
	for _, c := range p.Categories {
		if c.Name == category {
			return c.Text, true
		}
	}
	return "", false
}

// unknown returns the error for a name that is neither an analyzer nor a
// category.
func unknown(pages []analyzers.Page, name string) error {
	if names := near(pages, name); len(names) > 0 {
		return fmt.Errorf("no analyzer or category %q; did you mean %s?", name, strings.Join(names, " or "))
	}
	var names []string
	for _, p := range pages {
		names = append(names, p.Name)
	}
	return fmt.Errorf("no analyzer or category %q; the analyzers are %s", name, strings.Join(names, ", "))
}
