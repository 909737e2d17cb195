package memory

import (
	"testing"

	"assay/evidence"
	"assay/evidence/evtest"
	"assay/forecast/logtest"
)

func TestStore(t *testing.T) {
	evtest.TestStore(t, func(t *testing.T, batches []*evidence.Batch) evidence.Reader {
		return evtest.Fill(t, New(), batches)
	})
}

func TestChains(t *testing.T) { evtest.TestChains(t, New()) }

func TestOrigins(t *testing.T) { evtest.TestOrigins(t, New()) }

func TestLedger(t *testing.T) { logtest.Test(t, New()) }

func TestAbout(t *testing.T) { evtest.TestAbout(t, func() evtest.Store { return New() }) }
