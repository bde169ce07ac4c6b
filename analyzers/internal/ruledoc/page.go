package ruledoc

import (
	"fmt"
	"go/doc/comment"
	"strings"
)

// A Page is the documentation of an analyzer, taken apart. Its texts have the
// syntax of Go doc comments, which a terminal can show as they are; [Markdown]
// converts them.
type Page struct {
	Name       string     // of the analyzer
	Title      string     // the summary, one line without the name
	Body       string     // the description between the summary and the first section
	Categories []Category // what the section Categories lists
	Sections   []Section  // the other sections, in order

	doc string
}

// A Category is one kind of finding of an analyzer.
type Category struct {
	Name string // kebab-case
	Text string // one line
}

// A Section is a titled part of the documentation.
type Section struct {
	Title, Text string
}

// PageOf takes apart what [Doc] has made for the named analyzer, its
// analysis.Analyzer.Doc. It fails where [Parse] does.
func PageOf(name, doc string) (Page, error) {
	title, rest, _ := strings.Cut(doc, "\n\n")
	if title == "" {
		return Page{}, fmt.Errorf("analyzer %s: no documentation", name)
	}
	return newPage(name, oneLine(title), parseComment(rest).Content)
}

// newPage returns the page with the given title and what follows it.
func newPage(name, title string, blocks []comment.Block) (Page, error) {
	page := Page{Name: name, Title: title, doc: title}
	if rest := text(blocks); rest != "" {
		page.doc += "\n\n" + rest
	}
	if err := page.addSections(blocks); err != nil {
		return Page{}, fmt.Errorf("analyzer %s: %v", name, err)
	}
	return page, nil
}

// URL returns the address of the page.
func (p Page) URL() string { return URL(p.Name) }

// Section returns the text of the section with the given title, or the empty
// string.
func (p Page) Section(title string) string {
	for _, s := range p.Sections {
		if s.Title == title {
			return s.Text
		}
	}
	return ""
}

// Markdown returns the page as a document of its own. Each category has a
// heading, so that the fragment with which a driver completes [URL] leads there.
func (p Page) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n", p.Name, sentence(p.Title))
	section := func(level, title, text string) {
		if text != "" {
			fmt.Fprintf(&b, "\n%s %s\n\n%s\n", level, title, Markdown(text))
		}
	}
	if p.Body != "" {
		fmt.Fprintf(&b, "\n%s\n", Markdown(p.Body))
	}
	if len(p.Categories) > 0 {
		b.WriteString("\n## Categories\n")
	}
	for _, c := range p.Categories {
		section("###", c.Name, sentence(c.Text))
	}
	for _, s := range p.Sections {
		section("##", s.Title, s.Text)
	}
	return b.String()
}

// sentence returns s with a capital letter at its beginning, unless it begins
// with a name, which has a dot or a dash in it.
func sentence(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if s == "" || strings.ContainsAny(strings.TrimSuffix(first, "."), ".-_") {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
