package known

import "slices"

// Serves are the functions that serve until they are shut down and that no
// one can tell by their shape: functions that make the server they run, and
// methods with a name of their own. What is called Serve, ListenAndServe or Run
// and has a Shutdown, Stop, GracefulStop or Close beside it needs no row, so
// there is none for (*http.Server).Serve, grpc, or a server of fasthttp. The
// handlers of connect are served by net/http.
var Serves = Table{
	"net/http": named("", "Serve", "ServeTLS", "ListenAndServe", "ListenAndServeTLS"),

	// https://pkg.go.dev/github.com/labstack/echo/v4
	// They return http.ErrServerClosed, as those of net/http do.
	"github.com/labstack/echo": named("Echo", "Start", "StartTLS", "StartAutoTLS"),

	// https://pkg.go.dev/github.com/gin-gonic/gin#Engine.Run
	// An Engine has no Shutdown: these make a http.Server that nobody else
	// gets to see.
	"github.com/gin-gonic/gin": named("Engine", "Run", "RunTLS", "RunUnix", "RunListener"),

	// https://pkg.go.dev/github.com/valyala/fasthttp#ListenAndServe
	"github.com/valyala/fasthttp": named("", "Serve", "ServeTLS", "ListenAndServe", "ListenAndServeTLS"),

	// https://pkg.go.dev/github.com/gofiber/fiber/v2#App.Listen
	"github.com/gofiber/fiber": fiberListens,
}

// ServesUntilShutdown are the methods that serve and return nil, and no error
// such as ErrServerClosed, as soon as a Shutdown begins.
var ServesUntilShutdown = Table{
	// https://pkg.go.dev/github.com/valyala/fasthttp#Server.Shutdown
	// "When Shutdown is called, Serve, ListenAndServe, and ListenAndServeTLS
	// immediately return nil. Make sure the program doesn't exit and waits
	// instead for Shutdown to return."
	"github.com/valyala/fasthttp": named("Server", "Serve", "ServeTLS", "ListenAndServe", "ListenAndServeTLS"),

	// https://pkg.go.dev/github.com/gofiber/fiber/v2#App.Shutdown
	"github.com/gofiber/fiber": fiberListens,
}

var fiberListens = slices.Concat(
	named("App", "Listen", "ListenTLS", "Listener"),
	named("App", "ListenTLSWithCertificate", "ListenMutualTLS"),
)
