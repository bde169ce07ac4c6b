// Depotctl is a tool with subcommands. Its functions are steps of main.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"example.com/fleet/exitoutsidemain/program/render"
)

// commands are run by main, under their names.
var commands = map[string]func(args []string){
	"list":  list,
	"watch": watch,
	"load": func(args []string) {
		if len(args) == 0 {
			log.Fatal("load: no file") // ok: a command
		}
	},
}

var retries int

func init() {
	flag.Func("retries", "`times` to try again", func(s string) error {
		if s == "all" {
			os.Exit(0) // ok: main parses its flags
		}
		_, err := fmt.Sscan(s, &retries)
		return err
	})
}

func main() {
	flag.Parse()
	run := commands[flag.Arg(0)]
	if run == nil {
		log.Fatalf("no command %q", flag.Arg(0)) // ok: main
	}
	run(flag.Args()[1:])
	render.Each(flag.Args(), func(arg string) {
		if arg == "" {
			log.Fatal("no name") // ok: a step of main
		}
	})
	visitAll(flag.Arg(2))
	render.Later(func() {
		log.Fatal("too late") // want `call to log\.Fatal ends the process outside main \(in a func that main hands out\)`
	})
	if err := store(flag.Arg(1)); err != nil {
		log.Fatal(err) // ok: main
	}
}

func list(args []string) {
	for _, arg := range args {
		for _, depot := range depots(arg) {
			fmt.Println(depot)
		}
	}
}

// depots is a step of list, and of serve.
func depots(dir string) (found []string) {
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
		found = append(found, path)
		return nil
	})
	if err != nil {
		log.Fatal(err) // ok: there is no error to return
	}
	var once sync.Once
	once.Do(func() {
		if len(found) == 0 {
			log.Fatal("no depots") // ok: runs on the spot
		}
	})
	return found
}

// store returns an error, but for one.
func store(path string) error {
	f, err := os.Create(path)
	if err != nil {
		log.Fatalf("store: %v", err) // want `call to log\.Fatalf ends the process outside main`
	}
	if retries < 0 {
		log.Printf("nothing to do")
		os.Exit(0) // ok: that is no error
	}
	return f.Close()
}

func watch(args []string) {
	http.HandleFunc("/reload", func(w http.ResponseWriter, r *http.Request) {
		if err := os.Remove(r.FormValue("path")); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main \(deferred calls and other goroutines are cut off\)`
		}
		refresh(r.FormValue("path"))
	})
	go poll(args)
	p := &poller{failed: errors.New("not polled")}
	p.onError = func(err error) {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	var s syncer = p
	s.sync()
	time.Sleep(time.Minute)
}

// refresh is a step of a handler of requests.
func refresh(path string) {
	if _, err := os.Stat(path); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// A washCmd is run by whoever knows its fields.
type washCmd struct{ path string }

// Run washes.
func (c washCmd) Run() {
	if c.path == "" {
		log.Fatal("wash: no file") // ok: a command
	}
}

// Rinse is called through an interface, too.
func (c washCmd) Rinse() {
	if c.path == "" {
		log.Fatal("rinse: no file") // want `call to log\.Fatal ends the process outside main`
	}
}

type visitor interface{ visit(path string) }

type finder struct{ names []string }

// visit is called through an interface by what main calls.
func (f *finder) visit(path string) {
	if path == "" {
		fatalf("no path") // ok: what the tool ends by
	}
	if len(f.names) > 9 {
		log.Fatal("too many") // want `call to log\.Fatal ends the process outside main`
	}
	f.names = append(f.names, path)
}

var visitors = []visitor{new(finder)}

func visitAll(path string) {
	for _, v := range visitors {
		v.visit(path)
		go func() {
			fatalf("in the middle") // want `call to fatalf ends the process outside main \(it calls log\.Fatalf\)`
		}()
	}
}

func fatalf(format string, args ...any) {
	log.Fatalf("depotctl: "+format, args...) // ok: reported where fatalf is called
}

// poll runs beside main.
func poll(args []string) {
	for range time.Tick(time.Second) {
		if _, err := os.Stat(args[0]); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
		tick(args)
	}
}

func tick(args []string) {
	if len(args) > 9 {
		log.Fatal("too much to do") // want `call to log\.Fatal ends the process outside main`
	}
}

type syncer interface{ sync() }

type poller struct {
	failed  error
	onError func(error)
}

// sync is called through an interface.
func (p *poller) sync() {
	if p.failed != nil {
		log.Fatal(p.failed) // want `call to log\.Fatal ends the process outside main`
	}
}
