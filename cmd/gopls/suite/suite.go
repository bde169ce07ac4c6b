// Package suite holds the analyzers of quiesce with the flags that were chosen
// when gopls was built: the settings of gopls switch analyzers on and off, and
// have no place for more.
package suite

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/seed42e405a4/quiesce/analyzers"
)

// flags is what [Encode] returns. The linker sets it.
var flags string

// Variable is the name by which the linker knows what it is to set to the
// result of [Encode].
const Variable = "github.com/seed42e405a4/quiesce/cmd/gopls/suite.flags"

// Analyzers returns the suite, its flags set.
func Analyzers() ([]*analysis.Analyzer, error) {
	list, err := url.ParseQuery(flags)
	if err != nil {
		return nil, err
	}
	for _, flag := range list["set"] {
		if err := Set(flag); err != nil {
			return nil, err
		}
	}
	return analyzers.Suite, nil
}

// Set sets a flag of an analyzer from a text of the form NAME.FLAG=VALUE, as
// quiesce takes it on its command line.
func Set(flag string) error {
	name, value, ok := strings.Cut(flag, "=")
	if !ok {
		return fmt.Errorf("%s: not of the form NAME.FLAG=VALUE", flag)
	}
	rule, short, _ := strings.Cut(name, ".")
	for _, a := range analyzers.Suite {
		if f := a.Flags.Lookup(short); a.Name == rule && f != nil {
			if err := f.Value.Set(value); err != nil {
				return fmt.Errorf("%s: %w", flag, err)
			}
			return nil
		}
	}
	return fmt.Errorf("%s: no analyzer has this flag", name)
}

// Encode returns flags, each as for [Set], in a form that no command line and
// no linker breaks up.
func Encode(flags []string) string {
	return url.Values{"set": flags}.Encode()
}
