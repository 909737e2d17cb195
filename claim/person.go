package claim

import (
	"strings"

	"assay/lang"
)

// person reports whether the run names a person, and for whom he speaks if
// that is known: a title stands before the run or behind its comma, or its
// last word is the surname of somebody met before.
func (r *Reader) person(i, last int) (speaksFor Party, ok bool) {
	st := &r.st
	surname := st.mark(&st.atoms[last])
	if p, met := r.persons[surname]; met {
		return p, true
	}
	titled := i > 0 && st.titleAt(i-1)
	if j := last + 1; !titled && j < len(st.atoms) && st.mark(&st.atoms[j]) == "," {
		for k := j + 1; k < len(st.atoms) && k <= j+6; k++ {
			if st.atoms[k].Kind == lang.Punct && st.mark(&st.atoms[k]) == "," {
				break
			}
			titled = titled || st.titleAt(k)
		}
	}
	if titled {
		r.meet(surname, Party{})
	}
	return Party{}, titled
}

func (st *sentence) titleAt(i int) bool {
	return st.is(i, cueTitle|cueAnalyst)
}

// meet notes a person of whom a later sentence may give the surname alone.
func (r *Reader) meet(name string, speaksFor Party) {
	if r.persons == nil {
		r.persons = map[string]Party{}
	}
	if surname := name[strings.LastIndexByte(name, ' ')+1:]; r.persons[surname].Name == "" {
		r.persons[surname] = speaksFor
	}
}
