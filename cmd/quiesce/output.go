package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/seed42e405a4/quiesce/analyzers"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/cli"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/sarif"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/text"
)

// print prints the findings.
func (f *front) print() error {
	switch {
	case f.command.JSON:
		return text.WriteJSON(f.stdout, f.findings, f.failures)
	case f.command.SARIF:
		return sarif.Write(f.stdout, f.findings, analyzers.Pages(), sarif.Options{
			Root:      f.sourceRoot(),
			Version:   moduleVersion(),
			Arguments: os.Args[1:],
			ExitCode:  f.status(),
			Failures:  f.problems,
		})
	}
	p := &text.Printer{W: f.stdout, Dir: f.gocmd.Dir()}
	p.Source, p.Color = style(f.command.Color, isTerminal(f.stdout), os.Getenv)
	for _, finding := range f.findings {
		if err := p.Print(finding); err != nil {
			return err
		}
	}
	if len(f.findings) > 0 {
		f.say(text.Count(f.findings))
	}
	return nil
}

// style returns whether to show the source of findings, and whether in colour.
func style(color cli.Color, terminal bool, getenv func(string) string) (source, paint bool) {
	switch color {
	case cli.Always:
		return true, true
	case cli.Never:
		return terminal, false
	}
	return terminal, terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}

// isTerminal reports whether w is a character device. Of those that are no
// terminals, only one that forgets everything is in use.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progressDelay is how long a run lasts before there is something to see of it.
const progressDelay = 2 * time.Second

// showProgress shows on a terminal how long the analysis has been going on, and
// returns a func that ends that.
func (f *front) showProgress(ctx context.Context) (stop func()) {
	if !isTerminal(f.stderr) || len(f.command.Log) > 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		progress(ctx, f.stderr, len(f.roots))
	}()
	return func() {
		cancel()
		<-done
	}
}

// progress writes a line, again and again, and removes it when ctx is done.
func progress(ctx context.Context, w io.Writer, packages int) {
	start := time.Now()
	select {
	case <-ctx.Done():
		return
	case <-time.After(progressDelay):
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		seconds := int(time.Since(start).Seconds())
		line := fmt.Sprintf("\rquiesce: analyzing %d packages (%ds)", packages, seconds)
		fmt.Fprint(w, line)
		select {
		case <-ctx.Done():
			fmt.Fprint(w, "\r\x1b[K")
			return
		case <-tick.C:
		}
	}
}
