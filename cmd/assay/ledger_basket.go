package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"assay/evidence"
	"assay/forecast"
	"assay/period"
	"assay/store/sqlite"
)

func ledgerBasketCommand() *cobra.Command {
	var f ledgerFlags
	var also []string
	c := &cobra.Command{
		Use:   "basket [NAME MEMBER[:FROM[..UNTIL]]…]",
		Short: "Say who is meant by a subject that no filing knows",
		Long: `Basket records whom a subject such as "big tech" or "the AI sector" stands for, so
that forecasts of it can be decided by the sum of its members. A member may have
the days from which and until which it belongs. The definition is a record of the
ledger; a later one of the same name replaces it for what is resolved afterwards.
Without arguments the baskets are listed.`,
		Example: "  assay ledger basket \"big tech\" MSFT GOOGL AMZN META --also \"die Tech-Riesen\"\n  assay ledger basket hyperscalers MSFT AMZN ORCL:2023-01-01",
		RunE: func(c *cobra.Command, args []string) error {
			return f.on(c, func(store *sqlite.Store, l *forecast.Ledger, now period.Date) error {
				switch len(args) {
				case 0:
					return listBaskets(c.OutOrStdout(), l.Baskets())
				case 1:
					return errors.New("ledger: basket: name the members too, as tickers, names or CIKs")
				}
				b := forecast.Basket{Name: args[0], Also: also, Day: now}
				for _, text := range args[1:] {
					m, err := memberOf(c.Context(), store, text)
					if err != nil {
						return fmt.Errorf("ledger: basket %q: %w", b.Name, err)
					}
					b.Members = append(b.Members, m)
				}
				if err := l.Define(c.Context(), b); err != nil {
					return err
				}
				return listBaskets(c.OutOrStdout(), []forecast.Basket{b})
			})
		},
	}
	f.storeFlag(c)
	f.nowFlag(c)
	c.Flags().StringArrayVar(&also, "also", nil, "another `NAME` of the same, in any language")
	return c
}

// memberOf reads MSFT, MSFT:2023-01-01 or MSFT:2023-01-01..2025-12-31.
func memberOf(ctx context.Context, store evidence.Reader, text string) (m forecast.Member, err error) {
	name, days, dated := strings.Cut(text, ":")
	filer, err := filerNamed(ctx, store, name)
	if err != nil {
		return m, err
	}
	m.ID, m.Name = filer.ID, filer.Name
	if !dated {
		return m, nil
	}
	from, until, ended := strings.Cut(days, "..")
	if from != "" {
		if m.From, err = period.ParseDate(from); err != nil {
			return m, fmt.Errorf("%s: from: %w", text, err)
		}
	}
	if ended && until != "" {
		if m.Until, err = period.ParseDate(until); err != nil {
			return m, fmt.Errorf("%s: until: %w", text, err)
		}
	}
	return m, nil
}

func listBaskets(w io.Writer, baskets []forecast.Basket) error {
	var b strings.Builder
	for _, x := range baskets {
		fmt.Fprintf(&b, "%s  defined on %s\n", strings.Join(append([]string{x.Name}, x.Also...), ", "), x.Day)
		for _, m := range x.Members {
			line := fmt.Sprintf("  %s (%s)", m.Name, m.ID)
			if m.From != 0 {
				line += " from " + m.From.String()
			}
			if m.Until != 0 {
				line += " until " + m.Until.String()
			}
			b.WriteString(line + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
