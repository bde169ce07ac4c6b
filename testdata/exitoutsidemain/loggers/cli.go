package loggers

import (
	"os"

	"github.com/alecthomas/kingpin/v2"
	"github.com/alecthomas/kong"
	"github.com/alexflint/go-arg"
	"github.com/spf13/cobra"
	legacy "gopkg.in/alecthomas/kingpin.v2"
)

// Flags parses the command line of the agent.
func Flags(app *kingpin.Application, args []string) string {
	if len(args) == 0 {
		app.FatalUsage("a command is missing") // want `call to \(\*kingpin\.Application\)\.FatalUsage ends the process outside main`
	}
	context, err := app.ParseContext(args)
	if err != nil {
		app.FatalUsageContext(context, "%s", err) // want `call to \(\*kingpin\.Application\)\.FatalUsageContext ends the process outside main`
	}
	command, err := app.Parse(args)
	app.FatalIfError(err, "parse") // want `call to \(\*kingpin\.Application\)\.FatalIfError may end the process outside main`
	if command == "help" {
		app.UsageTemplate(kingpin.CompactUsageTemplate) // ok: UsageTemplate returns
	}
	if command == "" {
		app.Fatalf("%d arguments and no command", len(args)) // want `call to \(\*kingpin\.Application\)\.Fatalf ends the process outside main`
	}
	app.Errorf("command %s is deprecated", command) // ok: Errorf returns
	return command
}

// Global does the same with kingpin's own application.
func Global(config string) {
	if config == "" {
		kingpin.FatalUsage("--config is missing") // want `call to kingpin\.FatalUsage ends the process outside main`
	}
	context, err := kingpin.CommandLine.ParseContext(os.Args[1:])
	if err != nil {
		kingpin.FatalUsageContext(context, "%s", err) // ok: it reads the command line for main
	}
	_, err = os.Stat(config)
	kingpin.FatalIfError(err, "config") // want `call to kingpin\.FatalIfError may end the process outside main`
	if config == "-" {
		kingpin.FatalUsageContext(context, "no file") // want `call to kingpin\.FatalUsageContext ends the process outside main`
	}
	if len(context.Elements) == 0 {
		kingpin.Fatalf("%s: nothing to do", config) // want `call to kingpin\.Fatalf ends the process outside main`
	}
	kingpin.Errorf("%s: was read", config) // ok: Errorf returns
}

// Legacy is a tool that never left gopkg.in.
func Legacy(app *legacy.Application, args []string) {
	context, err := app.ParseContext(args)
	switch {
	case len(args) == 0:
		legacy.FatalUsage("a command is missing") // want `call to kingpin\.FatalUsage ends the process outside main`
	case len(args) > 10:
		app.FatalUsage("%d arguments", len(args)) // want `call to \(\*kingpin\.Application\)\.FatalUsage ends the process outside main`
	case len(args) > 5:
		legacy.FatalUsageContext(context, "%s", err) // want `call to kingpin\.FatalUsageContext ends the process outside main`
	case err != nil:
		app.FatalUsageContext(context, "%s", err) // want `call to \(\*kingpin\.Application\)\.FatalUsageContext ends the process outside main`
	}
	_, err = app.Parse(args)
	app.FatalIfError(err, "parse") // want `call to \(\*kingpin\.Application\)\.FatalIfError may end the process outside main`
	_, err = os.Stat(args[0])
	legacy.FatalIfError(err, "input") // want `call to kingpin\.FatalIfError may end the process outside main`
	if len(args) == 1 {
		app.Fatalf("%s: no output", args[0]) // want `call to \(\*kingpin\.Application\)\.Fatalf ends the process outside main`
	}
	if args[0] == args[1] {
		legacy.Fatalf("%s: input and output are the same", args[0]) // want `call to kingpin\.Fatalf ends the process outside main`
	}
}

// grammar is the command line of the depot tool.
type grammar struct {
	Depot string `arg:"" help:"Name of the depot."`
}

// Depot parses the command line of the depot tool.
func Depot(args []string) string {
	var cli grammar
	parser, err := kong.New(&cli, kong.Name("depot"))
	if err != nil {
		return ""
	}
	_, err = parser.Parse(args)
	parser.FatalIfErrorf(err) // want `call to \(\*kong\.Kong\)\.FatalIfErrorf may end the process outside main`
	if cli.Depot == "none" {
		parser.Fatalf("depot %s cannot be opened", cli.Depot) // want `call to \(\*kong\.Kong\)\.Fatalf ends the process outside main`
	}
	parser.Printf("depot %s", cli.Depot) // ok: Printf returns
	return cli.Depot
}

// Range parses the command line of the range calculator.
func Range(args []string) (km int) {
	var cli struct {
		Battery int `arg:"required"`
		Speed   int
	}
	parser, err := arg.NewParser(arg.Config{Program: "range"}, &cli)
	if err != nil {
		return 0
	}
	if err := parser.Parse(args); err != nil {
		parser.Fail(err.Error()) // want `call to \(\*arg\.Parser\)\.Fail ends the process outside main`
	}
	if cli.Speed < 0 {
		_ = parser.FailSubcommand("speed is negative") // want `call to \(\*arg\.Parser\)\.FailSubcommand ends the process outside main`
	}
	parser.WriteHelp(os.Stderr) // ok: WriteHelp returns
	return cli.Battery * 6
}

// Command returns the command that lists depots.
func Command(list func(region string) ([]string, error)) *cobra.Command {
	return &cobra.Command{
		Use:  "list REGION",
		Args: cobra.ExactArgs(1), // ok: an error, which Execute returns
		Run: func(cmd *cobra.Command, args []string) {
			depots, err := list(args[0])
			cobra.CheckErr(err) // ok: the command has no error to return
			for _, d := range depots {
				cmd.Println(d) // ok: Println returns
			}
		},
	}
}
