package scenario

// headline is the one value of an output that sensitivities and solutions speak
// of: its only one, or that of the last step.
type headline struct {
	output output
	step   string
}

// headlines are those of all outputs, in order.
func (m *Model) headlines() []headline {
	var out []headline
	for _, o := range m.outputs {
		h := headline{output: o}
		if o.moves {
			h.step, _ = stepLabel(m.file.start, m.file.step, m.file.horizon-1)
		}
		out = append(out, h)
	}
	return out
}

// headlineProgram computes the headlines alone.
func (m *Model) headlineProgram() *program {
	var values []value
	for _, o := range m.outputs {
		values = append(values, o.values[len(o.values)-1])
	}
	return newProgram(m.graph, values)
}
