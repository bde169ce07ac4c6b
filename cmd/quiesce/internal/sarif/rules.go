package sarif

import (
	"strings"

	"honnef.co/go/tools/sarif"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// rules are the rules of a run, and where they are in its list.
type rules struct {
	list  []rule
	index map[string]int
}

// rulesOf returns a rule for each category of the pages.
func rulesOf(pages []analyzers.Page) *rules {
	r := &rules{index: make(map[string]int)}
	for _, page := range pages {
		for _, c := range page.Categories {
			id := page.Name + "/" + c.Name
			// What the page says about one of its categories is a page too.
			part := analyzers.Page{Name: id, Title: page.Title, Body: c.Text, Sections: page.Sections}
			r.add(page.Name, rule{
				ReportingDescriptor: sarif.ReportingDescriptor{
					ID:               id,
					ShortDescription: sarif.Message{Text: page.Title + " (" + c.Name + ")"},
					Help:             sarif.Message{Text: plain(part), Markdown: part.Markdown()},
					HelpURI:          page.URL() + "#" + c.Name,
				},
				FullDescription: sarif.Message{Text: c.Text},
			})
		}
	}
	return r
}

// add appends a rule of the analyzer.
func (r *rules) add(analyzer string, rule rule) {
	rule.DefaultConfiguration = sarif.ReportingConfiguration{Enabled: true, Level: sarif.Warning}
	rule.Properties.Tags = []string{analyzer}
	r.index[rule.ID] = len(r.list)
	r.list = append(r.list, rule)
}

// indexOf returns the index of the rule with the id, and adds one that no page
// describes.
func (r *rules) indexOf(id, url string) int {
	if _, ok := r.index[id]; !ok {
		analyzer, _, _ := strings.Cut(id, "/")
		text := sarif.Message{Text: id}
		r.add(analyzer, rule{
			ReportingDescriptor: sarif.ReportingDescriptor{ID: id, ShortDescription: text, Help: text, HelpURI: url},
			FullDescription:     text,
		})
	}
	return r.index[id]
}

// plain returns a page as plain text: the syntax of Go doc comments is made to
// be read.
func plain(page analyzers.Page) string {
	var b strings.Builder
	b.WriteString(page.Body)
	for _, s := range page.Sections {
		b.WriteString("\n\n" + s.Title + "\n\n" + s.Text)
	}
	return b.String()
}
