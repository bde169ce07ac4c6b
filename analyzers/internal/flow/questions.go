package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/cfg"
)

// truths has two bits for each question: what is known of it.
type truths uint64

const (
	unasked truths = iota
	isTrue
	isFalse
	bits = 3

	maxQuestions = 16
)

// Questions are the conditions that more than one block of a graph depends
// on.
type Questions struct {
	info  *types.Info
	names []map[types.Object]bool // what each is about
	says  map[Edge][]answer
	live  []truths // by block: what may be asked there or later
}

// An answer is what an edge says to a question.
type answer struct {
	question int
	truth    truths
}

// Ask returns the questions of g.
func Ask(g *cfg.CFG, info *types.Info) *Questions {
	q := &Questions{info: info, says: make(map[Edge][]answer)}
	type asking struct {
		part   ast.Expr
		blocks int
		last   *cfg.Block
	}
	asked := make(map[string]*asking)
	var order []string
	each(g, func(e Edge, part ast.Expr, _ bool) {
		text, _ := q.canonical(part, true)
		a := asked[text]
		if a == nil {
			a = &asking{part: part}
			asked[text] = a
			order = append(order, text)
		}
		if a.last != e.From {
			a.last = e.From
			a.blocks++
		}
	})
	index := make(map[string]int)
	for _, text := range order {
		if asked[text].blocks > 1 && len(q.names) < maxQuestions {
			index[text] = len(q.names)
			q.names = append(q.names, namesIn(asked[text].part, info))
		}
	}
	q.live = make([]truths, len(g.Blocks))
	if len(index) == 0 {
		return q
	}
	each(g, func(e Edge, part ast.Expr, truth bool) {
		text, truth := q.canonical(part, truth)
		if at, ok := index[text]; ok {
			says := isFalse
			if truth {
				says = isTrue
			}
			q.says[e] = append(q.says[e], answer{at, says})
		}
	})
	for q.findLive(g); len(q.names) > 0 && !q.few(g); q.findLive(g) {
		q.drop()
	}
	return q
}

// maxVisits bounds how often the blocks of a graph are visited, each time with
// something else known.
const maxVisits = 1 << 14

// few reports whether that is enough for all ways through g.
func (q *Questions) few(g *cfg.CFG) bool {
	type visit struct {
		block *cfg.Block
		known truths
	}
	first := visit{g.Blocks[0], 0}
	seen := map[visit]bool{first: true}
	for work := []visit{first}; len(work) > 0; {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		for _, n := range v.block.Nodes {
			v.known = q.forget(v.known, n)
		}
		for i, succ := range v.block.Succs {
			known, ok := q.learn(v.known, v.block, i)
			if next := (visit{succ, known & q.live[succ.Index]}); ok && !seen[next] {
				seen[next] = true
				work = append(work, next)
			}
		}
		if len(seen) > maxVisits {
			return false
		}
	}
	return true
}

// drop forgets about the last question.
func (q *Questions) drop() {
	last := len(q.names) - 1
	q.names = q.names[:last]
	for e, says := range q.says {
		q.says[e] = slices.DeleteFunc(says, func(a answer) bool { return a.question == last })
	}
	clear(q.live)
}

// findLive finds what may be asked from each block on before anything in the
// question is assigned. The rest need not be known there, and ways that differ
// in nothing else are one.
func (q *Questions) findLive(g *cfg.CFG) {
	for changed := true; changed; {
		changed = false
		for i := len(g.Blocks) - 1; i >= 0; i-- {
			b := g.Blocks[i]
			var live truths
			for i, succ := range b.Succs {
				out := q.live[succ.Index]
				if b.Kind == cfg.KindRangeLoop && i == 0 {
					out = q.forget(out, b.Stmt)
				}
				live |= out
				for _, a := range q.says[Edge{b, i}] {
					live |= bits << (2 * a.question)
				}
			}
			for _, n := range b.Nodes {
				live = q.forget(live, n)
			}
			if live != q.live[b.Index] {
				q.live[b.Index] = live
				changed = true
			}
		}
	}
}

// each yields what every edge of g says about the parts of its condition.
func each(g *cfg.CFG, yield func(e Edge, part ast.Expr, truth bool)) {
	for _, b := range g.Blocks {
		if cond := Condition(b); cond != nil && b.Live {
			for i, truth := range []bool{true, false} {
				Holds(cond, truth, func(part ast.Expr, truth bool) { yield(Edge{b, i}, part, truth) })
			}
		}
	}
}

// learn adds what the i-th way out of b says. It reports false if that
// contradicts what is known.
func (q *Questions) learn(known truths, b *cfg.Block, i int) (truths, bool) {
	if len(q.names) == 0 {
		return known, true
	}
	if b.Kind == cfg.KindRangeLoop && i == 0 {
		return q.forget(known, b.Stmt), true // the variables of the next round
	}
	ok := true
	for _, a := range q.says[Edge{b, i}] {
		shift := 2 * a.question
		switch was := known >> shift & bits; was {
		case unasked:
			known |= a.truth << shift
		default:
			ok = ok && was == a.truth
		}
	}
	return known, ok
}

// forget drops what is known about anything that node n assigns.
func (q *Questions) forget(known truths, n ast.Node) truths {
	if known == 0 {
		return 0
	}
	for _, obj := range Assigned(n, q.info) {
		for i, names := range q.names {
			if names[obj] {
				known &^= bits << (2 * i)
			}
		}
	}
	return known
}

// canonical returns a condition in the form that a comparison and its
// negation share, and its truth in that form. Names are those of one variable
// only.
func (q *Questions) canonical(e ast.Expr, truth bool) (string, bool) {
	op := ""
	text := types.ExprString(e)
	if b, ok := ast.Unparen(e).(*ast.BinaryExpr); ok {
		switch b.Op {
		case token.NEQ, token.EQL:
			op, truth = "==", truth == (b.Op == token.EQL)
		case token.GEQ, token.LSS:
			op, truth = "<", truth == (b.Op == token.LSS)
		case token.GTR, token.LEQ:
			op, truth = "<=", truth == (b.Op == token.LEQ)
		}
		if op != "" {
			text = types.ExprString(b.X) + op + types.ExprString(b.Y)
		}
	}
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := q.info.Uses[id]; obj != nil {
				text += "," + strconv.Itoa(int(obj.Pos()))
			}
		}
		return true
	})
	return text, truth
}

// namesIn returns the variables and fields that e names.
func namesIn(e ast.Expr, info *types.Info) map[types.Object]bool {
	names := make(map[types.Object]bool)
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := info.Uses[id].(*types.Var); ok {
				names[v] = true
			}
		}
		return true
	})
	return names
}

// Assigned returns the variables and fields that node n of a graph sets,
// directly or by declaring them, and those that a range sets.
func Assigned(n ast.Node, info *types.Info) []types.Object {
	var list []types.Object
	add := func(e ast.Expr) {
		switch e := ast.Unparen(e).(type) {
		case *ast.Ident:
			list = append(list, info.ObjectOf(e))
		case *ast.SelectorExpr:
			list = append(list, info.Uses[e.Sel])
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			add(lhs)
		}
	case *ast.IncDecStmt:
		add(n.X)
	case *ast.ValueSpec:
		for _, id := range n.Names {
			add(id)
		}
	case *ast.DeclStmt:
		if d, ok := n.Decl.(*ast.GenDecl); ok {
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					for _, id := range spec.Names {
						add(id)
					}
				}
			}
		}
	case *ast.RangeStmt:
		if n.Key != nil {
			add(n.Key)
		}
		if n.Value != nil {
			add(n.Value)
		}
	}
	return list
}
