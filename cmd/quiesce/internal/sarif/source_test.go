package sarif

import (
	"testing"

	"honnef.co/go/tools/sarif"
)

func TestColumn(t *testing.T) {
	s := newSource([]byte("ab\r\n\tö€𝄞x\xff!\n"))
	for _, c := range []struct{ line, col, want int }{
		{1, 1, 1}, {1, 3, 3},
		{2, 1, 1}, {2, 2, 2}, // tab
		{2, 4, 3},   // after ö
		{2, 7, 4},   // after €
		{2, 11, 6},  // after 𝄞
		{2, 12, 7},  // after x
		{2, 13, 8},  // after what is not UTF-8
		{3, 1, 1},   // the end
		{2, 20, 15}, // beyond the line
		{9, 4, 4},   // beyond the text
		{0, 0, 1},   // not known
	} {
		if got := s.column(c.line, c.col); got != c.want {
			t.Errorf("column(%d, %d) = %d, want %d", c.line, c.col, got, c.want)
		}
	}
}

func TestRegion(t *testing.T) {
	s := newSource([]byte("ö\nx\n"))
	for _, c := range []struct {
		start, end int
		want       sarif.Region
		ok         bool
	}{
		{0, 0, sarif.Region{StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 1}, true},
		{0, 3, sarif.Region{StartLine: 1, StartColumn: 1, EndLine: 2, EndColumn: 1}, true},
		{2, 4, sarif.Region{StartLine: 1, StartColumn: 2, EndLine: 2, EndColumn: 2}, true},
		{5, 5, sarif.Region{StartLine: 3, StartColumn: 1, EndLine: 3, EndColumn: 1}, true},
		{5, 6, sarif.Region{}, false},
		{2, 1, sarif.Region{}, false},
		{-1, 1, sarif.Region{}, false},
	} {
		if got, ok := s.region(c.start, c.end); got != c.want || ok != c.ok {
			t.Errorf("region(%d, %d) = %+v, %t, want %+v, %t", c.start, c.end, got, ok, c.want, c.ok)
		}
	}
}
