package since

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/finding"
)

// A repo is a git repository with a user of its own.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("the tests of -since need git: ", err)
	}
	for _, kind := range []string{"AUTHOR", "COMMITTER"} {
		t.Setenv("GIT_"+kind+"_NAME", "A Developer")
		t.Setenv("GIT_"+kind+"_EMAIL", "dev@example.com")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	r := repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repo) git(args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func (r repo) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

func (r repo) write(name, text string) {
	r.t.Helper()
	if err := os.MkdirAll(filepath.Dir(r.path(name)), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(r.path(name), []byte(text), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r repo) commit() {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "change")
}

// has checks which of the lines 1 to 12 of a file have changed.
func (r repo) has(lines *Lines, name string, want ...int) {
	r.t.Helper()
	var got []int
	for line := 1; line <= 12; line++ {
		if lines.Has(r.path(name), line) {
			got = append(got, line)
		}
	}
	if len(got) != len(want) {
		r.t.Errorf("%s: lines %v have changed, want %v", name, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			r.t.Errorf("%s: lines %v have changed, want %v", name, got, want)
			return
		}
	}
}

func (r repo) changed(dir, rev string) *Lines {
	r.t.Helper()
	lines, err := Changed(r.t.Context(), dir, rev)
	if err != nil {
		r.t.Fatal(err)
	}
	return lines
}

const worker = `package worker

import "time"

func Run() {
	for {
		time.Sleep(time.Second)
		poll()
	}
}

func poll() {}
`

// server has nothing in common with worker, so that git takes it for no copy.
const server = `// Package server answers requests.
package server

import "net/http"

type Server struct {
	http http.Server
	done chan struct{}
}

// Start serves until Stop is called.
func (s *Server) Start() error { return s.http.ListenAndServe() }
`

var all = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}

func TestChanged(t *testing.T) {
	r := newRepo(t)
	for _, name := range []string{"worker/worker.go", "worker/old.go", "same.go", "gone.go", "cut.go", "with space.go"} {
		r.write(name, worker)
	}
	r.commit()
	r.git("tag", "v1.0.0")

	r.write("worker/worker.go", strings.Replace(worker, "Second", "Minute", 1)) // committed
	r.git("mv", "worker/old.go", "worker/renamed.go")
	r.write("worker/renamed.go", strings.Replace(worker, "\tfor {", "\tgo poll()\n\tfor {", 1))
	r.write("added.go", server)
	r.commit()
	r.git("rm", "-q", "gone.go")
	r.write("cut.go", strings.Replace(worker, "\t\tpoll()\n", "", 1))                 // not added
	r.write("with space.go", strings.TrimSuffix(worker, "}\n")+"\n\t// ++ more\n\t}") // no newline at the end
	r.write(`über "x".go`, server+"// more\n")                                        // staged
	r.git("add", ".")
	r.write("new/untracked.go", worker)
	r.write(".gitignore", "bin/\n")
	r.write("bin/gen.go", worker)

	for _, dir := range []string{r.dir, r.path("worker")} {
		lines := r.changed(dir, "v1.0.0")
		r.has(lines, "worker/worker.go", 7)
		r.has(lines, "worker/renamed.go", 6)
		r.has(lines, "same.go")
		r.has(lines, "gone.go")
		r.has(lines, "cut.go")
		r.has(lines, "with space.go", 12)
		r.has(lines, "added.go", all...)
		r.has(lines, `über "x".go`, all...)
		r.has(lines, "new/untracked.go", all...)
		r.has(lines, "bin/gen.go")
	}
	lines := r.changed(r.dir, "HEAD")
	r.has(lines, "worker/worker.go")
	r.has(lines, "new/untracked.go", all...)
}

// What a user has configured for git changes nothing.
func TestChangedConfig(t *testing.T) {
	r := newRepo(t)
	r.write("worker.go", worker)
	r.write("big.go", worker)
	r.write(".gitattributes", "big.go -diff\n")
	r.commit()
	for _, c := range [][2]string{
		{"diff.noprefix", "true"}, {"diff.mnemonicPrefix", "true"}, {"diff.context", "3"}, {"diff.interHunkContext", "9"},
		{"color.ui", "always"}, {"diff.external", "false"}, {"diff.relative", "true"}, {"diff.renames", "false"},
	} {
		r.git("config", c[0], c[1])
	}
	text := strings.Replace(worker, "Second", "Minute", 1)
	text = strings.Replace(text, "func poll() {}", "func poll() { return }", 1)
	r.write("worker.go", text)
	r.write("big.go", text)
	r.git("mv", "worker.go", "renamed.go")
	if err := os.Mkdir(r.path("sub"), 0o777); err != nil {
		t.Fatal(err)
	}
	lines := r.changed(r.path("sub"), "HEAD")
	r.has(lines, "renamed.go", 7, 12)
	r.has(lines, "big.go", 7, 12)
}

// The go command names files as the user does, git by what links lead to.
func TestChangedLinks(t *testing.T) {
	r := newRepo(t)
	r.write("worker.go", worker)
	r.commit()
	r.write("worker.go", strings.Replace(worker, "Second", "Minute", 1))
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(r.dir, link); err != nil {
		t.Fatal(err)
	}
	if !r.changed(link, "HEAD").Has(filepath.Join(link, "worker.go"), 7) {
		t.Error("line 7 has not changed behind a link")
	}
}

// A worktree has its files elsewhere than its repository.
func TestChangedWorktree(t *testing.T) {
	r := newRepo(t)
	r.write("worker.go", worker)
	r.commit()
	tree := repo{t, filepath.Join(t.TempDir(), "tree")}
	r.git("worktree", "add", "-q", tree.dir, "-b", "topic")
	tree.write("worker.go", strings.Replace(worker, "Second", "Minute", 1))
	tree.has(r.changed(tree.dir, "main"), "worker.go", 7)
}

func TestFilter(t *testing.T) {
	r := newRepo(t)
	r.write("worker.go", worker)
	r.commit()
	r.write("worker.go", strings.Replace(worker, "\tfor {", "\tgo poll()\n\tfor {", 1))
	at := func(line int) finding.Finding {
		return finding.Finding{Span: finding.Span{File: r.path("worker.go"), Line: line, Col: 2, EndLine: 10}}
	}
	old := at(5)
	old.Related = []finding.Related{{Span: at(6).Span}}
	kept, dropped := r.changed(r.dir, "HEAD").Filter([]finding.Finding{old, at(6), at(7)})
	if len(kept) != 1 || kept[0].Line != 6 || dropped != 2 {
		t.Errorf("kept %v and dropped %d, want line 6 and 2", kept, dropped)
	}
}

func TestChangedErrors(t *testing.T) {
	r := newRepo(t)
	r.write("worker.go", worker)
	r.commit()
	r.write("worker.go", worker+"\n")
	r.commit()
	t.Setenv("GIT_CEILING_DIRECTORIES", os.TempDir())
	clone := filepath.Join(t.TempDir(), "clone")
	r.git("clone", "-q", "--depth=1", "file://"+filepath.ToSlash(r.dir), clone)
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx            context.Context
		dir, rev, want string
	}{
		"no repository": {t.Context(), t.TempDir(), "HEAD", "not a git repository"},
		"no revision":   {t.Context(), r.dir, "v9", "since v9: git knows no commit of that name"},
		"an option":     {t.Context(), r.dir, "--output=x", "git knows no commit"},
		"a file":        {t.Context(), r.dir, "HEAD:worker.go", "git knows no commit"},
		"empty":         {t.Context(), r.dir, "", "git knows no commit"},
		"shallow":       {t.Context(), clone, "HEAD~1", "the clone is shallow"},
		"interrupted":   {canceled, r.dir, "HEAD", "context canceled"},
	} {
		if _, err := Changed(c.ctx, c.dir, c.rev); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
