package cli

import (
	"errors"
	"flag"
)

// buildValues are the build flags of the go command that take a value, as
// 'go help build' lists them.
var buildValues = []string{
	"asmflags", "buildmode", "compiler", "covermode", "coverpkg", "gccgoflags",
	"gcflags", "installsuffix", "ldflags", "mod", "modfile", "p", "pgo",
	"pkgdir", "tags", "toolexec",
}

// buildBools are those that take none, or true or false. Flag -n is not one of
// them: it asks the go command to do nothing.
var buildBools = []string{
	"a", "asan", "buildvcs", "cover", "linkshared", "modcacherw", "msan", "race",
}

// logBools make the go command print what it does.
var logBools = []string{"v", "work", "x"}

// addBuildFlags defines the build flags, which are handed on as they are.
func (c *Command) addBuildFlags(fs *flag.FlagSet) {
	for _, name := range buildValues {
		fs.Func(name, "", func(value string) error {
			c.Build = append(c.Build, "-"+name+"="+value)
			return nil
		})
	}
	for _, name := range buildBools {
		fs.BoolFunc(name, "", func(value string) error {
			c.Build = append(c.Build, "-"+name+"="+value)
			return nil
		})
	}
	for _, name := range logBools {
		fs.BoolFunc(name, "", func(value string) error {
			c.Log = append(c.Log, "-"+name+"="+value)
			return nil
		})
	}
	fs.StringVar(&c.Overlay, "overlay", "", "")
	// Findings are at places in real files, so the names of these are needed.
	fs.BoolFunc("trimpath", "", func(string) error { return nil })
	fs.Func("C", "", func(string) error { return errors.New("must be the first flag") })
}
