package known

import (
	"errors"
	"fmt"
	"go/token"
	"strings"
	"unicode"
)

// A name is a function or method as Go prints it.
type name struct {
	path    string // package path
	pointer bool   // the receiver is written with *
	row     Row
}

// String returns the name as parseName reads it.
func (n name) String() string {
	switch {
	case n.row.Recv == "":
		return n.path + "." + n.row.Name
	case n.pointer:
		return "(*" + n.path + "." + n.row.Recv + ")." + n.row.Name
	default:
		return "(" + n.path + "." + n.row.Recv + ")." + n.row.Name
	}
}

// parseName reads path.Func, (path.Type).Method or (*path.Type).Method. The
// error says what is wrong with s, without quoting all of it.
func parseName(s string) (name, error) {
	if !strings.HasPrefix(s, "(") {
		path, fn, err := cutDot(s)
		return name{path: path, row: Row{Name: fn}}, err
	}
	recv, method, found := strings.Cut(s[1:], ")")
	if !found {
		return name{}, errors.New("the parenthesis is not closed")
	}
	if !strings.HasPrefix(method, ".") {
		return name{}, errors.New("a method follows the receiver after a dot")
	}
	method = method[1:]
	if err := checkIdent(method); err != nil {
		return name{}, err
	}
	recv, pointer := strings.CutPrefix(recv, "*")
	path, typ, err := cutDot(recv)
	return name{path, pointer, Row{Recv: typ, Name: method}}, err
}

// cutDot splits "path.Name" at its last dot, for a path may have dots too.
func cutDot(s string) (path, ident string, err error) {
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || dot < strings.LastIndexByte(s, '/') {
		return "", "", fmt.Errorf("%q has no dot between package path and name", s)
	}
	path, ident = s[:dot], s[dot+1:]
	if err := checkIdent(ident); err != nil {
		return "", "", err
	}
	return path, ident, checkPath(path)
}

// checkIdent returns an error unless s is an identifier that can be declared.
func checkIdent(s string) error {
	switch {
	case strings.ContainsAny(s, "[]"):
		return errors.New("type arguments are left out")
	case s == "_" || !token.IsIdentifier(s):
		return fmt.Errorf("%q is no identifier", s)
	}
	return nil
}

// checkPath returns an error unless s can be the import path of a package.
// The characters refused are those that the language lets a compiler refuse.
func checkPath(s string) error {
	if s == "" {
		return errors.New("the package path is empty")
	}
	for _, r := range s {
		if !unicode.IsGraphic(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar ||
			strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^`{|}", r) {
			return fmt.Errorf("%q is not allowed in the package path %q", r, s)
		}
	}
	if strings.Contains(s, "...") {
		return fmt.Errorf("the wildcard in %q stands for no single package", s)
	}
	for elem := range strings.SplitSeq(s, "/") {
		switch elem {
		case "":
			return fmt.Errorf("the package path %q has an empty element", s)
		case ".", "..":
			return fmt.Errorf("the package path %q is relative", s)
		}
	}
	return nil
}

// fields splits a comma-separated list and trims the spaces around its items.
// An empty list has no items; an empty item within a list is an error.
func fields(list string) ([]string, error) {
	if strings.TrimSpace(list) == "" {
		return nil, nil
	}
	items := strings.Split(list, ",")
	for i, item := range items {
		if items[i] = strings.TrimSpace(item); items[i] == "" {
			return nil, fmt.Errorf("item %d of %q is empty", i+1, list)
		}
	}
	return items, nil
}
