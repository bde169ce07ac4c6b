package loggers

import (
	"errors"
	"net"
	"os"
	"time"

	"github.com/golang/glog"
	"k8s.io/klog/v2"
)

// A Controller keeps the vehicles of a cluster as they are declared.
type Controller struct {
	name  string
	queue chan string
}

// Validate stops at the first setting that cannot work.
func (c *Controller) Validate(kubeconfig string, workers int) {
	if c.name == "" {
		klog.Exit("controller has no name") // want `call to klog\.Exit ends the process outside main`
	}
	if kubeconfig == "" {
		klog.Exitln("controller", c.name, "has no kubeconfig") // want `call to klog\.Exitln ends the process outside main`
	}
	if workers < 1 {
		klog.Exitf("controller %s: %d workers", c.name, workers) // want `call to klog\.Exitf ends the process outside main`
	}
	klog.V(2).Infof("controller %s: %d workers", c.name, workers) // ok: Infof returns
}

// Sync handles one key of the queue.
func (c *Controller) Sync(key string, apply func(string) error) {
	err := apply(key)
	var netErr net.Error
	switch {
	case err == nil:
	case errors.As(err, &netErr) && netErr.Timeout():
		klog.ErrorS(err, "apply timed out", "key", key) // ok: ErrorS returns
	case errors.Is(err, os.ErrPermission):
		klog.Fatalf("controller %s may not apply %s", c.name, key) // want `call to klog\.Fatalf ends the process outside main`
	case errors.Is(err, os.ErrClosed):
		klog.Fatalln("cache is closed:", err) // want `call to klog\.Fatalln ends the process outside main`
	default:
		klog.Fatal(err) // want `call to klog\.Fatal ends the process outside main`
	}
}

// invariant reports a broken invariant at the line of its caller.
func (c *Controller) invariant(broken string, args ...any) {
	switch {
	case broken == "":
		klog.InfoDepth(1, "invariants hold") // ok: InfoDepth returns
	case c.queue == nil:
		klog.ExitDepth(1, "no queue") // want `call to klog\.ExitDepth ends the process outside main`
	case cap(c.queue) == 0:
		klog.ExitlnDepth(1, "queue has no room") // want `call to klog\.ExitlnDepth ends the process outside main`
	case len(c.queue) == cap(c.queue):
		klog.ExitfDepth(1, "queue of %d is full", cap(c.queue)) // want `call to klog\.ExitfDepth ends the process outside main`
	case len(args) == 0:
		klog.FatalDepth(1, broken) // want `call to klog\.FatalDepth ends the process outside main`
	case len(args) == 1:
		klog.FatallnDepth(1, broken, args[0]) // want `call to klog\.FatallnDepth ends the process outside main`
	default:
		klog.FatalfDepth(1, "%s: %v", broken, args) // want `call to klog\.FatalfDepth ends the process outside main`
	}
}

// Drain empties the queue and leaves.
func (c *Controller) Drain() {
	for len(c.queue) > 0 {
		c.invariant("", <-c.queue)
	}
	klog.Flush()                        // ok: Flush returns
	klog.FlushAndExit(5*time.Second, 0) // want `call to klog\.FlushAndExit ends the process outside main`
}

// migrate is what is left of the controller's days with glog, whose functions
// call os.Exit in plain sight.
func migrate(from string, copyAll func(string) error) {
	if from == "" {
		glog.Exit("nothing to migrate from") // want `call to glog\.Exit ends the process outside main`
	}
	if err := copyAll(from); err != nil {
		glog.Fatalf("migrate %s: %v", from, err) // want `call to glog\.Fatalf ends the process outside main`
	}
	glog.Warningf("migrated from %s", from) // ok: Warningf returns
}
