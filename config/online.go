package config

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"assay/fetch"
	"assay/live"
)

// update is the table of assay update.
type update struct {
	Prices       string            `toml:"prices"`
	Indices      []string          `toml:"indices"`
	Options      []string          `toml:"options"`
	Documents    bool              `toml:"documents"`
	AllowPrivate bool              `toml:"allow_private"`
	Mirrors      map[string]string `toml:"mirrors"`
}

// online takes what assay update is told.
func (c *Config) online(f file) error {
	u := f.Update
	c.Update = Update{UserAgent: f.UserAgent, Prices: u.Prices, Indices: u.Indices, Options: u.Options, Documents: u.Documents, AllowPrivate: u.AllowPrivate}
	if f.UserAgent != "" {
		if err := fetch.CheckAgent(f.UserAgent); err != nil {
			return fmt.Errorf("user_agent = %w", err)
		}
	}
	if err := CheckPrices(u.Prices); err != nil {
		return fmt.Errorf("update.prices: %w", err)
	}
	for _, index := range u.Indices {
		if _, err := Index(index); err != nil {
			return fmt.Errorf("update.indices: %w", err)
		}
	}
	for _, coin := range u.Options {
		if !live.Coin(coin) {
			return fmt.Errorf("update.options: %q: want BTC or ETH", coin)
		}
	}
	return c.mirrors(u.Mirrors)
}

// mirrors takes the addresses in place of the sources' own.
func (c *Config) mirrors(table map[string]string) error {
	p := &c.Update.Mirrors
	places := map[string]*string{"data": &p.Data, "archives": &p.Archives, "stooq": &p.Stooq, "cboe": &p.Cboe, "deribit": &p.Deribit}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		address := table[name]
		to, ok := places[name]
		if !ok {
			return fmt.Errorf("update.mirrors: %q: want data, archives, stooq, cboe or deribit", name)
		}
		if err := isAddress(address); err != nil {
			return fmt.Errorf("update.mirrors.%s: %w", name, err)
		}
		*to = strings.TrimRight(address, "/")
	}
	return nil
}

// CheckPrices is nil for a source of prices: "", "stooq", or an address with
// {ticker}.
func CheckPrices(s string) error {
	if s == "" || s == "stooq" {
		return nil
	}
	if !strings.Contains(s, "://") {
		return fmt.Errorf("%q: want stooq, or an address with {ticker} in it", s)
	}
	_, err := live.NewCSV(s)
	return err
}

// Index is an index to keep up to date: a name that Cboe or Deribit has, or
// NAME=ADDRESS of a CSV file.
func Index(s string) (live.Want, error) {
	name, address, given := strings.Cut(s, "=")
	switch {
	case given && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "":
		return live.Want{Index: name, Address: address}, isAddress(address)
	case !given && (live.CboeIndex(name) || live.DVOLIndex(name)):
		return live.Want{Index: name}, nil
	}
	return live.Want{}, fmt.Errorf("%q: want a name as VIX or BTC-DVOL, or NAME=ADDRESS of a CSV file", s)
}

func isAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return fmt.Errorf("%q: want an address that begins with https:// or http://", s)
	}
	return nil
}
