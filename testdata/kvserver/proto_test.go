package kvserver

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestParseCommand(t *testing.T) {
	for _, test := range []struct {
		line string
		want command
	}{
		{"PING", command{verb: verbPing}},
		{"  ping\t", command{verb: verbPing}},
		{"GET user:7", command{verb: verbGet, key: "user:7"}},
		{"get \t user:7 ", command{verb: verbGet, key: "user:7"}},
		{"DEL user:7", command{verb: verbDel, key: "user:7"}},
		{"SET user:7 ada", command{verb: verbSet, key: "user:7", value: "ada"}},
		{"SET user:7 ada ex 30", command{verb: verbSet, key: "user:7", value: "ada", ttl: 30 * time.Second}},
		{`SET "two words" "line\nbreak" EX 1`, command{verb: verbSet, key: "two words", value: "line\nbreak", ttl: time.Second}},
		{`SET k ""`, command{verb: verbSet, key: "k"}},
		{`SET k a"b`, command{verb: verbSet, key: "k", value: `a"b`}},
		{"SET k v EX 9223372036", command{verb: verbSet, key: "k", value: "v", ttl: 9223372036 * time.Second}},
	} {
		got, err := parseCommand(test.line)
		if err != nil || got != test.want {
			t.Errorf("parseCommand(%q) = %+v, %v; want %+v", test.line, got, err, test.want)
		}
	}
}

func TestParseCommandErrors(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"", "empty request"},
		{" \t", "empty request"},
		{"FLUSH", `unknown command "FLUSH"`},
		{"PING PING", "wrong number of arguments for PING"},
		{"GET", "wrong number of arguments for GET"},
		{"GET a b", "wrong number of arguments for GET"},
		{"DEL", "wrong number of arguments for DEL"},
		{"SET k", "wrong number of arguments for SET"},
		{"SET k v EX", "wrong number of arguments for SET"},
		{"SET k v PX 10", "wrong number of arguments for SET"},
		{"SET k v EX 0", `invalid expire time "0"`},
		{"SET k v EX -1", `invalid expire time "-1"`},
		{"SET k v EX soon", `invalid expire time "soon"`},
		{"SET k v EX 9223372037", `invalid expire time "9223372037"`},
		{`GET "user`, "unbalanced quotes"},
		{`GET "user"7`, "no blank after a quoted word"},
	} {
		_, err := parseCommand(test.line)
		if err == nil || err.Error() != test.want {
			t.Errorf("parseCommand(%q): error %v, want %q", test.line, err, test.want)
		}
	}
}

// Whatever a client sends, it gets one whole line, and a value comes back as it
// was sent.
func FuzzAnswer(f *testing.F) {
	f.Add("PING", "k", "v")
	f.Add("FLUSH \"\n\r\x00", "a key", "a\nvalue")
	f.Add(`SET "`, "", "\xff\"")
	db := OpenDB()
	f.Cleanup(db.Close)
	f.Fuzz(func(t *testing.T, line, key, value string) {
		if reply := answer(db, line); strings.Index(reply, "\n") != len(reply)-1 {
			t.Errorf("answer to %q is not one line: %q", line, reply)
		}
		set := "SET " + strconv.Quote(key) + " " + strconv.Quote(value)
		if reply := answer(db, set); reply != "+OK\n" {
			t.Errorf("answer to %q is %q", set, reply)
		}
		if got, ok := db.Get(key); !ok || got != value {
			t.Errorf("after %q, Get(%q) = %q, %t", set, key, got, ok)
		}
		reply := answer(db, "GET "+strconv.Quote(key))
		got, err := strconv.Unquote(strings.TrimSuffix(strings.TrimPrefix(reply, "="), "\n"))
		if err != nil || got != value {
			t.Errorf("GET after %q is answered with %q", set, reply)
		}
	})
}

func TestAnswer(t *testing.T) {
	db := OpenDB()
	defer db.Close()
	for _, step := range []struct{ line, want string }{
		{"PING", "+PONG\n"},
		{"GET user:7", "_\n"},
		{"DEL user:7", ":0\n"},
		{"SET user:7 ada", "+OK\n"},
		{"GET user:7", "=\"ada\"\n"},
		{"SET user:7 grace EX 60", "+OK\n"},
		{"GET user:7", "=\"grace\"\n"},
		{"DEL user:7", ":1\n"},
		{"GET user:7", "_\n"},
		{"GET", "-ERR wrong number of arguments for GET\n"},
	} {
		if got := answer(db, step.line); got != step.want {
			t.Errorf("answer to %q is %q, want %q", step.line, got, step.want)
		}
	}
}
