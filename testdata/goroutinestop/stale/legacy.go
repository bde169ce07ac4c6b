package sampler

//lint:file-ignore quiesce/goroutinestop the old sampler has been removed // want `directive silences nothing`

import "math"

// Average returns the average of readings.
func Average(readings []float64) float64 {
	sum := 0.0
	for _, r := range readings {
		sum += r
	}
	return math.Max(0, sum/float64(len(readings)))
}
