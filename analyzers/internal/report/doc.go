// Package report is the one way in which the analyzers report. It knows
// which files are generated, which comments silence or declare something,
// and hands over findings in an order that does not depend on how a rule
// walked the syntax.
//
// # Directives
//
// These comments silence a rule:
//
//   - //lint:ignore quiesce/RULE reason, with several names separated by
//     commas, works as in honnef.co/go/tools: on the line of the finding, or
//     alone above the statement or declaration whose first line has the
//     finding. Other comments may stand between the two. A name may be a
//     pattern as in [path.Match]; upper and lower case are the same.
//   - //lint:file-ignore quiesce/RULE reason works in its whole file.
//   - //nolint, //nolint:all and //nolint:quiesce work as in golangci-lint:
//     at the end of a line for this line, alone above a statement,
//     declaration or package clause for all of what follows it.
//
// A //lint directive without a reason silences nothing. The line of a
// finding is the line of its start. A trailing directive covers the line it
// stands on and, as in honnef.co/go/tools, the first line of the statement
// that it trails; it does not reach into the block that its line opens.
//
// Each rule judges the //lint directives that name it, and reports those that
// silence nothing or give no reason: see [Reporter.Flush]. A directive is of use
// if it silences what the rule reports, or would report with other flags, in a
// file that is not generated. Patterns and //nolint name no single rule and are
// not judged.
//
// A comment //quiesce:WORD above a declaration, or at the end of a
// declaration of one line, declares something that the analysis cannot see.
//
// # Positions
//
// Lines and file names are the ones that drivers print, adjusted by //line
// comments: what cgo makes of a file holds the comments of the original, at
// adjusted positions, but has other line breaks.
package report
