package scenario

import "math"

// blockSize is how many samples are worked on at once: a column of them stays in
// the nearest cache.
const blockSize = 1024

// instruction is an operation on columns. opStore keeps column a as output dst.
type instruction struct {
	code      opcode
	dst       int32
	a, b, c   int32
	inputStep int32
}

const opStore opcode = 255

// program is a graph put in order on a few columns, which are used again when
// nobody needs their values any more.
type program struct {
	code      []instruction
	columns   int
	constants map[int32]float64 // columns that stay as they are
	order     []int32           // of constants
	outputs   int
}

// newProgram lays out the operations that the outputs need.
func newProgram(g *graph, outputs []value) *program {
	last := lastUses(g, outputs)
	p := &program{constants: map[int32]float64{}, outputs: len(outputs)}
	column := make([]int32, len(g.ops))
	var free []int32
	take := func() int32 {
		if n := len(free); n > 0 {
			c := free[n-1]
			free = free[:n-1]
			return c
		}
		p.columns++
		return int32(p.columns - 1)
	}
	stores := map[value][]int32{}
	for i, v := range outputs {
		stores[v] = append(stores[v], int32(i))
	}
	for i, op := range g.ops {
		if last[i] < 0 {
			continue
		}
		if op.code == opConst {
			p.columns++
			column[i] = int32(p.columns - 1)
			p.constants[column[i]] = math.Float64frombits(op.bits)
			p.order = append(p.order, column[i])
		} else {
			p.emit(op, column, take, i)
		}
		for _, slot := range stores[value(i)] {
			p.code = append(p.code, instruction{code: opStore, dst: slot, a: column[i]})
		}
		operands, n := op.operands()
		for j, v := range operands[:n] {
			if last[v] == i && g.ops[v].code != opConst && !seen(operands[:j], v) {
				free = append(free, column[v])
			}
		}
		if last[i] == i && op.code != opConst {
			free = append(free, column[i])
		}
	}
	return p
}

// emit adds an operation; its result may not share a column with an operand.
func (p *program) emit(op operation, column []int32, take func() int32, i int) {
	in := instruction{code: op.code, dst: take()}
	column[i] = in.dst
	switch op.code {
	case opInput:
		in.a, in.inputStep = int32(op.a), int32(op.b)
	case opWhole:
		in.a, in.b = column[op.a], int32(op.b)
	default:
		operands, n := op.operands()
		into := [3]*int32{&in.a, &in.b, &in.c}
		for j := range n {
			*into[j] = column[operands[j]]
		}
	}
	p.code = append(p.code, in)
}

func seen(list []value, v value) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// lastUses is the last operation that uses each value, its own place where only
// an output does, −1 where nothing does.
func lastUses(g *graph, outputs []value) []int {
	last := make([]int, len(g.ops))
	for i := range last {
		last[i] = -1
	}
	for _, v := range outputs {
		last[v] = int(v)
	}
	for i := len(g.ops) - 1; i >= 0; i-- {
		if last[i] < 0 {
			continue
		}
		operands, n := g.ops[i].operands()
		for _, v := range operands[:n] {
			last[v] = max(last[v], i)
		}
	}
	return last
}

// sheet is the columns of one worker.
type sheet struct{ columns [][]float64 }

func (p *program) newSheet() *sheet {
	all := make([]float64, p.columns*blockSize)
	s := &sheet{columns: make([][]float64, p.columns)}
	for i := range s.columns {
		s.columns[i] = all[i*blockSize : (i+1)*blockSize]
	}
	for _, c := range p.order {
		x, col := p.constants[c], s.columns[c]
		for i := range col {
			col[i] = x
		}
	}
	return s
}

// drawer gives the values of an input at a step for the samples of a block.
type drawer interface {
	draw(dst []float64, input, step, block int)
}

// run computes n samples of a block and hands over each output's column, which
// holds only until store returns.
func (p *program) run(s *sheet, block, n int, d drawer, store func(output int, column []float64)) {
	for i := range p.code {
		in := &p.code[i]
		switch in.code {
		case opStore:
			store(int(in.dst), s.columns[in.a][:n])
		case opInput:
			d.draw(s.columns[in.dst][:n], int(in.a), int(in.inputStep), block)
		case opWhole:
			wholeColumn(s.columns[in.dst][:n], s.columns[in.a][:n], int(in.b))
		default:
			column(in.code, s.columns[in.dst][:n], s.columns[in.a][:n], s.columns[in.b][:n], s.columns[in.c][:n])
		}
	}
}

// column does an operation for every sample. The frequent ones have loops of
// their own.
func column(code opcode, dst, a, b, c []float64) {
	a, b, c = a[:len(dst)], b[:len(dst)], c[:len(dst)]
	switch code {
	case opAdd:
		for i := range dst {
			dst[i] = a[i] + b[i]
		}
	case opSub:
		for i := range dst {
			dst[i] = a[i] - b[i]
		}
	case opMul:
		for i := range dst {
			dst[i] = a[i] * b[i]
		}
	case opDiv:
		for i := range dst {
			dst[i] = a[i] / b[i]
		}
	case opExp:
		for i := range dst {
			dst[i] = expOf(a[i])
		}
	case opLog:
		for i := range dst {
			dst[i] = logOf(a[i])
		}
	case opIf:
		for i := range dst {
			dst[i] = choose(a[i], b[i], c[i])
		}
	case opMin:
		for i := range dst {
			dst[i] = min(a[i], b[i])
		}
	case opMax:
		for i := range dst {
			dst[i] = max(a[i], b[i])
		}
	default:
		for i := range dst {
			dst[i] = compute(code, a[i], b[i], c[i])
		}
	}
}

// wholeColumn raises to a whole power, column by column.
func wholeColumn(dst, a []float64, n int) {
	a = a[:len(dst)]
	switch n {
	case 2:
		for i := range dst {
			dst[i] = a[i] * a[i]
		}
	case 3:
		for i := range dst {
			x := a[i]
			dst[i] = x * (x * x)
		}
	case 4:
		for i := range dst {
			x := a[i] * a[i]
			dst[i] = x * x
		}
	case 5:
		for i := range dst {
			x := a[i] * a[i]
			dst[i] = a[i] * (x * x)
		}
	default:
		for i := range dst {
			dst[i] = wholePower(a[i], n)
		}
	}
}
