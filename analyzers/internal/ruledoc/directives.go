package ruledoc

// Directives are the categories of what every rule reports about the directives
// that name it. They belong to each page and stand in no doc.go.
var Directives = []Category{
	{
		"stale-directive",
		"a //lint:ignore or //lint:file-ignore that names this analyzer and silences nothing. " +
			"Directives in generated files are not judged, nor those in test files if the analyzer is off there; " +
			"what is found with another flag only counts as silenced.",
	},
	{
		"no-reason",
		"such a directive without a reason, which silences nothing.",
	},
}
