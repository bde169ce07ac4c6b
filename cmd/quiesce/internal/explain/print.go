package explain

import (
	"fmt"
	"go/doc/comment"
	"strings"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// A printer writes texts in the syntax of Go doc comments for a terminal.
type printer struct {
	out   strings.Builder
	width int
	color bool
}

func newPrinter(width int, color bool) *printer {
	if width <= 0 {
		width = 80
	}
	return &printer{width: max(width, 40), color: color}
}

func (p *printer) printf(format string, args ...any) { fmt.Fprintf(&p.out, format, args...) }

// page writes a whole page.
func (p *printer) page(page analyzers.Page) {
	p.printf("%s: %s\n", p.bold(page.Name), page.Title)
	if page.Body != "" {
		p.text(page.Body, "")
	}
	if len(page.Categories) > 0 {
		p.heading("Categories")
	}
	for _, c := range page.Categories {
		p.printf("\n    %s", p.bold(c.Name))
		p.text(c.Text, "        ")
	}
	p.sections(page)
	p.printf("\n%s\n", page.URL())
}

// category writes what pages say about a category: all the same, if there are
// several, since then it is about what they have in common.
func (p *printer) category(pages []analyzers.Page, name string) {
	text, _ := textOf(pages[0], name)
	if len(pages) == 1 {
		page := pages[0]
		p.printf("%s\n%s: %s\n", p.bold(page.Name+"/"+name), page.Name, page.Title)
		p.text(text, "")
		p.sections(page)
	} else {
		var names []string
		for _, page := range pages {
			names = append(names, page.Name)
		}
		p.printf("%s\n", p.bold(name))
		p.text("Found by "+strings.Join(names, ", ")+":", "")
		p.text(text, "")
	}
	p.out.WriteByte('\n')
	for _, page := range pages {
		p.printf("%s#%s\n", page.URL(), name)
	}
}

func (p *printer) sections(page analyzers.Page) {
	for _, s := range page.Sections {
		p.heading(s.Title)
		p.text(s.Text, "    ")
	}
}

func (p *printer) heading(title string) { p.printf("\n%s\n", p.bold(title)) }

// text writes the text below an empty line.
func (p *printer) text(text, prefix string) {
	// A heading keeps the parser from taking off the indentation that all lines
	// share, and with it what makes a list of a list.
	doc := new(comment.Parser).Parse("# Heading\n\n" + text)
	doc.Content = doc.Content[1:]
	printer := comment.Printer{
		TextPrefix:     prefix,
		TextCodePrefix: prefix + "    ",
		TextWidth:      p.width - len(prefix),
	}
	p.out.WriteByte('\n')
	for line := range strings.Lines(string(printer.Text(doc))) {
		p.out.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
}

func (p *printer) bold(s string) string {
	if !p.color {
		return s
	}
	return "\x1b[1m" + s + "\x1b[0m"
}
