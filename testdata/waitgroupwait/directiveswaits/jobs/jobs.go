// Package jobs waits in ways that cannot be seen.
package jobs

import "sync"

var watched = make(chan *sync.WaitGroup)

// Join waits for wg, in a process of its own.
//
//quiesce:waits
func Join(wg *sync.WaitGroup) { join(wg) }

func join(wg *sync.WaitGroup)

// Await waits for wg, says a row of the user.
func Await(wg *sync.WaitGroup) { await(wg) }

func await(wg *sync.WaitGroup)

// Print does not wait.
func Print(wg *sync.WaitGroup) { println(wg) }
