package scenario

import "math"

// randomDrawer draws inputs, each block, step and input from a stream of its
// own, so that neither the number of workers nor the order of work shows in a
// result.
type randomDrawer struct {
	model   *Model
	ready   *prepared
	seed    uint64
	matrix  []int // by group, which of several independent samples to draw
	scratch [blockSize]float64
}

func (d *randomDrawer) draw(dst []float64, i, step, block int) {
	if d.ready.set[i] {
		v := d.ready.values[i]
		for k := range dst {
			dst[k] = v
		}
		return
	}
	in := d.model.inputs[i]
	g := &d.model.groups[in.group]
	matrix := 0
	if d.matrix != nil {
		matrix = d.matrix[in.group]
	}
	if g.factor == nil {
		gen := newGenerator(streamKey(d.seed, in.Name, step, block, matrix))
		d.ready.samplers[i].fill(dst, gen)
		return
	}
	d.joint(dst, g, i, step, block, matrix)
}

// joint draws a member of a correlated group: the normal variable of its row of
// the factor, and the input's quantile at that.
func (d *randomDrawer) joint(dst []float64, g *group, i, step, block, matrix int) {
	clear(dst)
	row := 0
	for g.members[row] != i {
		row++
	}
	e := d.scratch[:len(dst)]
	for j, w := range g.factor[row] {
		gen := newGenerator(streamKey(d.seed, d.model.inputs[g.members[j]].Name, step, block, matrix))
		d.model.normal.fill(e, gen)
		for k := range dst {
			dst[k] += float64(w * e[k])
		}
	}
	s := d.ready.samplers[i]
	for k, z := range dst {
		dst[k] = s.atNormal(z)
	}
}

// atNormal is the value whose probability is Φ(z).
func (s *sampler) atNormal(z float64) float64 {
	switch d := s.shape.(type) {
	case normalShape:
		return s.origin + float64(s.scale*(d.mean+float64(d.sd*z)))
	case lognormalShape:
		return s.origin + float64(s.scale*expOf(d.log.mean+float64(d.log.sd*z)))
	}
	return s.at(max(normalTail(math.Abs(z)), 1e-300), z > 0)
}
