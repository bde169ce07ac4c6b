// Package example shows what exitoutsidemain reports, and what it does not.
package example

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
)

// Config is what the service is told.
type Config struct{ Addr, Data string }

// Load can be called by everyone, and tells no one what went wrong.
func Load(path string) *Config {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatalf("config: %v", err) // want `call to log\.Fatalf ends the process outside main`
	}
	cfg := new(Config)
	if err := json.Unmarshal(data, cfg); err != nil {
		log.Print(err)
		os.Exit(1) // want `call to os\.Exit ends the process outside main`
	}
	return cfg
}

// Serve takes everything else down when a port is taken.
func Serve(cfg *Config, h http.Handler) {
	defer os.Remove(cfg.Data + "/lock")
	go log.Fatal(http.ListenAndServe(cfg.Addr, h)) // want `call to log\.Fatal ends the process outside main`
	watch(cfg.Data, log.Fatal)                     // want `log\.Fatal is handed on as a value`
}

func watch(dir string, onErr func(...any)) {
	if _, err := os.Stat(dir); err != nil {
		onErr(err)
	}
}
