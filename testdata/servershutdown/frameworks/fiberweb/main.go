// The program serves with fiber, whose Listen returns nil when a Shutdown
// begins.
package main

import (
	"crypto/tls"
	"log"
	"net"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
)

func main() {
	app := fiber.New()
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	go func() {
		<-quit
		if err := app.ShutdownWithTimeout(10 * time.Second); err != nil {
			log.Print(err)
		}
	}()
	if err := app.Listen(":3000"); err != nil { // want `\(\*fiber\.App\)\.Listen returns when ShutdownWithTimeout begins, and the process ends`
		log.Panic(err) // ok: the error is nil then
	}
}

// waits waits for the goroutine that shuts down.
func waits(app *fiber.App) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, os.Interrupt)
	var drained sync.WaitGroup
	drained.Go(func() {
		<-quit
		app.ShutdownWithTimeout(10 * time.Second)
	})
	if err := app.Listen(":3000"); err != nil { // ok: the drain is waited for
		log.Panic(err)
	}
	drained.Wait()
}

// An Edge never shuts its apps down.
type Edge struct {
	plain, secret, mutual, given *fiber.App
	ln                           net.Listener
}

func NewEdge(ln net.Listener) *Edge {
	return &Edge{plain: fiber.New(), secret: fiber.New(), mutual: fiber.New(), given: fiber.New(), ln: ln}
}

func (e *Edge) Start(cert tls.Certificate) {
	go e.plain.ListenTLS(":443", "cert.pem", "key.pem")                        // ok: Stop shuts it down
	go e.secret.ListenTLSWithCertificate(":444", cert)                         // want `goroutine serves on "secret", which nothing shuts down or closes`
	go e.mutual.ListenMutualTLS(":445", "cert.pem", "key.pem", "clientca.pem") // want `goroutine serves on "mutual"`
	go func() { e.given.Listener(e.ln) }()                                     // ok: whoever has handed the listener in may close it
}

func (e *Edge) Stop() error { return e.plain.Shutdown() }
