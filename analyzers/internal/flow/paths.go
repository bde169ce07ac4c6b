package flow

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/cfg"
)

// A Walk goes all ways through a graph that agree with themselves: where
// two branches ask the same thing, and nothing in the question is assigned
// in between, the second one comes out as the first.
//
//	if tracing { wg.Add(1) }
//	...
//	if tracing { go func() { defer wg.Done() ... }() }
//
// S is what is known on the way. It has to take few values: every block is
// visited once with each.
type Walk[S comparable] struct {
	Graph *cfg.CFG
	Info  *types.Info

	// Node tells what is known after node n of block b. If it returns
	// false, the way is not followed any further.
	Node func(s S, b *cfg.Block, n ast.Node) (S, bool)
	// Edge is Node for the way out of a block; it may be nil.
	Edge func(s S, e Edge) (S, bool)
	// End is called where a way ends, at a block without successors.
	End func(s S, b *cfg.Block)
}

// truths has two bits for each question: what is known of it.
type truths uint64

const (
	unasked truths = iota
	isTrue
	isFalse
	bits = 3

	maxQuestions = 16
)

// From goes all ways that start at block b with s.
func (w *Walk[S]) From(b *cfg.Block, s S) {
	type visit struct {
		block *cfg.Block
		state S
		known truths
	}
	asked := questions(w.Graph, w.Info)
	first := visit{b, s, 0}
	seen := map[visit]bool{first: true}
	work := []visit{first}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		on := true
		for _, n := range v.block.Nodes {
			v.known = asked.forget(v.known, n)
			if v.state, on = w.Node(v.state, v.block, n); !on {
				break
			}
		}
		if !on {
			continue
		}
		if len(v.block.Succs) == 0 {
			if v.block.Kind != cfg.KindSelectAfterCase { // no case is left: it blocks
				w.End(v.state, v.block)
			}
			continue
		}
		for i, succ := range v.block.Succs {
			known, ok := asked.learn(v.known, v.block, i)
			next := visit{succ, v.state, known}
			if ok && w.Edge != nil {
				next.state, ok = w.Edge(v.state, Edge{v.block, i})
			}
			if ok && !seen[next] {
				seen[next] = true
				work = append(work, next)
			}
		}
	}
}

// A question is a condition that several branches ask.
type question struct {
	text  string
	names map[types.Object]bool // what it is about
}

type questionList struct {
	info *types.Info
	list []question
}

// questions returns the conditions that more than one block of g depends on.
func questions(g *cfg.CFG, info *types.Info) *questionList {
	q := &questionList{info: info}
	blocks := make(map[string]int)
	var order []ast.Expr
	for _, b := range g.Blocks {
		cond := Condition(b)
		if cond == nil || !b.Live {
			continue
		}
		mine := make(map[string]bool)
		for _, truth := range []bool{true, false} {
			Holds(cond, truth, func(part ast.Expr, _ bool) {
				text, _ := q.canonical(part, true)
				if !mine[text] {
					mine[text] = true
					blocks[text]++
					order = append(order, part)
				}
			})
		}
	}
	for _, part := range order {
		text, _ := q.canonical(part, true)
		if blocks[text] > 1 && q.index(text) < 0 && len(q.list) < maxQuestions {
			q.list = append(q.list, question{text, namesIn(part, info)})
		}
	}
	return q
}

func (q *questionList) index(text string) int {
	for i := range q.list {
		if q.list[i].text == text {
			return i
		}
	}
	return -1
}

// learn adds what the i-th way out of b says. It reports false if that
// contradicts what is known.
func (q *questionList) learn(known truths, b *cfg.Block, i int) (truths, bool) {
	if len(q.list) == 0 {
		return known, true
	}
	if b.Kind == cfg.KindRangeLoop && i == 0 {
		return q.forget(known, b.Stmt), true // the variables of the next round
	}
	cond := Condition(b)
	if cond == nil {
		return known, true
	}
	ok := true
	Holds(cond, i == 0, func(part ast.Expr, truth bool) {
		text, truth := q.canonical(part, truth)
		at := q.index(text)
		if at < 0 {
			return
		}
		says := isFalse
		if truth {
			says = isTrue
		}
		shift := 2 * at
		switch was := known >> shift & bits; was {
		case unasked:
			known |= says << shift
		default:
			ok = ok && was == says
		}
	})
	return known, ok
}

// forget drops what is known about anything that node n assigns.
func (q *questionList) forget(known truths, n ast.Node) truths {
	if known == 0 {
		return 0
	}
	for _, obj := range Assigned(n, q.info) {
		for i := range q.list {
			if q.list[i].names[obj] {
				known &^= bits << (2 * i)
			}
		}
	}
	return known
}

// canonical returns a condition in the form that a comparison and its
// negation share, and its truth in that form. Names are those of one variable
// only.
func (q *questionList) canonical(e ast.Expr, truth bool) (string, bool) {
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
