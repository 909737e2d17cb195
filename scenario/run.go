package scenario

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// RunOptions are how a model is run. The zero value runs it as the file says.
type RunOptions struct {
	Samples int    // 0 means the file's
	Seed    uint64 // 0 means the file's
	Workers int    // 0 means one for each processor; no result depends on it
	// MaxBytes bounds the memory of a run; 0 means a gigabyte.
	MaxBytes int
}

const defaultMaxBytes = 1 << 30

// fill sets what the options leave to the file.
func (o RunOptions) fill(f *File) (RunOptions, error) {
	if o.Samples == 0 {
		o.Samples = f.samples
	}
	if o.Samples < 1 || o.Samples > MaxSamples {
		return o, &Error{Fault: fmt.Sprintf("%d samples are out of bounds", o.Samples), Remedy: fmt.Sprintf("take 1 to %d", MaxSamples)}
	}
	if o.Seed == 0 {
		o.Seed = f.seed
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	return o, nil
}

// fits tests the memory that a run of the program would take.
func (o RunOptions) fits(p *program) error {
	blocks := (o.Samples + blockSize - 1) / blockSize
	sheets := min(o.Workers, blocks) * p.columns * blockSize
	return o.allows(sheets + (p.outputs+2)*o.Samples)
}

// allows tests that so many numbers may be kept at once.
func (o RunOptions) allows(numbers int) error {
	if numbers <= o.MaxBytes/8 {
		return nil
	}
	return &Error{
		Fault:  fmt.Sprintf("it needs %d MB of memory, and %d MB are allowed", numbers/(1e6/8), o.MaxBytes/1e6),
		Remedy: "take fewer samples, outputs or steps",
	}
}

// sample runs a program and returns every output's values by sample.
func (m *Model) sample(p *program, ready *prepared, o RunOptions) ([][]float64, error) {
	if err := o.fits(p); err != nil {
		return nil, err
	}
	out := make([][]float64, p.outputs)
	for i := range out {
		out[i] = make([]float64, o.Samples)
	}
	blocks := (o.Samples + blockSize - 1) / blockSize
	inBlocks(blocks, o.Workers, func() func(block int) {
		s := p.newSheet()
		d := &randomDrawer{model: m, ready: ready, seed: o.Seed}
		return func(block int) {
			from := block * blockSize
			n := min(blockSize, o.Samples-from)
			p.run(s, block, n, d, func(i int, column []float64) { copy(out[i][from:], column) })
		}
	})
	return out, nil
}

// inBlocks has workers take blocks in turn; each makes its own work function.
func inBlocks(blocks, workers int, newWork func() func(block int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range max(1, min(workers, blocks)) {
		wait.Go(func() {
			work := newWork()
			for {
				b := int(next.Add(1)) - 1
				if b >= blocks {
					return
				}
				work(b)
			}
		})
	}
	wait.Wait()
}
