package migrate

import (
	"log"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	if os.Getenv("BILLING_DSN") == "" {
		log.Fatal("BILLING_DSN is not set") //lint:ignore quiesce/exitoutsidemain TestMain may exit anyway // want `directive silences nothing`
	}
	os.Exit(m.Run())
}

func fixture(t *testing.T, name string) *os.File {
	f, err := os.Open(name)
	if err != nil {
		log.Fatal(err) //lint:ignore quiesce/exitoutsidemain the other tests need it too // ok: the rule looks at test files
	}
	return f
}

func TestSchema(t *testing.T) { t.Log(fixture(t, "schema.sql").Name()) }
