//go:build unix

package gocmd

import (
	"os/exec"
	"syscall"
)

// ownGroup makes the command the leader of a process group, to which the
// compilers and tools that it starts belong too.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func interruptGroup(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }

// killGroup ends what is left of the group. There being nothing is the rule.
func killGroup(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
