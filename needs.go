package assay

import (
	"cmp"

	"assay/evidence"
)

// nameNeeds writes the names and tickers into what a verdict lacks, by which people ask
// for it: as the store lists the filer, else as the embedded names do.
func (p *pass) nameNeeds(needs []evidence.Need) error {
	for i := range needs {
		n := &needs[i]
		for _, e := range p.Claim.Entities {
			if e.ID == n.Entity {
				n.Name = e.Name
			}
		}
		if n.Entity.Kind() != "cik" {
			continue
		}
		if f, err := p.Store.Filer(p.Ctx, n.Entity); err == nil {
			n.Name = cmp.Or(n.Name, f.Name)
			if len(f.Tickers) > 0 {
				n.Ticker = f.Tickers[0]
			}
		}
		if n.Ticker != "" {
			continue
		}
		set, err := p.entities()
		if err != nil {
			return err
		}
		for _, e := range set.All() {
			if e.ID == n.Entity && len(e.Tickers) > 0 {
				n.Ticker, n.Name = e.Tickers[0], cmp.Or(n.Name, e.Name)
			}
		}
	}
	return nil
}
