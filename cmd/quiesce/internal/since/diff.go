package since

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// allLines are those of a file that is new as a whole.
var allLines = lineRange{1, math.MaxInt}

// hunk is the head of a hunk, with the first line and the number of lines in the
// new file. A number that is left out is 1.
var hunk = regexp.MustCompile(`^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)

// parseDiff returns the lines that are new in a unified diff of git without
// context, by the names of files relative to the top of the work tree.
func parseDiff(diff string) (map[string][]lineRange, error) {
	files := make(map[string][]lineRange)
	name := ""
	skip := 0 // lines of the hunk: they may look like a header
	for line := range strings.SplitSeq(diff, "\n") {
		switch {
		case skip > 0:
			if !strings.HasPrefix(line, `\`) { // \ No newline at end of file
				skip--
			}
		case strings.HasPrefix(line, "+++ "):
			var err error
			if name, err = newName(line); err != nil {
				return nil, err
			}
		case strings.HasPrefix(line, "@@ "):
			m := hunk.FindStringSubmatch(line)
			if m == nil || name == "" {
				return nil, fmt.Errorf("diff of git: unexpected line %q", line)
			}
			removed, first, added := count(m[1]), count(m[2]), count(m[3])
			if added > 0 {
				files[name] = append(files[name], lineRange{first, first + added - 1})
			}
			skip = removed + added
		}
	}
	return files, nil
}

// newName returns the name in a line of the form "+++ b/name". Git ends a name
// that has a space in it with a tab, and quotes one with control characters,
// quotes or backslashes as C does. A deleted file has the name /dev/null and no
// new lines.
func newName(line string) (string, error) {
	name := strings.TrimSuffix(strings.TrimPrefix(line, "+++ "), "\t")
	if strings.HasPrefix(name, `"`) {
		unquoted, err := strconv.Unquote(name)
		if err != nil {
			return "", fmt.Errorf("diff of git: name of a file in %q: %w", line, err)
		}
		name = unquoted
	}
	if name == "/dev/null" {
		return name, nil
	}
	name, ok := strings.CutPrefix(name, "b/")
	if !ok {
		return "", fmt.Errorf("diff of git: no name of a file in %q", line)
	}
	return name, nil
}

// count returns the number in the head of a hunk.
func count(s string) int {
	if s == "" {
		return 1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0 // too large for any file
	}
	return n
}
