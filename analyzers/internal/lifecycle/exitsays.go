package lifecycle

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A function may say that it ends the process, by its name or in its comment.
// Whoever calls it knows, so that the call is the exit that counts, and not what
// is inside:
//
//	func exitWith(err error)
//	func LoadOrDie(path string) *Config
//
//	// Check prints the error, if there is one, and exits with status 1.
//	func Check(err error)

// findSaid marks the exits of the package that say what they are.
func (r *Result) findSaid() {
	for _, f := range r.funcs {
		if f.exit.Kind != NoExit && !f.exit.Root {
			f.exit.Said = f.exit.Kind == Always && f.Obj != nil && SaysExit(f.Obj) || f.SaysExit()
		}
	}
}

// SaysExit reports whether the name of f or of its receiver, or the comment above
// it, says that it ends the process.
func (f *Func) SaysExit() bool {
	if f.Obj == nil || f.Decl == nil {
		return false
	}
	if recv := f.Obj.Signature().Recv(); recv != nil {
		t := types.Unalias(recv.Type())
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if named, ok := t.(*types.Named); ok && NameSaysExit(named.Obj().Name()) {
			return true // func (fatalMessage) print(text string)
		}
	}
	return NameSaysExit(f.Obj.Name()) || commentSaysExit(f.Decl.Doc)
}

// Some words say it wherever they are, others if they are all there is, or the
// verb: ExitIf, PrintAndExit, but not WaitForExit and exitCode.
var (
	fatalWords  = []string{"fatal", "fatalf", "fatalln", "die", "dief"}
	loneWords   = []string{"abort", "bail", "crash", "exit", "exitf", "quit", "terminate"}
	beforeExit  = []string{"and", "or", "then", "must", "do", "force", "log", "os", "print", "show", "usage", "error", "err", "flush"}
	exitDetails = []string{"code", "codes", "status", "error", "reason", "signal", "event", "handler", "monitor", "hook", "hooks"}
)

// NameSaysExit reports whether a name says that what it names ends the process,
// or brings that about.
func NameSaysExit(name string) bool {
	words := wordsOf(name)
	if len(words) == 1 && slices.Contains(loneWords, words[0]) {
		return true
	}
	for i, word := range words {
		switch {
		case slices.Contains(fatalWords, word):
			return true
		case word != "exit":
		case i == 0 && !slices.Contains(exitDetails, words[1]):
			return true
		case i > 0 && slices.Contains(beforeExit, words[i-1]):
			return true
		}
	}
	return false
}

// wordsOf splits a name where a capital follows a small letter, and at
// underscores. The words are in small letters.
func wordsOf(name string) []string {
	var words []string
	start := 0
	cut := func(i int) {
		if i > start {
			words = append(words, strings.ToLower(name[start:i]))
		}
		start = i
	}
	small := false
	for i, c := range name {
		switch {
		case c == '_':
			cut(i)
			start = i + 1
		case unicode.IsUpper(c) && small:
			cut(i)
		}
		small = unicode.IsLower(c) || unicode.IsDigit(c)
	}
	cut(len(name))
	return words
}

var saying = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(exits|exiting|terminates|terminating|ends|kills|quits|aborts|exit|terminate|end|kill) (the |this )?(current |whole |entire )?(process|program|application)\b`,
	`\b(process|program|application) (will |to |must )?(exit|terminate)\b`,
	`\band (will )?exits?\b`,
	`\b(exits|exiting) (with|if|on|when) (an? |the |status |error |exit |non-?zero )*(code|status|error|failure|[0-9])`,
	`\bcall(s|ing) (the )?(os\.?exit|exit\b|log\.fatal)`,
}, "|"))

var denying = regexp.MustCompile(`(?i)\b(no|not|never|nor|without|instead|than)\b|n't\b`)

// commentSaysExit reports whether a comment says that the process ends, and in
// the same sentence nothing before that denies it.
func commentSaysExit(doc *ast.CommentGroup) bool {
	if doc == nil {
		return false
	}
	text := strings.Join(strings.Fields(doc.Text()), " ")
	for _, at := range saying.FindAllStringIndex(text, -1) {
		start := strings.LastIndex(text[:at[0]], ". ") + 1
		if !denying.MatchString(text[start:at[0]]) {
			return true
		}
	}
	return false
}
