// Package generated has a file that no one edits.
package generated
