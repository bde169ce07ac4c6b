package fingerprint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
)

// A declaration is a range of lines with the name of what is declared there.
type declaration struct {
	name       string
	start, end int // lines, both included
}

// enclosing returns the name of the function, method or variable whose
// declaration, with its doc comment, has the line of the file in it. Function
// literals belong to the declaration that they are written in.
func (k *Keys) enclosing(file string, line int) string {
	decls, ok := k.files[file]
	if !ok {
		decls = declarations(file)
		k.files[file] = decls
	}
	for _, d := range decls {
		if d.start <= line && line <= d.end {
			return d.name
		}
	}
	return ""
}

// declarations returns what a Go file declares, as far as it can be parsed:
// code that is being edited is to keep its known findings too.
func declarations(file string) []declaration {
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil {
		return nil
	}
	var decls []declaration
	add := func(name string, doc *ast.CommentGroup, n ast.Node) {
		start := n.Pos()
		if doc != nil {
			start = doc.Pos()
		}
		line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
		decls = append(decls, declaration{name, line(start), line(n.End())})
	}
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			add(funcName(decl), decl.Doc, decl)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					add(decl.Tok.String()+" "+spec.Names[0].Name, spec.Doc, spec)
				}
			}
		}
	}
	return decls
}

// funcName returns the name of a function or method, without type parameters.
func funcName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return decl.Name.Name
	}
	recv, open, end := ast.Unparen(decl.Recv.List[0].Type), "", ""
	if star, ok := recv.(*ast.StarExpr); ok {
		recv, open, end = ast.Unparen(star.X), "(*", ")"
	}
	switch generic := recv.(type) {
	case *ast.IndexExpr:
		recv = generic.X
	case *ast.IndexListExpr:
		recv = generic.X
	}
	return open + types.ExprString(recv) + end + "." + decl.Name.Name
}
