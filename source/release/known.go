package release

import (
	"context"
	"fmt"
	"slices"

	"assay/entity"
	"assay/evidence"
	"assay/period"
)

// recent is how many days before a release the report that tells of the filer's habits may
// have been filed: a year and a quarter, for what only yearly reports state.
const recent = 460

// lookBack is how many days before a release the last year's figures ended with which it
// compares: two years at most, of a yearly report.
const lookBack = 800

// maxParts bounds the figures of parts that are compared with.
const maxParts = 20_000

// Recall fills in what the filer's earlier reports tell of its habits: Concepts, Parts and
// Ends. A filer that the store does not know leaves them empty.
func (f *Filing) Recall(ctx context.Context, r evidence.Facts) error {
	id := entity.CIK(f.CIK)
	all, err := labels()
	if err != nil {
		return err
	}
	have, err := r.Concepts(ctx, id)
	if err != nil {
		return fmt.Errorf("release: concepts of %s: %w", id, err)
	}
	wanted := map[string]bool{}
	for _, rules := range all {
		for i := range rules {
			for _, c := range rules[i].Concepts {
				wanted[c] = true
			}
		}
	}
	ends := map[period.Date]bool{}
	for _, c := range have {
		if !wanted[c] {
			continue
		}
		facts, err := r.Facts(ctx, id, c)
		if err != nil {
			return fmt.Errorf("release: facts of %s %s: %w", id, c, err)
		}
		used := false
		for i := range facts {
			x := &facts[i]
			if x.Filing.Preliminary() || x.About || x.Unit != "USD" && x.Dims != "" || x.Filing.Filed == 0 || x.Filing.Filed >= f.Filed {
				continue
			}
			switch {
			case x.Dims == "" && x.Filing.Filed >= f.Filed-recent:
				used = true
				if endOf[c] {
					ends[x.Period.End] = true
				}
			case x.Dims != "" && partOf[c] && x.Period.End >= f.Filed-lookBack && len(f.Parts) < maxParts:
				f.Parts = append(f.Parts, Part{c, x.Dims, x.Period, x.Value})
			}
		}
		if used {
			f.Concepts = append(f.Concepts, c)
		}
	}
	for d := range ends {
		f.Ends = append(f.Ends, d)
	}
	slices.Sort(f.Ends)
	return nil
}

// endOf are concepts whose facts end with the fiscal periods of their filer.
var endOf = map[string]bool{assets: true, "us-gaap:NetIncomeLoss": true, opFlow: true}

// partOf are the concepts that filers tell by parts of their business.
var partOf = map[string]bool{revenues: true, "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax": true, operating: true}
