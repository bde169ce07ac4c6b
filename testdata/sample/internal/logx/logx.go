// Package logx is the logger of the service: slog with a Fatal level.
package logx

import (
	"log/slog"
	"os"
)

// Logger is a structured logger.
type Logger struct{ *slog.Logger }

// Fatal logs the message and ends the process.
func (l *Logger) Fatal(msg string, args ...any) {
	l.Error(msg, args...)
	os.Exit(1)
}
