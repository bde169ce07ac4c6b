package kvserver

// expiryQueue is a [container/heap.Interface] with the entry that expires first
// at its head. Each entry knows its index, so that a new Set or a Delete takes
// it out at once: a key that is set over and over leaves nothing behind.
type expiryQueue []*entry

func (q expiryQueue) Len() int           { return len(q) }
func (q expiryQueue) Less(i, j int) bool { return q[i].expires.Before(q[j].expires) }

func (q expiryQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index = i
	q[j].index = j
}

// Push is called by container/heap alone.
func (q *expiryQueue) Push(x any) {
	e := x.(*entry)
	e.index = len(*q)
	*q = append(*q, e)
}

// Pop is called by container/heap alone.
func (q *expiryQueue) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	e.index = -1
	(*q)[last] = nil // for the garbage collector
	*q = (*q)[:last]
	return e
}
