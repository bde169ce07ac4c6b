package known

// Serves are the functions that serve until they are shut down and that no
// one can tell by their shape: functions that make the server they run, and
// methods with a name of their own. What is called Serve, ListenAndServe or Run
// and has a Shutdown, Stop, GracefulStop or Close beside it needs no row, so
// there is none for (*http.Server).Serve, grpc, fasthttp or fiber.
var Serves = Table{
	"net/http": named("", "Serve", "ServeTLS", "ListenAndServe", "ListenAndServeTLS"),

	// https://pkg.go.dev/github.com/labstack/echo/v4
	// They return http.ErrServerClosed, as those of net/http do.
	"github.com/labstack/echo": named("Echo", "Start", "StartTLS", "StartAutoTLS"),
}
