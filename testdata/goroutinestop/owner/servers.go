package owner

import (
	"context"
	"log"
	"net/http"
)

// admin is shut down in a goroutine.
type admin struct{ srv *http.Server }

func (a *admin) Start() {
	go func() { // ok: servershutdown is about servers
		if err := a.srv.ListenAndServe(); err != http.ErrServerClosed {
			log.Print("admin: ", err)
		}
	}()
}

func (a *admin) Stop() {
	go func() { // ok: and about what nobody waits for when they are shut down
		if err := a.srv.Shutdown(context.Background()); err != nil {
			log.Print("admin: ", err)
		}
	}()
}
