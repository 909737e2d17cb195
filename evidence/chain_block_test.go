package evidence_test

import (
	"bytes"
	"errors"
	"testing"

	"assay/evidence"
	"assay/evidence/evtest"
)

// FuzzDecodeChain: damaged bytes give ErrChain; others are written again as
// they were read.
func FuzzDecodeChain(f *testing.F) {
	f.Add(evidence.AppendChain(nil, evtest.Chain()))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := evidence.DecodeChain(b)
		if err != nil {
			if !errors.Is(err, evidence.ErrChain) {
				t.Errorf("%v is no ErrChain", err)
			}
			return
		}
		again := evidence.AppendChain(nil, c)
		d, err := evidence.DecodeChain(again)
		if err != nil || !bytes.Equal(evidence.AppendChain(nil, d), again) {
			t.Errorf("not the same when written and read again: %v", err)
		}
	})
}

func TestDecodeChainCut(t *testing.T) {
	b := evidence.AppendChain(nil, evtest.Chain())
	for i := range b {
		if _, err := evidence.DecodeChain(b[:i]); !errors.Is(err, evidence.ErrChain) {
			t.Fatalf("cut at %d of %d: %v", i, len(b), err)
		}
	}
}
