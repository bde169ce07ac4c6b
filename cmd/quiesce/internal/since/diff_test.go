package since

import (
	"reflect"
	"testing"
)

// Lines of a hunk can look like headers.
func TestParseDiff(t *testing.T) {
	const diff = `diff --git a/a.go b/a.go
index 0f37e5b..6b8e2d1 100644
--- a/a.go
+++ b/a.go
@@ -3,2 +3 @@ func f() {
--- a/x.go
-@@ -1 +1 @@
\ No newline at end of file
+++ b/x.go
\ No newline at end of file
@@ -9,0 +9,2 @@
+@@ -1 +7 @@
+x
diff --git "a/tab\there.go" "b/tab\303\244\there.go"
--- "a/tab\there.go"
+++ "b/tab\303\244\there.go"
@@ -1 +1 @@
-x
+y
diff --git a/gone.go b/gone.go
--- a/gone.go
+++ /dev/null
@@ -1 +0,0 @@
-x
`
	want := map[string][]lineRange{
		"a.go":          {{3, 3}, {9, 10}},
		"tabä\there.go": {{1, 1}},
	}
	if got, err := parseDiff(diff); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("parseDiff = %v, %v, want %v", got, err, want)
	}
	for _, diff := range []string{"@@ -1 +1 @@\n", "+++ w/a.go\n", "+++ \"b/a.go\n", "+++ b/a.go\n@@ what\n"} {
		if got, err := parseDiff(diff); err == nil {
			t.Errorf("parseDiff(%q) = %v, want an error", diff, got)
		}
	}
}
