// Package flow answers questions about one control-flow graph: which
// blocks can be reached, under which conditions, and what a node runs.
//
// A graph comes from golang.org/x/tools/go/analysis/passes/ctrlflow. Its
// blocks hold simple statements and the conditions of compound ones;
// "&&" and "||" are not taken apart, so a node may run a part of itself
// only sometimes.
package flow
