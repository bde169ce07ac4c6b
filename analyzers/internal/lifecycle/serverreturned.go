package lifecycle

// A ReturnedServe is a function that returns ErrServerClosed to its callers
// when a server that it runs is shut down.
type ReturnedServe struct {
	Serve *ServeCall
	Stop  StopCall
	In    *Func
	Waits bool // the error has come through the Wait of a group, or something is waited for on the way
}

// noteReturn notes that the error leaves f.
func (ff *fatalFinder) noteReturn(f *Func, waits bool) {
	for _, r := range ff.serving.Returned {
		if r.Serve == ff.serve && r.In == f {
			return
		}
	}
	ff.serving.Returned = append(ff.serving.Returned, &ReturnedServe{ff.serve, ff.stop, f, ff.waited || waits})
}
