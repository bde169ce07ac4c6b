package report

import (
	"go/token"
	"slices"
	"strings"
)

// A ProblemKind says what is wrong with a directive.
type ProblemKind int

const (
	// NoReason is a //lint directive that gives no reason and therefore
	// silences nothing.
	NoReason ProblemKind = iota + 1
	// Stale is a //lint directive that silences nothing that its rule found.
	Stale
	// UnknownRule is a name that is no rule.
	UnknownRule
)

// A Problem is something wrong with a directive.
type Problem struct {
	// Pos and End delimit the name in the directive that the problem is about.
	Pos, End token.Pos
	Kind     ProblemKind
	// Rule is what the directive names, in lower case, without the prefix
	// "quiesce/". It is empty for a bare "quiesce", which names no rule.
	Rule string
}

// Problems returns what is wrong with the //lint directives that name rule:
// that they give no reason, or silence nothing of what the rule has asked
// [Directives.Ignored] about; so a rule asks for its problems last, and about
// opt-in findings too. A directive that names several rules is judged by each of
// them for its own name.
//
// With an empty rule it returns the names that known does not know. It also
// returns patterns without a reason, since a pattern names no single rule; that
// a pattern silences nothing cannot be known by any one rule, and is no problem.
//
// Directives in generated files are left out: no one can mend them. Those in
// test files are not; a rule that is off there has to skip them.
// The problems are in order of file name and position.
func (d *Directives) Problems(rule string, known func(string) bool) []Problem {
	rule = strings.ToLower(rule)
	var problems []Problem
	for _, n := range d.names {
		if d.Generated(n.pos) {
			continue
		}
		kind := n.problem()
		if rule == "" {
			kind = n.stray(known)
		} else if n.rule() != rule {
			continue
		}
		if kind != 0 {
			problems = append(problems, Problem{n.pos, n.end, kind, n.rule()})
		}
	}
	slices.SortStableFunc(problems, func(p, q Problem) int {
		return comparePos(d.fset, p.Pos, q.Pos)
	})
	return problems
}

// problem returns what is wrong with n for the rule that it names, or zero.
func (n *name) problem() ProblemKind {
	switch {
	case !n.reason:
		return NoReason
	case !n.used.Load():
		return Stale
	}
	return 0
}

// stray returns what is wrong with n that no rule can say, or zero.
func (n *name) stray(known func(string) bool) ProblemKind {
	switch {
	case !n.pattern():
		if !known(n.rule()) {
			return UnknownRule
		}
	case !n.valid():
		return UnknownRule
	case !n.reason:
		return NoReason
	}
	return 0
}
