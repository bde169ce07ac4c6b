// Package loggers leaves something behind through the loggers that there are,
// in goroutines and closures.
package loggers

import (
	"bufio"
	"context"
	"errors"
	"log"
	"os"

	"github.com/rs/zerolog"
	"github.com/sirupsen/logrus"
	"github.com/spf13/cobra"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"
	"k8s.io/klog/v2"
)

var errFull = errors.New("full")

// Libraries end the process each in their way.
func Libraries(lock string, logger *zap.SugaredLogger, events zerolog.Logger, n int) {
	defer os.Remove(lock)
	switch n {
	case 1:
		logger.Fatalw("full", "vehicles", n) // want `\(\*zap\.SugaredLogger\)\.Fatalw skips the call to os\.Remove deferred on line 24`
	case 2:
		events.Fatal().Err(errFull).Int("vehicles", n).Send()
	case 3:
		logrus.WithError(errFull).Fatal("full")
	case 4:
		klog.Exitf("full: %d", n)
	case 5:
		cobra.CheckErr(errFull)
	}
	logger.Error("full") // ok: it returns
}

// Goroutines have deferred calls of their own.
func Goroutines(ctx context.Context, out *bufio.Writer, dirs []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, dir := range dirs {
		g.Go(func() error {
			defer os.RemoveAll(dir)
			if ctx.Err() != nil {
				log.Fatal(ctx.Err()) // want `log\.Fatal skips the call to os\.RemoveAll deferred on line 45`
			}
			return nil
		})
	}
	go func() {
		out.WriteString("started\n")
		defer out.Flush()
		if len(dirs) == 0 {
			log.Panic("no folders") // ok: a panic runs what is deferred
		}
		if len(dirs) > 40 {
			logrus.Exit(1) // want `logrus\.Exit skips the call to \(\*bufio\.Writer\)\.Flush deferred on line 54`
		}
	}()
	return g.Wait()
}

// Callbacks are called by someone else, with what they defer.
func Callbacks(walk func(func(path string) error) error) error {
	return walk(func(path string) error {
		tmp := path + ".tmp"
		defer os.Remove(tmp)
		if err := os.Rename(path, tmp); err != nil {
			klog.Fatal(err) // want `klog\.Fatal skips the call to os\.Remove deferred on line 69`
		}
		return os.Rename(tmp, path)
	})
}

// A journal has one function for all levels.
type journal struct{ fatal string }

func (j *journal) write(level, msg string) {
	log.Print(level, msg)
	if level == "FATAL" {
		os.Exit(1)
	}
}

func (j *journal) fatalf(msg string) { j.write("FATAL", msg) }
func (j *journal) warnf(msg string)  { j.write("WARN", msg) }

// Journals end the process by the level.
func Journals(j *journal, lock string) {
	defer os.Remove(lock)
	j.warnf("almost full") // ok: another level
	if j.fatal != "" {
		j.fatalf(j.fatal) // want `\(\*journal\)\.fatalf skips the call to os\.Remove deferred on line 92 \(it ends in os\.Exit\)`
	}
}
