package kvserver

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxLine is the longest request line in bytes, its "\n" included.
const maxLine = 16 << 10

// maxSeconds is the longest time to live that a [time.Duration] can hold.
const maxSeconds = math.MaxInt64 / int64(time.Second)

// verb is the first word of a request, in upper case.
type verb string

const (
	verbPing verb = "PING"
	verbGet  verb = "GET"
	verbSet  verb = "SET"
	verbDel  verb = "DEL"
)

// command is one request, parsed.
type command struct {
	verb  verb
	key   string        // empty for PING
	value string        // SET only
	ttl   time.Duration // SET only; zero if the entry never expires
}

// parseCommand parses one request line without its line end. Its errors are
// fit to be sent to the client.
func parseCommand(line string) (command, error) {
	words, err := splitWords(line)
	if err != nil {
		return command{}, err
	}
	if len(words) == 0 {
		return command{}, errors.New("empty request")
	}
	cmd := command{verb: verb(strings.ToUpper(words[0]))}
	args := words[1:]
	switch cmd.verb {
	case verbPing:
		return cmd, wantArgs(cmd.verb, args, 0)
	case verbGet, verbDel:
		if err := wantArgs(cmd.verb, args, 1); err != nil {
			return command{}, err
		}
		cmd.key = args[0]
		return cmd, nil
	case verbSet:
		return parseSet(cmd, args)
	}
	return command{}, fmt.Errorf("unknown command %q", words[0])
}

// parseSet completes cmd from the arguments "key value [EX seconds]".
func parseSet(cmd command, args []string) (command, error) {
	if len(args) == 4 && strings.EqualFold(args[2], "EX") {
		seconds, err := strconv.ParseInt(args[3], 10, 64)
		if err != nil || seconds < 1 || seconds > maxSeconds {
			return command{}, fmt.Errorf("invalid expire time %q", args[3])
		}
		cmd.ttl = time.Duration(seconds) * time.Second
		args = args[:2]
	}
	if err := wantArgs(cmd.verb, args, 2); err != nil {
		return command{}, err
	}
	cmd.key, cmd.value = args[0], args[1]
	return cmd, nil
}

func wantArgs(v verb, args []string, n int) error {
	if len(args) != n {
		return fmt.Errorf("wrong number of arguments for %s", v)
	}
	return nil
}

// splitWords splits a line into bare and quoted words.
func splitWords(line string) ([]string, error) {
	const blanks = " \t"
	var words []string
	for rest := strings.Trim(line, blanks); rest != ""; rest = strings.TrimLeft(rest, blanks) {
		if rest[0] != '"' {
			end := strings.IndexAny(rest, blanks)
			if end < 0 {
				end = len(rest)
			}
			words = append(words, rest[:end])
			rest = rest[end:]
			continue
		}
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return nil, errors.New("unbalanced quotes")
		}
		rest = rest[len(quoted):]
		// `"a"b` is one word to a shell and two words to others: neither here.
		if rest != "" && !strings.ContainsRune(blanks, rune(rest[0])) {
			return nil, errors.New("no blank after a quoted word")
		}
		word, err := strconv.Unquote(quoted)
		if err != nil {
			return nil, errors.New("unbalanced quotes")
		}
		words = append(words, word)
	}
	return words, nil
}
