package main

import (
	"context"
	"errors"
	"slices"
	"testing"

	"assay/entity"
	"assay/evidence"
	"assay/store/memory"
)

// TestOverFilers: the answers come in order from several readers, and the first error of
// either side ends it.
func TestOverFilers(t *testing.T) {
	readers := []evidence.Reader{memory.New(), memory.New(), memory.New()}
	var filers []entity.ID
	for n := range uint32(100) {
		filers = append(filers, entity.CIK(n+1))
	}
	same := func(_ context.Context, _ evidence.Reader, id entity.ID) (entity.ID, error) { return id, nil }
	var got []entity.ID
	take := func(id entity.ID) error { got = append(got, id); return nil }
	if err := overFilers(t.Context(), readers, filers, same, take); err != nil || !slices.Equal(got, filers) {
		t.Errorf("%d of %d in order, %v", len(got), len(filers), err)
	}
	failed := errors.New("failed")
	for _, at := range []int{0, 50, 99} {
		got = nil
		err := overFilers(t.Context(), readers, filers, func(_ context.Context, _ evidence.Reader, id entity.ID) (entity.ID, error) {
			if id == filers[at] {
				return "", failed
			}
			return id, nil
		}, take)
		if !errors.Is(err, failed) || len(got) != at {
			t.Errorf("asking failed at %d: %v after %d", at, err, len(got))
		}
		if err := overFilers(t.Context(), readers, filers, same, func(id entity.ID) error {
			if id == filers[at] {
				return failed
			}
			return nil
		}); !errors.Is(err, failed) {
			t.Errorf("taking failed at %d: %v", at, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	if err := overFilers(ctx, readers, filers, same, func(entity.ID) error { stop(); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := overFilers(t.Context(), readers, nil, same, take); err != nil {
		t.Errorf("nobody: %v", err)
	}
}
