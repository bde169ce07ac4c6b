// Package mail sends notices through an SMTP relay.
package mail

import (
	"fmt"
	"io"
	"log"
	"net/smtp"
	"sync"
	"time"
)

// Mailer sends notices in the background.
type Mailer struct {
	relay   string
	log     *log.Logger
	pending sync.WaitGroup
}

// New returns a mailer that has seen its relay answer.
func New(relay string, logger *log.Logger) *Mailer {
	m := &Mailer{relay: relay, log: logger}
	if !m.check() {
		m.log.Fatalf("cannot do without the mail relay %s", relay)
	}
	go func() {
		for {
			time.Sleep(time.Minute)
			m.check()
		}
	}()
	return m
}

// Notify sends the notice in the background.
func (m *Mailer) Notify(to, notice string) {
	m.pending.Add(1)
	go func() {
		defer m.pending.Done()
		m.send(to, notice)
	}()
}

// Announce sends the notice to everyone and files a copy.
func (m *Mailer) Announce(to []string, notice string, file io.Writer) error {
	var wg sync.WaitGroup
	for _, addr := range to {
		wg.Go(func() { m.send(addr, notice) })
	}
	if _, err := io.WriteString(file, notice); err != nil {
		return fmt.Errorf("file a copy: %w", err)
	}
	wg.Wait()
	return nil
}

// AnnounceFiled sends the notice to everyone while it files a copy.
func (m *Mailer) AnnounceFiled(to []string, notice string, file io.Writer) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	for _, addr := range to {
		wg.Go(func() { m.send(addr, notice) })
	}
	if _, err := io.WriteString(file, notice); err != nil {
		return fmt.Errorf("file a copy: %w", err)
	}
	return nil
}

func (m *Mailer) send(to, notice string) {
	err := smtp.SendMail(m.relay, nil, "orderd@example.com", []string{to}, []byte(notice))
	if err != nil {
		m.log.Printf("mail to %s: %v", to, err)
	}
}

func (m *Mailer) check() bool {
	c, err := smtp.Dial(m.relay)
	if err != nil {
		m.log.Printf("mail: %v", err)
		return false
	}
	return c.Quit() == nil
}
