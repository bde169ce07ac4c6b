//go:build !unix

package gocmd

import "os/exec"

// Systems without process groups end the go command alone. What it has started
// fails soon after, for want of the files in the temporary directory.

func ownGroup(*exec.Cmd) {}

func interruptGroup(cmd *exec.Cmd) error { return cmd.Process.Kill() }

func killGroup(*exec.Cmd) {}
