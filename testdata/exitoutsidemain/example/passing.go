package example

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
)

// Read is Load with an error: main decides what to do about it.
func Read(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	cfg := new(Config)
	return cfg, json.Unmarshal(data, cfg)
}

// Listen is Serve with an error, so the lock is removed.
func Listen(cfg *Config, h http.Handler) error {
	defer os.Remove(cfg.Data + "/lock")
	served := make(chan error, 1)
	go func() { served <- http.ListenAndServe(cfg.Addr, h) }()
	return errors.Join(<-served, check(cfg.Data))
}

func check(dir string) error {
	_, err := os.Stat(dir)
	return err
}

// Reset ends the process where nothing else runs yet, and says why it may.
func Reset(dir string) {
	if err := os.RemoveAll(dir); err != nil {
		//lint:ignore quiesce/exitoutsidemain runs before anything holds a resource
		os.Exit(1)
	}
}
