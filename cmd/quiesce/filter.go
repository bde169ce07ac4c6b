package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/baseline"
	"github.com/seed42e405a4/quiesce/cmd/quiesce/internal/since"
)

// filter drops the findings that the baseline knows and those on lines that
// have not changed, and says how many.
func (f *front) filter(ctx context.Context) error {
	if f.command.Baseline != "" {
		base, err := baseline.Load(f.command.Baseline)
		if err != nil {
			return err
		}
		var known int
		f.findings, known = base.Filter(f.findings)
		if known > 0 {
			f.say(fmt.Sprintf("not shown: %d known from %s", known, f.command.Baseline))
		}
	}
	if f.command.Since != "" {
		lines, err := since.Changed(ctx, f.gocmd.Dir(), f.command.Since)
		if err != nil {
			return err
		}
		var dropped int
		f.findings, dropped = lines.Filter(f.findings)
		if dropped > 0 {
			f.say(fmt.Sprintf("not shown: %d on lines unchanged since %s", dropped, f.command.Since))
		}
	}
	return nil
}

// writeBaseline makes the findings the known ones, of which none is left to show.
func (f *front) writeBaseline() error {
	if len(f.problems) > 0 {
		return errors.New("baseline not written: it would lack the packages that are not analyzed")
	}
	if err := baseline.Write(f.command.Baseline, f.findings); err != nil {
		return err
	}
	f.say(fmt.Sprintf("%d written to %s", len(f.findings), f.command.Baseline))
	f.findings = nil
	return nil
}
