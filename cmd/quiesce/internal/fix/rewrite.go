package fix

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// edit applies sorted edits to the text. It fails where they overlap or are not
// in the text: then the file has changed since it was analyzed.
func edit(text []byte, edits []finding.Edit) ([]byte, error) {
	var out []byte
	last := 0
	for _, e := range edits {
		if e.Start < last || e.End < e.Start || e.End > len(text) {
			return nil, fmt.Errorf("fix of bytes %d to %d does not fit the file", e.Start, e.End)
		}
		out = append(out, text[last:e.Start]...)
		out = append(out, e.New...)
		last = e.End
	}
	return append(out, text[last:]...), nil
}

// tidy drops the imports that the edits have made superfluous, and formats the
// text as gofmt does if the old one was. It fails if only the old one can be
// parsed.
func tidy(old, text []byte) ([]byte, error) {
	if !parses(old) {
		return text, nil
	}
	if !parses(text) {
		return nil, errors.New("fix would leave a file that cannot be parsed")
	}
	text = dropImports(old, text)
	if formatted(old) {
		return format.Source(text)
	}
	return text, nil
}

func formatted(text []byte) bool {
	want, err := format.Source(text)
	return err == nil && bytes.Equal(want, text)
}

func parses(text []byte) bool {
	_, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	return err == nil
}
