package sarif

import (
	"os"
	"sort"
	"unicode/utf8"

	"honnef.co/go/tools/sarif"
)

// sources are the files that have been read, by path.
type sources map[string]*source

// file returns the text of a file, which is empty if it cannot be read.
func (s sources) file(path string) *source {
	src, ok := s[path]
	if !ok {
		text, err := os.ReadFile(path)
		src = newSource(text)
		src.missing = err != nil
		s[path] = src
	}
	return src
}

// A source converts positions in a text to those of SARIF.
type source struct {
	text    []byte
	starts  []int // offsets of the lines
	missing bool
}

func newSource(text []byte) *source {
	s := &source{text: text, starts: []int{0}}
	for i, b := range text {
		if b == '\n' {
			s.starts = append(s.starts, i+1)
		}
	}
	return s
}

// column converts a column in bytes, counted from 1, to one in UTF-16 code
// units. What is beyond the end of the line counts as it is.
func (s *source) column(line, col int) int {
	if col < 1 {
		return 1
	}
	if line < 1 || line > len(s.starts) {
		return col
	}
	start, end := s.starts[line-1], len(s.text)
	if line < len(s.starts) {
		end = s.starts[line]
	}
	stop := min(start+col-1, end)
	return 1 + units(s.text[start:stop]) + (start + col - 1 - stop)
}

// region converts a range of offsets. It reports whether the range is in the
// text.
func (s *source) region(start, end int) (sarif.Region, bool) {
	if s.missing || start < 0 || end < start || end > len(s.text) {
		return sarif.Region{}, false
	}
	var r sarif.Region
	r.StartLine, r.StartColumn = s.position(start)
	r.EndLine, r.EndColumn = s.position(end)
	return r, true
}

func (s *source) position(offset int) (line, column int) {
	line = sort.Search(len(s.starts), func(i int) bool { return s.starts[i] > offset })
	return line, s.column(line, 1+offset-s.starts[line-1])
}

// units returns the number of UTF-16 code units of a text, those of the
// replacement character for what is not UTF-8.
func units(text []byte) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if n++; r > 0xFFFF {
			n++
		}
		text = text[size:]
	}
	return n
}
