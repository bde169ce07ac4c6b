package sarif

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemaFile is the schema of SARIF 2.1.0 with errata 01, as OASIS has published
// it.
const schemaFile = "testdata/sarif-schema-2.1.0.json"

// validate checks a document against the schema.
func validate(t *testing.T, doc []byte) {
	t.Helper()
	if err := schemaError(t, doc); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
}

func schemaError(t *testing.T, doc []byte) error {
	t.Helper()
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(schemaFile, schema); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	return compiled.Validate(value)
}

// The schema is one that notices what is wrong.
func TestSchema(t *testing.T) {
	for doc, valid := range map[string]bool{
		`{"version": "2.1.0", "runs": []}`: true,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}}]}]}`:       true,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": null}]}`:                               false,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "columnKind": "bytes"}]}`:                         false,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "informationUri": "not a URI"}}}]}`:                 false,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "x"}, {"id": "x"}]}}}]}`:           false,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x", "rules": [{"id": "x", "help": {}}]}}}]}`:            false,
		`{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}, "ruleIndex": -2}]}]}`: false,
	} {
		if err := schemaError(t, []byte(doc)); (err == nil) != valid {
			t.Errorf("%s: %v, want valid %t", doc, err, valid)
		}
	}
}
