package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for gopls: it may have to analyze the
// standard library first, on a machine that has other things to do.
const patience = 15 * time.Minute

// A client is an editor: it speaks the Language Server Protocol with a gopls of
// its own, and keeps the diagnostics that it is sent.
type client struct {
	t    *testing.T
	in   io.WriteCloser
	exit func() error

	sending sync.Mutex // one message at a time

	mu       sync.Mutex
	id       int
	replies  map[int]chan reply
	settings map[string]any
	shown    map[string]shown  // by file
	changed  chan struct{}     // closed when shown changes
	saved    map[string]string // the files that are open, as they are
}

// shown is what an editor shows for a file.
type shown struct {
	Version     int
	Diagnostics []diagnostic
}

type diagnostic struct {
	Range           textRange
	Code            any
	CodeDescription struct{ Href string }
	Source          string
	Message         string
	Related         []struct {
		Location struct {
			URI   string
			Range textRange
		}
		Message string
	} `json:"relatedInformation"`

	raw json.RawMessage // as it came, for it goes back to ask for fixes
}

// UnmarshalJSON keeps what it is given, too.
func (d *diagnostic) UnmarshalJSON(data []byte) error {
	type plain diagnostic
	d.raw = slices.Clone(data)
	return json.Unmarshal(data, (*plain)(d))
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// A position counts from zero, and characters in UTF-16.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type reply struct {
	result json.RawMessage
	err    string
}

// start runs a gopls on the workspace dir, with settings.
func start(t *testing.T, gopls, dir string, settings map[string]any) *client {
	t.Helper()
	cmd := exec.Command(gopls)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPLSCACHE="+filepath.Join(shared, "cache"), "GOFLAGS=", "GOWORK=off")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &client{
		t: t, in: in, exit: cmd.Wait, settings: settings,
		replies: make(map[int]chan reply), shown: make(map[string]shown),
		changed: make(chan struct{}), saved: make(map[string]string),
	}
	received := make(chan error, 1)
	go func() { received <- c.receive(bufio.NewReader(out)) }()
	t.Cleanup(func() { c.stop(received) })
	c.initialize(dir)
	return c
}

func (c *client) initialize(dir string) {
	c.t.Helper()
	var answer struct {
		ServerInfo struct{ Name, Version string }
	}
	c.call("initialize", map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          uri(dir),
		"workspaceFolders": []any{map[string]any{"uri": uri(dir), "name": "workspace"}},
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true, "didChangeConfiguration": map[string]any{"dynamicRegistration": true}},
			"textDocument": map[string]any{
				"publishDiagnostics": map[string]any{"relatedInformation": true, "versionSupport": true, "codeDescriptionSupport": true},
				"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{
					"codeActionKind": map[string]any{"valueSet": []string{"quickfix"}},
				}},
			},
		},
	}, &answer)
	if answer.ServerInfo.Name != "gopls" {
		c.t.Errorf("the server is %q, version %q", answer.ServerInfo.Name, answer.ServerInfo.Version)
	}
	c.notify("initialized", map[string]any{})
}

// stop ends gopls as an editor does.
func (c *client) stop(received <-chan error) {
	c.call("shutdown", nil, nil)
	c.notify("exit", nil)
	if err := <-received; err != nil && !errors.Is(err, io.EOF) {
		c.t.Error(err)
	}
	if err := c.exit(); err != nil {
		c.t.Errorf("gopls: %v", err)
	}
}

// call sends a request and waits for the answer.
func (c *client) call(method string, params, result any) {
	c.t.Helper()
	answer := make(chan reply, 1)
	c.mu.Lock()
	c.id++
	id := c.id
	c.replies[id] = answer
	c.mu.Unlock()
	c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	select {
	case r := <-answer:
		if r.err != "" {
			c.t.Fatalf("%s: %s", method, r.err)
		}
		if result != nil {
			if err := json.Unmarshal(r.result, result); err != nil {
				c.t.Fatalf("%s: %v", method, err)
			}
		}
	case <-time.After(patience):
		c.t.Fatalf("%s: no answer", method)
	}
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (c *client) send(message any) {
	data, err := json.Marshal(message)
	if err == nil {
		c.sending.Lock()
		_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
		c.sending.Unlock()
	}
	if err != nil {
		c.t.Error(err)
	}
}

// receive takes messages from gopls until it ends.
func (c *client) receive(in *bufio.Reader) error {
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return err
		}
		data := make([]byte, n)
		if _, err := io.ReadFull(in, data); err != nil {
			return err
		}
		if err := c.handle(data); err != nil {
			return err
		}
	}
}

// handle takes an answer, a request or a notification.
func (c *client) handle(data []byte) error {
	var m struct {
		ID     json.RawMessage
		Method string
		Params json.RawMessage
		Result json.RawMessage
		Error  *struct{ Message string }
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return err
	}
	switch {
	case m.Method == "":
		return c.answered(m.ID, m.Result, m.Error)
	case m.Method == "textDocument/publishDiagnostics":
		return c.show(m.Params)
	case m.Method == "workspace/configuration":
		return c.configure(m.ID, m.Params)
	case m.ID != nil:
		c.send(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": nil})
	}
	return nil
}

func (c *client) answered(id, result json.RawMessage, failure *struct{ Message string }) error {
	n, err := strconv.Atoi(string(id))
	if err != nil {
		return err
	}
	r := reply{result: result}
	if failure != nil {
		r.err = failure.Message
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.replies[n] <- r
	delete(c.replies, n)
	return nil
}

// configure answers what the settings are.
func (c *client) configure(id, params json.RawMessage) error {
	var p struct{ Items []any }
	if err := json.Unmarshal(params, &p); err != nil {
		return err
	}
	c.mu.Lock()
	var answers []any
	for range p.Items {
		answers = append(answers, c.settings)
	}
	c.mu.Unlock()
	c.send(map[string]any{"jsonrpc": "2.0", "id": id, "result": answers})
	return nil
}

// uri returns the address of a file or folder.
func uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(name)}).String()
}
