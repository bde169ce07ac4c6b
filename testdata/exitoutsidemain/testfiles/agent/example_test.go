package agent_test

import (
	"fmt"
	"log"
	"os"

	"example.com/fleet/exitoutsidemain/testfiles/agent"
)

func Example() {
	f := Dial("/dev/null")
	defer f.Close()
	fmt.Println(f.Name())
	// Output: /dev/null
}

// Dial is there for the example, so it is written like one.
func Dial(device string) *os.File {
	f, err := agent.Connect(device)
	if err != nil {
		log.Fatal(err) // ok: only an example calls it
	}
	return f
}
