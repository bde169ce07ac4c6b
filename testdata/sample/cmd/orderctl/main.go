// Orderctl exports orders and serves their numbers while it does.
//
// Like orderd it has defects in its shutdown on purpose.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"time"

	"example.com/fleet/sample/internal/audit"
)

func main() {
	out := flag.String("o", "orders.csv", "output `file`")
	metrics := flag.String("metrics", "", "serve the numbers at this `address` until interrupted")
	flag.Parse()

	trail, err := audit.Open(*out + ".trail")
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Create(*out)
	if err != nil {
		log.Fatal(err)
	}
	w := bufio.NewWriter(file)
	defer w.Flush()
	for _, name := range flag.Args() {
		if err := export(w, name); err != nil {
			log.Fatalf("%s: %v", name, err)
		}
	}
	if *metrics != "" {
		serve(*metrics)
	}
	if err := trail.Close(); err != nil {
		log.Print(err)
	}
}

func export(w *bufio.Writer, name string) error {
	orders, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	_, err = w.Write(orders)
	return err
}

// serve answers until the process is interrupted.
func serve(addr string) {
	srv := &http.Server{Addr: addr, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, time.Now().Unix())
	})}
	ctx, _ := signal.NotifyContext(context.Background(), os.Interrupt)
	go func() {
		<-ctx.Done()
		if err := srv.Shutdown(ctx); err != nil {
			log.Print(err)
		}
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Print(err)
	}
}
