// Package ruledoc makes the documentation of an analyzer from the package
// comment of its doc.go, so that the Go documentation, the help of the programs
// and the pages of the rules cannot differ.
//
// The comment has the form that the analyzers of golang.org/x/tools use, with
// sections below the description:
//
//	// Package goroutinestop defines an Analyzer that reports goroutines
//	// that cannot be told to stop.
//	//
//	// # Analyzer goroutinestop
//	//
//	// goroutinestop: report goroutines that cannot be told to stop
//	//
//	// The analyzer reports goroutines whose body never ends.
//	//
//	// # Categories
//	//
//	//   - no-stop: the body runs an endless loop.
//	//
//	// # Why it matters
//	//
//	// Such a goroutine is cut off in the middle of its work.
//	package goroutinestop
package ruledoc

import (
	"errors"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// pages is where the pages of the rules are.
const pages = "https://github.com/seed42e405a4/quiesce/blob/main/analyzers/"

// URL returns the address of the page of the named analyzer. A driver appends
// the category of a finding as a fragment.
func URL(name string) string { return pages + name + "/README.md" }

// Doc returns the documentation of the named analyzer in the form of
// analysis.Analyzer.Doc: the summary without the name, then the description and
// the sections, up to the next analyzer or the end of the package comment of
// src, the text of a doc.go as gofmt leaves it.
//
// Every start of a program does this for every analyzer, and go vet starts one
// for each package: so Doc only cuts the lines out. That they have the form that
// [Parse] wants is for tests to say. If there is no such analyzer Doc returns
// the empty string, which analysis.Validate refuses.
func Doc(name, src string) string {
	_, rest, found := strings.Cut(src, "\n// # Analyzer "+name+"\n//\n// "+name+": ")
	if !found {
		return ""
	}
	if i := strings.Index(rest, "\n// # Analyzer "); i >= 0 {
		rest = rest[:i]
	}
	if title, _, multi := strings.Cut(rest, "\n//\n"); multi {
		rest = strings.ReplaceAll(title, "\n// ", " ") + rest[len(title):]
	}
	var b strings.Builder
	b.Grow(len(rest))
	for i, line := range strings.Split(rest, "\n") {
		if i > 0 {
			text, comment := strings.CutPrefix(line, "//")
			if !comment {
				break
			}
			b.WriteByte('\n')
			line = strings.TrimPrefix(text, " ")
		}
		b.WriteString(line)
	}
	return strings.TrimRight(b.String(), "\n")
}

// Parse returns the documentation of the named analyzer in the package comment
// of src, the text of a doc.go. It fails if there is none of the described form,
// or if a part of it would not be shown: an empty or a repeated section, or text
// beside the list of categories.
func Parse(name, src string) (Page, error) {
	doc, err := packageComment(src)
	if err != nil {
		return Page{}, err
	}
	blocks, err := analyzerBlocks(name, doc)
	if err != nil {
		return Page{}, err
	}
	title, err := summary(name, blocks)
	if err != nil {
		return Page{}, err
	}
	return newPage(name, title, blocks[1:])
}

// packageComment returns the package comment of a Go file.
func packageComment(src string) (*comment.Doc, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		return nil, err
	}
	if f.Doc == nil {
		return nil, errors.New("doc.go has no package comment")
	}
	return parseComment(f.Doc.Text()), nil
}

// analyzerBlocks returns the blocks between the heading of the named analyzer
// and that of the next one.
func analyzerBlocks(name string, doc *comment.Doc) ([]comment.Block, error) {
	var blocks []comment.Block
	found := false
	for _, b := range doc.Content {
		if h, ok := b.(*comment.Heading); ok {
			if analyzer, ok := strings.CutPrefix(plain(h.Text), "Analyzer "); ok {
				if found && analyzer == name {
					return nil, fmt.Errorf("two headings %q", "Analyzer "+name)
				}
				if found {
					break
				}
				found = analyzer == name
				continue
			}
		}
		if found {
			blocks = append(blocks, b)
		}
	}
	if !found {
		return nil, fmt.Errorf("no heading %q", "Analyzer "+name)
	}
	return blocks, nil
}

// summary returns what follows "name: " in the first of the blocks.
func summary(name string, blocks []comment.Block) (string, error) {
	if len(blocks) > 0 {
		if p, ok := blocks[0].(*comment.Paragraph); ok {
			if title, ok := strings.CutPrefix(oneLine(text([]comment.Block{p})), name+": "); ok {
				return title, nil
			}
		}
	}
	return "", fmt.Errorf("heading %q is not followed by a line %q", "Analyzer "+name, name+": summary")
}
