// Package conf reads the configuration of the service.
package conf

import (
	"encoding/json"
	"log"
	"os"
)

// Config is what the configuration file holds.
type Config struct {
	Addr  string   // to serve HTTP on
	Data  string   // directory of the store
	Relay string   // SMTP relay, host:port
	Spool []string // files with orders to import
}

// Load reads the file.
func Load(path string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	cfg := new(Config)
	return cfg, json.Unmarshal(data, cfg)
}

// MustLoad is Load for programs that cannot start without a configuration.
func MustLoad(path string) *Config {
	cfg, err := Load(path)
	if err != nil {
		log.Fatalf("conf: %v", err)
	}
	return cfg
}
