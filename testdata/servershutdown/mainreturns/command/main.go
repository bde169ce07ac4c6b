// The program serves in a command of a library for command lines.
package main

import (
	"context"
	"errors"
	"net/http"

	"github.com/spf13/cobra"
)

func main() {
	cmd := &cobra.Command{
		Use: "serve",
		RunE: func(cmd *cobra.Command, args []string) error {
			srv := &http.Server{Addr: args[0]}
			go func() {
				<-cmd.Context().Done()
				srv.Shutdown(context.Background())
			}()
			if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) { // want `returns when Shutdown begins, and the process ends`
				return err
			}
			return nil
		},
	}
	_ = cmd.Execute()
}
