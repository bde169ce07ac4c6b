// Package cleanups has deferred calls that an exit leaves undone, and some
// that the end of the process does.
package cleanups

import (
	"archive/zip"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/xml"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime/trace"
	"sync"
	"text/tabwriter"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"
	"k8s.io/klog/v2"
)

var failed bool

// Flushes write what they have kept back.
func Flushes(out io.Writer) {
	zw := gzip.NewWriter(out)
	func() {
		defer zw.Close()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*gzip\.Writer\)\.Close deferred on line 35`
		}
	}()
	archive := zip.NewWriter(out)
	func() {
		defer archive.Close()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*zip\.Writer\)\.Close deferred on line 42`
		}
	}()
	table := tabwriter.NewWriter(out, 0, 8, 1, ' ', 0)
	func() {
		defer table.Flush()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*tabwriter\.Writer\)\.Flush deferred on line 49`
		}
	}()
	rows := csv.NewWriter(out)
	func() {
		defer rows.Flush()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*csv\.Writer\)\.Flush deferred on line 56`
		}
	}()
	enc := xml.NewEncoder(out)
	func() {
		defer enc.Close()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*xml\.Encoder\)\.Close deferred on line 63`
		}
	}()
	func() {
		defer trace.Stop()
		if failed {
			os.Exit(0) // want `os\.Exit skips the call to trace\.Stop deferred on line 69`
		}
	}()
}

// Loggers flush before their own Fatal ends the process.
func Loggers(logger *zap.Logger, err error) {
	func() {
		defer logger.Sync()
		if failed {
			logger.Fatal("cannot listen", zap.Error(err)) // ok: zap syncs before it exits
		}
		if err != nil {
			log.Fatal(err) // want `log\.Fatal skips the call to \(\*zap\.Logger\)\.Sync deferred on line 79`
		}
	}()
	func() {
		defer klog.Flush()
		if failed {
			klog.Fatal(err) // ok: klog flushes
		}
		if err != nil {
			stop(err) // ok: it ends in klog
		}
		os.Exit(1) // want `os\.Exit skips the call to klog\.Flush deferred on line 88`
	}()
}

func stop(err error) { klog.Fatal(err) }

// Checked calls a helper that ends in the logger, at times.
func Checked(logger *zap.Logger, err error) {
	defer logger.Sync()
	check(logger, err) // ok: zap syncs before it exits
	os.Exit(1)         // want `os\.Exit skips the call to \(\*zap\.Logger\)\.Sync deferred on line 103`
}

func check(logger *zap.Logger, err error) {
	if err != nil {
		logger.Fatal("cannot listen", zap.Error(err))
	}
}

// Files are with the system as soon as they are written: Sync is against a
// crash of the machine.
func Files(out *os.File, rows []string) {
	defer func() {
		if err := out.Sync(); err != nil {
			log.Print(err)
		}
	}()
	for _, row := range rows {
		if _, err := out.WriteString(row); err != nil {
			log.Fatal(err) // ok: nothing is buffered in the process
		}
	}
}

// Answered has been looked at by someone, as another linter has the same check.
func Answered(dir string, status int) {
	defer os.RemoveAll(dir)
	if status == 3 {
		// The parent has made the folder and takes it away.
		//nolint:gocritic
		os.Exit(status) // ok: the linter with that check is silenced here
	}
	if status == 4 {
		os.Exit(status) //nolint:revive,gocritic // as above
	}
	os.Exit(status) //nolint:revive // want `os\.Exit skips the call to os\.RemoveAll deferred on line \d+`
}

// Removals leave something behind.
func Removals(worker *exec.Cmd) {
	f, err := os.CreateTemp("", "spool")
	if err != nil {
		return
	}
	func() {
		defer os.Remove(f.Name())
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to os\.Remove deferred on line \d+`
		}
	}()
	if worker.Start() != nil {
		return
	}
	defer worker.Process.Kill()
	if failed {
		os.Exit(1) // want `os\.Exit skips the call to \(\*os\.Process\)\.Kill deferred on line \d+`
	}
}

// Waits cut off what is under way.
func Waits(srv *http.Server, send func()) {
	var wg sync.WaitGroup
	wg.Go(send)
	func() {
		defer wg.Wait()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*sync\.WaitGroup\)\.Wait deferred on line \d+`
		}
	}()
	var g errgroup.Group
	g.Go(func() error { send(); return nil })
	func() {
		defer g.Wait()
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*errgroup\.Group\)\.Wait deferred on line \d+`
		}
	}()
	func() {
		defer srv.Shutdown(context.Background())
		if failed {
			os.Exit(1) // want `os\.Exit skips the call to \(\*http\.Server\)\.Shutdown deferred on line \d+`
		}
	}()
	done := make(chan struct{})
	go func() { send(); close(done) }()
	defer func() { <-done }()
	if failed {
		os.Exit(1) // want `os\.Exit skips the receive from done deferred on line \d+`
	}
}

// Handed out is what another package returns to be called at the end.
func HandedOut(setup func() (cleanup, restore func())) {
	cleanup, restore := setup()
	defer restore()
	if failed {
		os.Exit(1) // ok: what restore does is not known
	}
	defer cleanup()
	if !failed {
		os.Exit(1) // want `os\.Exit skips the call to cleanup deferred on line \d+`
	}
}

// Within the process, all of this ends with it.
func Within(path string, db *sql.DB, l net.Listener, mu *sync.RWMutex) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	timer, ticker := time.NewTimer(time.Second), time.NewTicker(time.Second)
	defer timer.Stop()
	defer ticker.Stop()
	signals := make(chan os.Signal, 1)
	defer signal.Stop(signals)
	mu.RLock()
	defer mu.RUnlock()
	os.Setenv("ROUTE", path)
	defer os.Unsetenv("ROUTE")
	defer log.Print("bye")
	f, err := os.Open(path)
	if err != nil {
		log.Fatal(err) // ok: nothing that outlives the process
	}
	defer f.Close()
	defer l.Close()
	res, err := http.Get("https://example.com/" + path)
	if err != nil {
		log.Fatal(err) // ok: the system closes files
	}
	defer res.Body.Close()
	rows, err := db.QueryContext(ctx, "select 1")
	if err != nil {
		log.Fatal(err) // ok: and connections
	}
	defer rows.Close()
	var wg sync.WaitGroup
	wg.Add(1)
	defer wg.Done()
	slots := make(chan struct{}, 1)
	slots <- struct{}{}
	defer func() { <-slots }()
	r, w := io.Pipe()
	defer r.Close()
	defer w.Close()
	defer func() {
		if p := recover(); p != nil {
			os.RemoveAll(path)
		}
	}()
	defer func() {
		p := recover()
		if p != nil {
			os.RemoveAll(path)
		}
	}()
	if failed {
		os.Exit(1) // ok: no panic, and nothing that outlives the process
	}
}
