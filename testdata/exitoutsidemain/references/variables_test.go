package references

import "testing"

func TestLand(t *testing.T) {
	var got int
	defer Replace(func(code int) { got = code })()
	fatal = t.Log
	exit = func(code int) { got = code } // ok: tests may replace it
	Land(-1, nil)
	if got != -1 {
		t.Errorf("exit with %d", got)
	}
}

// mock is set by tests alone.
var mock func(int)

func TestMock(t *testing.T) {
	mock = func(code int) { t.Fatalf("exit with %d", code) }
	mock(1) // ok: t.Fatalf ends the test
}
