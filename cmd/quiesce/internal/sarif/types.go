package sarif

import "honnef.co/go/tools/sarif"

// The types below are those of honnef.co/go/tools/sarif with what it lacks. A
// field takes the place of the embedded one of the same name.

type log struct {
	sarif.Log
	Runs []run `json:"runs"`
}

type run struct {
	Tool               tool                              `json:"tool"`
	Invocations        []invocation                      `json:"invocations"`
	OriginalURIBaseIDs map[string]sarif.ArtifactLocation `json:"originalUriBaseIds"`
	ColumnKind         string                            `json:"columnKind"`
	Results            []result                          `json:"results"` // there on a clean run too
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	sarif.ToolComponent
	Rules []rule `json:"rules"`
}

type rule struct {
	sarif.ReportingDescriptor
	FullDescription sarif.Message `json:"fullDescription"`
	Properties      properties    `json:"properties"`
}

type properties struct {
	Tags []string `json:"tags"`
}

type invocation struct {
	sarif.Invocation
	ExitCode      int            `json:"exitCode"`
	Notifications []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Level   string        `json:"level"`
	Message sarif.Message `json:"message"`
}

type result struct {
	sarif.Result
	RuleIndex           int                 `json:"ruleIndex"`
	PartialFingerprints map[string]string   `json:"partialFingerprints"`
	Suppressions        []sarif.Suppression `json:"suppressions,omitempty"` // null is not allowed
}
