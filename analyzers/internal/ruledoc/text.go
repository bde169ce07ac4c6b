package ruledoc

import (
	"go/doc/comment"
	"strings"
)

// parseComment parses a doc comment. Names in brackets are links if they are
// those of a package or of what it declares; a page has no declarations of its
// own to link to.
func parseComment(text string) *comment.Doc {
	if !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "\t") {
		return new(comment.Parser).Parse(text)
	}
	// The parser takes off the indentation that all lines share, and with it
	// what makes a list of a list.
	doc := new(comment.Parser).Parse("List:\n\n" + text)
	doc.Content = doc.Content[1:]
	return doc
}

// Markdown converts text in the syntax of Go doc comments, such as the parts of
// a [Page], to Markdown. Names in brackets become links to pkg.go.dev.
func Markdown(text string) string {
	p := comment.Printer{
		DocLinkBaseURL: "https://pkg.go.dev",
		HeadingID:      func(*comment.Heading) string { return "" },
	}
	return trimLines(string(p.Markdown(parseComment(text))))
}

// text returns blocks in the syntax of Go doc comments. It keeps the indentation
// of the first line, which makes a list or code of it.
func text(blocks []comment.Block) string {
	var p comment.Printer
	return trimLines(string(p.Comment(&comment.Doc{Content: blocks})))
}

// plain returns the text of a heading.
func plain(elems []comment.Text) string {
	return oneLine(text([]comment.Block{&comment.Paragraph{Text: elems}}))
}

// oneLine returns s with its lines joined.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// trimLines returns s without empty lines at its beginning and end.
func trimLines(s string) string { return strings.Trim(s, "\n") }
