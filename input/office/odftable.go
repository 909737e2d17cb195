package office

import (
	"encoding/xml"
	"errors"
	"strconv"

	"assay/input/container"
)

// maxRepeats bounds how often a row or a cell is repeated: sheets pasted into a text say
// of their empty rows that there are a million.
const maxRepeats = 64

// table reads a table.
func (d *odf) table(to *[]block) error {
	rows := [][]cell{}
	if err := d.rows(&rows, false); err != nil {
		return err
	}
	if len(rows) > 0 {
		*to = append(*to, block{rows: rows})
	}
	return nil
}

// rows reads the rows of a table or of a part of it.
func (d *odf) rows(rows *[][]cell, head bool) error {
	return d.x.Children(func(e xml.StartElement) error {
		switch odfName(e) {
		case "table table-header-rows":
			return d.rows(rows, true)
		case "table table-rows", "table table-row-group":
			return d.rows(rows, head)
		case "table table-row":
			row, err := d.row(head)
			if container.Attr(e, "visibility") == "collapse" {
				d.counts.hidden++
				return err
			}
			*rows = append(*rows, row)
			return err
		}
		return d.x.Skip()
	})
}

// row reads a row. A covered cell is a part of the one that spans it: of one before it in
// the row, which counts its columns, or of one above, and then empty.
func (d *odf) row(head bool) ([]cell, error) {
	row := []cell{}
	covered := 0
	err := d.x.Children(func(e xml.StartElement) error {
		n := repeats(e, "number-columns-repeated")
		switch odfName(e) {
		case "table covered-table-cell":
			own := min(n, covered)
			if covered -= own; n > own {
				row = append(row, cell{cols: n - own})
			}
			return errors.Join(d.cell(1, 0), d.x.Skip())
		case "table table-cell":
			c := cell{head: head, cols: repeats(e, "number-columns-spanned")}
			covered = c.cols - 1
			before := d.size
			if err := d.x.Children(func(e xml.StartElement) error { return d.block(e, &c.blocks) }); err != nil {
				return err
			}
			if len(c.blocks) == 0 && n > 1 { // one wide cell is as empty as many
				c.cols, n = n, 1
			}
			for range n {
				row = append(row, c)
			}
			return d.cell(n, d.size-before)
		}
		return d.x.Skip()
	})
	return row, err
}

func repeats(e xml.StartElement, attr string) int {
	n, _ := strconv.Atoi(container.Attr(e, attr))
	return min(max(n, 1), maxRepeats)
}
