package loggers

import (
	"io"
	"net"

	apex "github.com/apex/log"
	charm "github.com/charmbracelet/log"
	"github.com/labstack/echo/v4"
	gommon "github.com/labstack/gommon/log"
	"github.com/rs/zerolog"
	"github.com/rs/zerolog/log"
	"google.golang.org/grpc/grpclog"
)

// Listen opens the port of the telemetry service.
func Listen(logger zerolog.Logger, addr string) net.Listener {
	if addr == "" {
		log.Fatal().Msg("no address") // want `call to log\.Fatal ends the process outside main`
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		logger.Fatal().Err(err).Str("addr", addr).Msg("listen") // want `call to \(\*zerolog\.Logger\)\.Fatal ends the process outside main`
	}
	logger.Error().Str("addr", addr).Msg("telemetry is not encrypted")        // ok: Error returns
	logger.WithLevel(zerolog.FatalLevel).Str("addr", addr).Msg("last chance") // ok: WithLevel only writes, at every level
	return ln
}

// Upload sends a file of positions.
func Upload(entry *apex.Entry, logger apex.Interface, body io.Reader) {
	if body == nil {
		apex.Fatal("no body") // want `call to log\.Fatal ends the process outside main`
	}
	n, err := io.Copy(io.Discard, body)
	if n == 0 {
		logger.Fatal("empty body") // want `call to \(log\.Interface\)\.Fatal ends the process outside main`
	}
	if n > 1<<30 {
		apex.Fatalf("body of %d bytes", n) // want `call to log\.Fatalf ends the process outside main`
	}
	if err != nil && n > 1<<20 {
		logger.Fatalf("upload: %v", err) // want `call to \(log\.Interface\)\.Fatalf ends the process outside main`
	}
	if err != nil {
		entry.WithError(err).Fatal("upload") // want `call to \(\*log\.Entry\)\.Fatal ends the process outside main`
	}
	logger.Error("upload was slow") // ok: Error returns
}

// Greet is the first screen of the console; nothing hides what its logger does.
func Greet(console *charm.Logger, user string) {
	if user == "" {
		charm.Fatal("nobody is logged in") // want `call to log\.Fatal ends the process outside main`
	}
	if user == "root" {
		console.Fatalf("%s may not use the console", user) // want `call to \(\*log\.Logger\)\.Fatalf ends the process outside main`
	}
	console.Error("console is read-only", "user", user) // ok: Error returns
}

// Balance picks a server, and logs as gRPC's own balancers do.
func Balance(logger grpclog.LoggerV2, component grpclog.DepthLoggerV2, legacy grpclog.Logger, servers []string) string {
	switch len(servers) {
	case 0:
		grpclog.Fatal("no servers") // want `call to grpclog\.Fatal ends the process outside main`
	case 1:
		logger.Fatal("a single server") // want `call to \(\w+\.LoggerV2\)\.Fatal ends the process outside main`
	case 2:
		logger.Fatalln("servers:", servers) // want `call to \(\w+\.LoggerV2\)\.Fatalln ends the process outside main`
	case 3:
		logger.Fatalf("servers: %v", servers) // want `call to \(\w+\.LoggerV2\)\.Fatalf ends the process outside main`
	case 4:
		component.FatalDepth(1, "servers: ", servers) // want `call to \(\w+\.DepthLoggerV2\)\.FatalDepth ends the process outside main`
	case 5:
		component.Fatalln("servers:", servers) // want `call to \(\w+\.LoggerV2\)\.Fatalln ends the process outside main`
	case 6:
		legacy.Fatal("servers: ", servers) // want `call to \(\w+\.Logger\)\.Fatal ends the process outside main`
	case 7:
		legacy.Fatalf("servers: %v", servers) // want `call to \(\w+\.Logger\)\.Fatalf ends the process outside main`
	case 8:
		legacy.Fatalln("servers:", servers) // want `call to \(\w+\.Logger\)\.Fatalln ends the process outside main`
	}
	logger.Errorf("%d servers are too many", len(servers)) // ok: Errorf returns
	return servers[0]
}

// Serve runs the web console.
func Serve(e *echo.Echo, addr string) {
	e.HideBanner = true
	if addr == "" {
		e.Logger.Fatalj(gommon.JSON{"addr": addr}) // want `call to \(echo\.Logger\)\.Fatalj ends the process outside main`
	}
	e.GET("/healthz", func(c echo.Context) error {
		c.Logger().Info("healthy") // ok: Info returns
		return c.NoContent(204)
	})
	if len(e.Routes()) > 100 {
		e.Logger.Fatalf("%d routes", len(e.Routes())) // want `call to \(echo\.Logger\)\.Fatalf ends the process outside main`
	}
	e.Logger.Fatal(e.Start(addr)) // want `call to \(echo\.Logger\)\.Fatal ends the process outside main`
}
