package golist

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestErrorString(t *testing.T) {
	for _, test := range []struct {
		err  Error
		want string
	}{
		{Error{"", "# example.com/cart [example.com/cart.test]\ncart/cart.go:5:28: undefined: total\ncart/cart.go:6:1: and more\n"}, "cart/cart.go:5:28: undefined: total"},
		{Error{"cart/cart.go:3:8", "no required module provides package example.org/tax; to add it:\n\tgo get example.org/tax"},
			"cart/cart.go:3:8: no required module provides package example.org/tax; to add it: go get example.org/tax"},
		{Error{"cart/cart.go:4:1", "cart/cart.go:4:1: expected }"}, "cart/cart.go:4:1: expected }"},
		{Error{"", "# example.com/cart\n"}, "it cannot be compiled"},
	} {
		if got := test.err.String(); got != test.want {
			t.Errorf("%+v: %q, want %q", test.err, got, test.want)
		}
	}
}

var shop = []Package{
	{ImportPath: "example.com/shop/cart", Dir: "/src/cart", GoFiles: []string{"cart.go"},
		TestGoFiles: []string{"cart_test.go"}, XTestGoFiles: []string{"open_test.go"}},
	{ImportPath: "example.com/shop/checks", Dir: "/src/checks", TestGoFiles: []string{"checks_test.go"}},
}

// Tests are hidden, and what another overlay replaces stays replaced.
func TestHideTests(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.json")
	if err := os.WriteFile(other, []byte(`{"Replace": {"/src/cart/cart.go": "/elsewhere/cart.go"}}`), 0o666); err != nil {
		t.Fatal(err)
	}
	name, err := HideTests(dir, other, shop)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Replace map[string]string }
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"/src/cart/cart.go":                            "/elsewhere/cart.go",
		filepath.Join("/src/cart", "cart_test.go"):     "",
		filepath.Join("/src/cart", "open_test.go"):     "",
		filepath.Join("/src/checks", "checks_test.go"): "",
	}
	if !maps.Equal(got.Replace, want) {
		t.Errorf("overlay replaces %v, want %v", got.Replace, want)
	}
	if _, err := HideTests(dir, filepath.Join(dir, "none.json"), shop); err == nil {
		t.Error("no error for an overlay that is not there")
	}
}

// A package that has nothing but tests is gone without them.
func TestWithoutTests(t *testing.T) {
	got := WithoutTests(shop)
	if len(got) != 1 || got[0].ImportPath != "example.com/shop/cart" || len(got[0].TestFiles()) != 0 {
		t.Errorf("left: %+v", got)
	}
	if len(shop[0].TestFiles()) != 2 {
		t.Error("the packages themselves have changed")
	}
}
