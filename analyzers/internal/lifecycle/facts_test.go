package lifecycle

import (
	"bytes"
	"encoding/gob"
	"reflect"
	"testing"
)

// A fact about an exit is the same after a journey through a file, and short.
func TestExitFactThroughGob(t *testing.T) {
	exits := []Exit{
		{},
		{Kind: Always, Root: true, Module: "example.com/fleet"},
		{Kind: Always, Inner: true, Via: []string{"log.Fatal"}},
		{Kind: OnError, Via: []string{"cli.Check", More, "os.Exit"}, Module: "example.com/fleet"},
	}
	for _, exit := range exits {
		fact := &funcFact{Exit: exit}
		var buf bytes.Buffer
		enc := gob.NewEncoder(&buf)
		if err := enc.Encode(fact); err != nil {
			t.Fatal(err)
		}
		header := buf.Len() // with the description of the type, once in a file
		if err := enc.Encode(fact); err != nil {
			t.Fatal(err)
		}
		size := buf.Len() - header
		text := len(exit.Module)
		for _, name := range exit.Via {
			text += len(name)
		}
		if size > text+24 {
			t.Errorf("%v takes %d bytes, %d of them text", fact, size, text)
		}
		var got funcFact
		if err := gob.NewDecoder(&buf).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(&got, fact) {
			t.Errorf("%+v becomes %+v", fact, got)
		}
	}
}

func TestFactString(t *testing.T) {
	tests := []struct {
		fact funcFact
		want string
	}{
		{funcFact{Exit: Exit{Kind: Always, Root: true}}, "exits"},
		{funcFact{Exit: Exit{Kind: Always, Via: []string{"cli.Stop", "os.Exit"}}}, "exits cli.Stop os.Exit"},
		{funcFact{Exit: Exit{Kind: OnError, Via: []string{"log.Fatal"}}, Endless: LoopsForever}, "exits on error log.Fatal; endless"},
		{funcFact{Chans: []ChanParam{{0, ChanSends | ChanMany}, {2, ChanReceives | ChanAsync}}}, "chan 0 sends many; chan 2 receives async"},
		{funcFact{}, ""},
	}
	for _, test := range tests {
		if got := test.fact.String(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
