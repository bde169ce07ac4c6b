package fix

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// dropImports returns the text without the imports that are used in old and no
// longer in text. The syntax does not tell the name of a package: it is one of
// those that its path suggests, and used in old by that name, or the import
// stays. Both texts can be parsed.
func dropImports(old, text []byte) []byte {
	before := usedImports(old, true)
	after := usedImports(text, false)
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return text
	}
	for _, decl := range slices.Backward(f.Decls) {
		decl, ok := decl.(*ast.GenDecl)
		if !ok || decl.Tok != token.IMPORT {
			continue
		}
		superfluous := func(spec ast.Spec) bool {
			key := importKey(spec.(*ast.ImportSpec))
			return before[key] && !after[key]
		}
		if !slices.ContainsFunc(decl.Specs, func(s ast.Spec) bool { return !superfluous(s) }) {
			text = cut(text, fset, decl, nil, nil)
			continue
		}
		for _, spec := range slices.Backward(decl.Specs) {
			if superfluous(spec) {
				spec := spec.(*ast.ImportSpec)
				text = cut(text, fset, spec, spec.Doc, spec.Comment)
			}
		}
	}
	return text
}

// importKey tells the imports of a file apart.
func importKey(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name + " " + spec.Path.Value
	}
	return spec.Path.Value
}

// usedImports returns the keys of the imports that the file uses. An import with
// a name that another one may have too is left out if it has to be certain.
func usedImports(text []byte, certain bool) map[string]bool {
	used := make(map[string]bool)
	f, err := parser.ParseFile(token.NewFileSet(), "", text, 0)
	if err != nil {
		return used
	}
	owners := make(map[string]int) // by name: imports that may have it
	names := make([][]string, len(f.Imports))
	for i, spec := range f.Imports {
		names[i] = importNames(spec)
		for _, name := range names[i] {
			owners[name]++
		}
	}
	for i, spec := range f.Imports {
		for _, name := range names[i] {
			if (owners[name] == 1 || !certain) && usesName(f, spec, name) {
				used[importKey(spec)] = true
			}
		}
	}
	return used
}

// usesName reports whether the file selects from the name, which is not that of
// a local declaration.
func usesName(f *ast.File, spec *ast.ImportSpec, name string) bool {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return false
	}
	declared, imports := spec.Name, f.Imports
	defer func() { spec.Name, f.Imports = declared, imports }()
	spec.Name, f.Imports = ast.NewIdent(name), []*ast.ImportSpec{spec}
	return astutil.UsesImport(f, path)
}

// version is the last element of the path of a major version, or its suffix.
var version = regexp.MustCompile(`[./]v\d+$`)

// importNames returns the names that an import may have in the file.
func importNames(spec *ast.ImportSpec) []string {
	path, err := strconv.Unquote(spec.Path.Value)
	switch {
	case err != nil || path == "C":
		return nil
	case spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == "."):
		return nil
	case spec.Name != nil:
		return []string{spec.Name.Name}
	}
	path = version.ReplaceAllString(path, "")
	last := path[strings.LastIndex(path, "/")+1:]
	names := []string{last}
	for _, name := range []string{strings.TrimPrefix(last, "go-"), strings.TrimSuffix(last, "-go")} {
		if name != last {
			names = append(names, name)
		}
	}
	return names
}

// cut removes the node with its comments from the text, and the lines that have
// nothing else on them.
func cut(text []byte, fset *token.FileSet, n ast.Node, doc, comment *ast.CommentGroup) []byte {
	offset := func(pos token.Pos) int { return fset.PositionFor(pos, false).Offset }
	start, end := offset(n.Pos()), offset(n.End())
	if doc != nil {
		start = offset(doc.Pos())
	}
	if comment != nil {
		end = offset(comment.End())
	}
	lineStart := bytes.LastIndexByte(text[:start], '\n') + 1
	lineEnd := len(text)
	if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
		lineEnd = end + i + 1
	}
	if blank(text[lineStart:start]) && blank(text[end:lineEnd]) {
		start, end = lineStart, lineEnd
	}
	return slices.Delete(slices.Clone(text), start, end)
}

func blank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
