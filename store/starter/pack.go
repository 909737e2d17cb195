package starter

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"assay/entity"
	"assay/evidence"
	"assay/period"
	"assay/wire"
)

// Content is what goes into a starter file.
type Content struct {
	Filers  []evidence.Filer // every filer with a name; also those without facts
	Filings []evidence.Filing
	Facts   []evidence.Fact
	Series  []evidence.Series
}

// Select says what From takes of a store.
type Select struct {
	Entities []entity.ID // whose facts and filings
	Concepts []string
	Series   []entity.ID
	FactsTo  period.Date // facts of periods that end on that day or later
	BarsFrom period.Date
	Dims     func(evidence.Dims) bool // which dimensions
	Forms    func(form string) bool   // which filings beside those of the facts
}

// From collects a starter's content from a store.
func From(ctx context.Context, r evidence.Reader, filers []evidence.Filer, sel Select) (Content, error) {
	c := Content{Filers: filers}
	for _, id := range sel.Entities {
		for _, concept := range sel.Concepts {
			facts, err := r.Facts(ctx, id, concept)
			if err != nil {
				return c, fmt.Errorf("starter: facts of %s: %w", id, err)
			}
			for _, f := range facts {
				if f.Period.End >= sel.FactsTo && sel.Dims(f.Dims) && !f.About {
					c.Facts = append(c.Facts, f)
				}
			}
		}
		filings, err := r.Reports(ctx, id)
		if err != nil {
			return c, fmt.Errorf("starter: filings of %s: %w", id, err)
		}
		for _, f := range filings {
			if f.Filed >= sel.FactsTo && sel.Forms(f.Form) {
				c.Filings = append(c.Filings, f)
			}
		}
	}
	for _, id := range sel.Series {
		s, err := r.Series(ctx, id)
		if err != nil {
			return c, fmt.Errorf("starter: series %s: %w", id, err)
		}
		s.Bars = slices.DeleteFunc(slices.Clone(s.Bars), func(b evidence.Bar) bool { return b.Day < sel.BarsFrom })
		c.Series = append(c.Series, s)
	}
	return c, nil
}

// Pack writes the content as a starter file. Equal content gives equal bytes.
func Pack(c Content) []byte {
	p := &packer{numbers: map[string]uint32{}, filings: map[string]uint32{}}
	p.strings = append(p.strings, "")
	for _, f := range c.Facts {
		p.filing(*f.Filing)
	}
	for _, f := range c.Filings {
		p.filing(f)
	}
	blocks := p.blocks(c.Facts)
	var out []byte
	out = append(out, magic...)
	for _, section := range [sections][]byte{p.stringTable(), p.filingTable(), filerTable(c.Filers), blocks, seriesTable(c.Series)} {
		out = binary.AppendUvarint(out, uint64(len(section)))
		out = append(out, section...)
	}
	return out
}

// packer numbers strings and filings in the order in which they come.
type packer struct {
	strings []string
	numbers map[string]uint32
	list    []evidence.Filing
	filings map[string]uint32
}

func (p *packer) number(s string) uint32 {
	if s == "" {
		return 0
	}
	n, ok := p.numbers[s]
	if !ok {
		n = uint32(len(p.strings))
		p.numbers[s] = n
		p.strings = append(p.strings, s)
	}
	return n
}

func (p *packer) filing(f evidence.Filing) uint32 {
	n, ok := p.filings[f.Accession]
	if !ok {
		n = uint32(len(p.list))
		p.filings[f.Accession] = n
		p.list = append(p.list, f)
	}
	return n
}

// blocks is count, then for each block its key, length and bytes, by key.
func (p *packer) blocks(facts []evidence.Fact) []byte {
	rows := map[uint64][]evidence.BlockRow{}
	var keys []uint64
	for _, f := range facts {
		cik, ok := f.Entity.CIK()
		if !ok {
			continue
		}
		k := blockKey(cik, p.number(f.Concept))
		if rows[k] == nil {
			keys = append(keys, k)
		}
		rows[k] = append(rows[k], evidence.BlockRow{Dims: p.number(string(f.Dims)), Unit: p.number(f.Unit), Filing: p.filing(*f.Filing), Period: f.Period, Value: f.Value, Grain: f.Grain, About: f.About})
	}
	slices.Sort(keys)
	out := binary.AppendUvarint(nil, uint64(len(keys)))
	var data []byte
	for _, k := range keys {
		at := len(data)
		data = evidence.AppendBlock(data, rows[k])
		out = binary.LittleEndian.AppendUint64(out, k)
		out = binary.LittleEndian.AppendUint32(out, uint32(at))
	}
	return append(out, data...)
}

func (p *packer) stringTable() []byte {
	out := binary.AppendUvarint(nil, uint64(len(p.strings)))
	for _, s := range p.strings {
		out = wire.AppendString(out, s)
	}
	return out
}

func (p *packer) filingTable() []byte {
	out := binary.AppendUvarint(nil, uint64(len(p.list)))
	for _, f := range p.list {
		out = wire.AppendString(out, f.Accession)
		out = binary.AppendUvarint(out, uint64(f.CIK))
		out = wire.AppendString(out, f.Form)
		out = binary.AppendUvarint(out, uint64(f.Filed))
		about := byte(0)
		if f.About {
			about = 1
		}
		out = append(out, about)
		out = binary.AppendUvarint(out, uint64(f.Report))
		out = wire.AppendString(out, f.Items)
		out = wire.AppendString(out, f.Document)
	}
	return out
}

// filerTable is one line a filer, by Central Index Key: names are looked for
// by reading the lines, which takes less than keeping an index would.
func filerTable(filers []evidence.Filer) []byte {
	filers = slices.Clone(filers)
	slices.SortFunc(filers, func(a, b evidence.Filer) int { return strings.Compare(string(a.ID), string(b.ID)) })
	var b bytes.Buffer
	for _, f := range filers {
		cik, ok := f.ID.CIK()
		if ok {
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\n", cik, f.Name, strings.Join(f.Tickers, ","), strings.Join(f.FormerNames, "|"), f.FiscalYearEnd)
		}
	}
	return b.Bytes()
}

func seriesTable(list []evidence.Series) []byte {
	out := binary.AppendUvarint(nil, uint64(len(list)))
	for _, s := range list {
		out = wire.AppendString(out, string(s.Entity))
		out = wire.AppendString(out, s.Unit)
		adjusted := byte(0)
		if s.Adjusted {
			adjusted = 1
		}
		out = append(out, adjusted)
		out = wire.AppendString(out, strings.Join(s.Sources, "|"))
		out = wire.AppendString(out, string(evidence.AppendBars(nil, s.Bars)))
	}
	return out
}
