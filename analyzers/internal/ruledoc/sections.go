package ruledoc

import (
	"errors"
	"fmt"
	"go/doc/comment"
	"regexp"
	"slices"
	"strings"
)

// categories is the title of the section that [Page.Categories] is made of.
const categories = "Categories"

// kebab is the form of the name of a category.
var kebab = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// addSections sets the description and the sections of p from the blocks below
// the summary.
func (p *Page) addSections(blocks []comment.Block) error {
	next := nextHeading(blocks)
	p.Body = text(blocks[:next])
	seen := make(map[string]bool)
	for blocks = blocks[next:]; len(blocks) > 0; blocks = blocks[next:] {
		title := plain(blocks[0].(*comment.Heading).Text)
		next = 1 + nextHeading(blocks[1:])
		content := blocks[1:next]
		switch {
		case seen[title]:
			return fmt.Errorf("section %q is there twice", title)
		case len(content) == 0:
			return fmt.Errorf("section %q is empty", title)
		case title == categories:
			if err := p.addCategories(content); err != nil {
				return fmt.Errorf("section %q: %v", title, err)
			}
		default:
			p.Sections = append(p.Sections, Section{title, text(content)})
		}
		seen[title] = true
	}
	return nil
}

// nextHeading returns the index of the first heading, or the number of blocks.
func nextHeading(blocks []comment.Block) int {
	i := slices.IndexFunc(blocks, func(b comment.Block) bool {
		_, ok := b.(*comment.Heading)
		return ok
	})
	if i < 0 {
		return len(blocks)
	}
	return i
}

// addCategories sets the categories from a list of the form
//
//   - name: text
func (p *Page) addCategories(blocks []comment.Block) error {
	list, ok := blocks[0].(*comment.List)
	if !ok || len(blocks) > 1 {
		return errors.New("want one list and nothing else")
	}
	for _, item := range list.Items {
		line := oneLine(text(item.Content))
		name, what, ok := strings.Cut(line, ": ")
		if !ok || !kebab.MatchString(name) {
			return fmt.Errorf("item %q does not have the form \"a-name: text\"", line)
		}
		if slices.ContainsFunc(p.Categories, func(c Category) bool { return c.Name == name }) {
			return fmt.Errorf("category %s is there twice", name)
		}
		p.Categories = append(p.Categories, Category{name, what})
	}
	return nil
}
