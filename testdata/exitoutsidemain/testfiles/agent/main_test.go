package agent

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"testing"
)

var device = flag.String("device", "", "a real `device` to test with")

// There is no test yet whose deferred calls could be cut off.
func init() {
	if err := os.Setenv("AGENT_MODE", "test"); err != nil {
		log.Fatal(err) // ok: before all tests
	}
	switch os.Getenv("AGENT_CHILD") {
	case "":
	case "echo":
		fmt.Println("echo")
		os.Exit(0) // ok: a child
	default:
		log.Fatal("unknown child") // ok: a child
	}
}

var scratch = mustTemp("agent")

var hostname = func() string {
	name, err := os.Hostname()
	if err != nil {
		log.Fatal(err) // ok: before all tests
	}
	return name
}()

// later is set before all tests, and called in them.
var later = func(err error) {
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
}

func mustTemp(prefix string) string {
	dir, err := os.MkdirTemp("", prefix)
	if err != nil {
		log.Fatalf("scratch: %v", err) // ok: only an initialiser calls it
	}
	return dir
}

func TestMain(m *testing.M) {
	flag.Parse()
	if *device == "none" {
		log.Fatal("no device, no test") // ok: TestMain
	}
	code := func() int {
		defer os.RemoveAll(scratch)
		if err := os.WriteFile(scratch+"/pid", nil, 0o600); err != nil {
			log.Print(err)
			os.Exit(2) // ok: TestMain
		}
		return m.Run()
	}()
	leave(code)
}

// leave is called by TestMain alone.
func leave(code int) {
	if code != 0 {
		log.Fatalf("%s: status %d", hostname, code) // ok: only TestMain calls it
	}
	os.Exit(code) // ok: only TestMain calls it
}

func ExampleConnect() {
	f, err := Connect("/dev/null")
	if err != nil {
		log.Fatal(err) // ok: what a reader would write
	}
	fmt.Println(f.Name())
	f.Close()
	// Output: /dev/null
}

func TestConnect(t *testing.T) {
	f, err := Connect("/dev/null")
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	defer f.Close()
	t.Log(dsn(t))
	t.Cleanup(func() {
		if err := os.RemoveAll(scratch); err != nil {
			os.Exit(1) // want `call to os\.Exit ends the process outside main`
		}
	})
	if _, err := Connect(os.Getenv("AGENT_DEVICE")); err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	if _, ok := os.LookupEnv("AGENT_KEY"); !ok {
		log.Fatal("AGENT_KEY is not set") // want `call to log\.Fatal ends the process outside main`
	}
	later(err)
	if f == nil {
		t.Fatal("no file") // ok: ends the test
	}
}

// A variable that has to be set tells no child from its parent.
func dsn(t *testing.T) string {
	dsn := os.Getenv("AGENT_DSN")
	if dsn == "" {
		log.Fatal("AGENT_DSN is not set") // want `call to log\.Fatal ends the process outside main`
	}
	return dsn
}

// Serial can be called from the external tests.
func Serial() string {
	if *device == "" {
		log.Fatal("no device") // want `call to log\.Fatal ends the process outside main`
	}
	return *device
}

func ExampleConnect_serial() {
	fmt.Println(Serial())
}

func BenchmarkConnect(b *testing.B) {
	for b.Loop() {
		if _, err := Connect(*device); err != nil {
			log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
		}
	}
}

func FuzzConnect(f *testing.F) {
	f.Fuzz(func(t *testing.T, name string) {
		if _, err := Connect(name); err == nil {
			log.Fatalf("connected to %q", name) // want `call to log\.Fatalf ends the process outside main`
		}
	})
}

// spawn has no testing.T, and could have one.
func spawn(args ...string) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		log.Fatal(err) // want `call to log\.Fatal ends the process outside main`
	}
	return exec.Command(exe, args...)
}
