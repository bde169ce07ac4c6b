package named

import (
	"context"
	"time"
)

// A Node is a point of the road network.
type Node struct {
	next []*Node
	seen bool
}

// Explore starts functions that call themselves.
func Explore(ctx context.Context, n *Node, retries int) {
	go n.visit()          // ok: the recursion ends with the graph
	go retry(retries)     // ok: the recursion counts down
	go n.ping()           // want `goroutine runs an endless loop`
	go n.even(retries)    // ok: either of the two returns
	go n.alternate(false) // want `goroutine runs an endless loop`

	var walk func(*Node)
	walk = func(n *Node) {
		for _, m := range n.next {
			walk(m)
		}
	}
	go walk(n) // ok: the recursion ends with the graph
}

func (n *Node) visit() {
	n.seen = true
	for _, m := range n.next {
		if !m.seen {
			m.visit()
		}
	}
}

func retry(n int) {
	if n == 0 {
		return
	}
	time.Sleep(time.Second)
	retry(n - 1)
}

// ping and pong call each other, and ping never returns.
func (n *Node) ping() {
	for {
		n.seen = !n.seen
		n.pong()
	}
}

func (n *Node) pong() {
	if n.seen {
		n.ping()
	}
}

func (n *Node) even(i int) {
	if i > 0 {
		n.odd(i - 1)
	}
}

func (n *Node) odd(i int) {
	if i > 0 {
		n.even(i - 1)
	}
}

// alternate never returns, whichever way it goes.
func (n *Node) alternate(b bool) {
	if b {
		n.ping()
	} else {
		n.rest()
	}
}

func (n *Node) rest() {
	for {
		time.Sleep(time.Minute)
	}
}
