package exits

import (
	"fmt"
	"log"
	"os"
)

// A Level is how bad a line of a log is.
type Level int

// The levels.
const (
	Info Level = iota
	Worst
)

// Verbose is a setting.
var Verbose bool

// A Parser reads command lines, and leaves if that is asked for.
type Parser struct {
	handling int
	exits    bool
	level    *Level
}

// Handle is what flag.FlagSet does.
func (p *Parser) Handle(err error) error { // ok: the field decides
	if err == nil {
		return nil
	}
	switch p.handling {
	case 0:
		return err
	case 1:
		os.Exit(2)
	}
	return nil
}

// Parse has a setting that is a boolean.
func (p *Parser) Parse(err error) error { // ok: the field decides
	if err != nil && p.exits {
		os.Exit(2)
	}
	return err
}

// Copied has a copy of the setting.
func (p *Parser) Copied(err error) error { // ok: the field decides
	exits := p.exits
	if exits && err != nil {
		os.Exit(2)
	}
	return err
}

// Log is what loggers do.
func Log(level Level, err error) { // ok: the parameter decides
	fmt.Println(err)
	if level == Worst && err != nil {
		os.Exit(1)
	}
}

// Least compares in another way.
func Least(level Level, err error) { // ok: the parameter decides
	if err == nil || level < Worst {
		return
	}
	os.Exit(1)
}

// At looks behind a pointer.
func (p *Parser) At(err error) { // ok: the field decides
	if err != nil && *p.level == Worst {
		os.Exit(1)
	}
}

// Global asks a package variable.
func Global(err error) { // ok: the variable decides
	if Verbose {
		if err != nil {
			log.Fatal(err)
		}
	}
}

// Modes calls what exits on error, if it is asked to.
func Modes(strict bool, err error) { // ok: the parameter decides
	if strict {
		Tested(err)
	}
}
