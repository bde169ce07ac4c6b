package kvserver

import "strconv"

// The replies that carry nothing. Every reply is one whole line, so that one
// Write sends it.
const (
	replyOK   = "+OK\n"
	replyPong = "+PONG\n"
	replyNone = "_\n"
)

// replyValue quotes the value, which makes it one line whatever it contains.
func replyValue(value string) string {
	return "=" + strconv.Quote(value) + "\n"
}

func replyCount(n int) string {
	return ":" + strconv.Itoa(n) + "\n"
}

// replyError refuses one request.
func replyError(err error) string {
	return "-ERR " + err.Error() + "\n"
}

// replyClosing refuses every request that has not been answered before it.
func replyClosing(reason error) string {
	return "-CLOSING " + reason.Error() + "\n"
}

// answer runs the request in line on db and returns the reply to it.
func answer(db *DB, line string) string {
	cmd, err := parseCommand(line)
	if err != nil {
		return replyError(err)
	}
	switch cmd.verb {
	case verbGet:
		if value, ok := db.Get(cmd.key); ok {
			return replyValue(value)
		}
		return replyNone
	case verbSet:
		db.Set(cmd.key, cmd.value, cmd.ttl)
		return replyOK
	case verbDel:
		if db.Delete(cmd.key) {
			return replyCount(1)
		}
		return replyCount(0)
	default: // PING: parseCommand lets no other verb through
		return replyPong
	}
}
