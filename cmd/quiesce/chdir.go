package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
)

// changeDir changes to the directory of a -C flag, if args begin with one, and
// returns the other arguments. Anywhere else -C is an unknown flag, as it is
// for the go command.
func changeDir(args []string) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	name, dir, joined := strings.Cut(args[0], "=")
	if name != "-C" && name != "--C" {
		return args, nil
	}
	rest := args[1:]
	if !joined {
		if len(rest) == 0 {
			return nil, errors.New("flag needs an argument: -C")
		}
		dir, rest = rest[0], rest[1:]
	}
	if err := os.Chdir(dir); err != nil {
		return nil, fmt.Errorf("-C: %w", err)
	}
	return rest, nil
}
