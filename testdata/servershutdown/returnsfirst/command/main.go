// The program has its servers in commands.
package main

import (
	"context"
	"errors"
	"net/http"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
)

func main() {
	root := &cobra.Command{Use: "fleet"}
	root.AddCommand(
		&cobra.Command{Use: "api", RunE: api},
		&cobra.Command{Use: "web", RunE: func(cmd *cobra.Command, _ []string) error { return web(cmd.Context()) }},
		&cobra.Command{Use: "late", RunE: func(cmd *cobra.Command, _ []string) error { return late(cmd.Context()) }},
		&cobra.Command{Use: "quiet", RunE: func(cmd *cobra.Command, _ []string) error { return quiet(cmd.Context()) }},
	)
	_ = root.Execute()
}

// api waits for the drain, and hands on what the group has got.
func api(*cobra.Command, []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	srv := &http.Server{Addr: ":8080"}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return srv.ListenAndServe() // want `the command fails with ErrServerClosed when Shutdown begins \(a clean stop ends as a failure\)`
	})
	g.Go(func() error {
		<-gctx.Done()
		return srv.Shutdown(context.WithoutCancel(gctx))
	})
	return g.Wait()
}

// web does not wait.
func web(ctx context.Context) error {
	srv := &http.Server{Addr: ":8081"}
	go func() {
		<-ctx.Done()
		srv.Shutdown(context.WithoutCancel(ctx))
	}()
	return srv.ListenAndServe() // want `\(\*http\.Server\)\.ListenAndServe returns when Shutdown begins, and the process ends`
}

// late waits, and hands the error on.
func late(ctx context.Context) error {
	srv := &http.Server{Addr: ":8082"}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		<-ctx.Done()
		srv.Shutdown(context.WithoutCancel(ctx))
	}()
	err := srv.ListenAndServe() // want `the command fails with ErrServerClosed when Shutdown begins`
	<-drained
	return err
}

func quiet(ctx context.Context) error {
	srv := &http.Server{Addr: ":8083"}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		<-ctx.Done()
		srv.Shutdown(context.WithoutCancel(ctx))
	}()
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // ok: only another error is a failure
		return err
	}
	<-drained
	return nil
}
