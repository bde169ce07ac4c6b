package lifecycle

import "go/token"

// AfterSignal reports whether control comes to pos in f, a function of this
// package, only after f has received a signal and called something that may clean
// up, be it on a goroutine of its own or on that of who calls it, and has nothing
// to return:
//
//	func (s *Server) WaitForSignal() {
//		<-s.signals
//		s.stop()
//		os.Exit(0)
//	}
func (r *Result) AfterSignal(f *Func, pos token.Pos) bool {
	if !r.imports("os/signal") {
		return false
	}
	for ; f != nil; f = f.Parent {
		h := &handler{r: r, f: f, g: r.CFG(f)}
		if h.g == nil {
			return false
		}
		if f.Type().Results.NumFields() == 0 && h.received(pos) > 0 && h.cleans(pos) {
			return true
		}
		pos = f.Pos()
	}
	return false
}
