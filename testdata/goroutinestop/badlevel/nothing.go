//quiesce:require // want `directive requires "", which is no level`
package badlevel

// Name is what it is called.
const Name = "badlevel"
