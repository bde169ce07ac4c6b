package agent

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"strings"
	"testing"
)

// The way of os/exec's own tests.
func TestHelperProcess(t *testing.T) {
	if os.Getenv("GO_WANT_HELPER_PROCESS") != "1" {
		return
	}
	defer os.Exit(0) // ok: a child
	args := os.Args
	for len(args) > 0 && args[0] != "--" {
		args = args[1:]
	}
	if len(args) < 2 {
		fmt.Fprintln(os.Stderr, "no command")
		os.Exit(2) // ok: a child
	}
	switch cmd := args[1]; cmd {
	case "cat":
		if _, err := io.Copy(os.Stdout, os.Stdin); err != nil {
			log.Fatal(err) // ok: a child
		}
	case "exit":
		func() {
			os.Exit(7) // ok: a child
		}()
	default:
		log.Fatalf("unknown command %q", cmd) // ok: a child
	}
}

func TestServe(t *testing.T) {
	if addr, child := os.LookupEnv("AGENT_ADDR"); child {
		serve(addr)
	}
	cmd := spawn("-test.run=^TestServe$")
	cmd.Env = append(os.Environ(), "AGENT_ADDR=localhost:0")
	if err := cmd.Run(); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

// serve is what the child of TestServe does.
func serve(addr string) {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		log.Fatal(err) // ok: only a child calls it
	}
	fmt.Println(ln.Addr())
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if in.Text() == "stop" {
			ln.Close()
			os.Exit(0) // ok: only a child calls it
		}
	}
}

func TestArguments(t *testing.T) {
	if len(os.Args) > 2 && os.Args[1] == "child" {
		go func() {
			io.Copy(io.Discard, os.Stdin)
			os.Exit(3) // ok: a child, whose parent has gone
		}()
		select {}
	}
	inParent := os.Getenv("AGENT_STEP") == ""
	if !inParent {
		log.Fatal("killed as planned") // ok: a child
	}
	switch mode := os.Getenv("AGENT_MODE"); {
	case mode == "":
		log.Fatal("AGENT_MODE is not set") // want `call to log\.Fatal ends the process outside main`
	case strings.HasPrefix(mode, "crash"):
		log.Fatal(mode) // ok: a child
	}
}

// Helpers in a table know of no test, and have a status to give.
var helpers = map[string]func([]string){
	"sleep": sleep,
	"fail":  func([]string) { os.Exit(1) }, // ok: no test can reach it with its T
}

func sleep(args []string) {
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "sleep: how long?")
		os.Exit(2) // ok: no test can reach it with its T
	}
}

func TestHelpers(t *testing.T) {
	for name := range helpers {
		if strings.ToLower(name) != name {
			t.Errorf("%s", name)
		}
	}
	func() {
		os.Exit(4) // want `call to os\.Exit ends the process outside main`
	}()
}
