package config

import (
	"strings"
	"testing"

	"assay/live"
)

func TestUpdate(t *testing.T) {
	c, err := Parse("x", []byte(`
user_agent = "Desk desk@example.com"
[update]
prices = "https://example.com/{ticker}.csv"
indices = ["VIX", "BTC-DVOL", "SPX=https://example.com/spx.csv"]
options = ["BTC"]
documents = true
allow_private = true
[update.mirrors]
data = "http://10.0.0.5:8080/sec/"
archives = "https://mirror.example"
`))
	if err != nil {
		t.Fatal(err)
	}
	u := c.Update
	if u.UserAgent != "Desk desk@example.com" || len(u.Indices) != 3 || !u.Documents || !u.AllowPrivate || u.Options[0] != "BTC" ||
		(u.Mirrors != live.Places{Data: "http://10.0.0.5:8080/sec", Archives: "https://mirror.example"}) {
		t.Errorf("%+v", u)
	}
	if w, err := Index(u.Indices[2]); err != nil || w.Index != "SPX" || w.Address != "https://example.com/spx.csv" {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestUpdateRefuses(t *testing.T) {
	for text, says := range map[string]string{
		`user_agent = "curl"`:                            "want a name and an address for mail",
		"[update]\nprices = \"yahoo\"":                   "want stooq, or an address",
		"[update]\nprices = \"https://example.com/x\"":   "put {ticker}",
		"[update]\nindices = [\"vix\"]":                  "want a name as VIX",
		"[update]\nindices = [\"SPX=spx.csv\"]":          "want an address",
		"[update]\nindices = [\"=https://example.com\"]": "want a name as VIX",
		"[update]\noptions = [\"DOGE\"]":                 "want BTC or ETH",
		"[update.mirrors]\nsec = \"http://x\"":           "want data, archives",
		"[update.mirrors]\ndata = \"file:///etc\"":       "begins with https://",
		"[update.mirrors]\ndata = \"https://a:b@x\"":     "begins with https://",
		"[update]\nnonsense = 1":                         "unknown key update.nonsense",
		"[overrides.\"a\"]\nuser_agent = \"x\"":          "unknown key",
	} {
		if _, err := Parse("x", []byte(text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Who decides where evidence comes from: a vendor's name does not, an address does.
func TestForeign(t *testing.T) {
	for _, u := range []Update{{}, {UserAgent: "x", Prices: "stooq", Indices: []string{"VIX"}, Options: []string{"BTC"}, Documents: true}} {
		if u.Foreign() {
			t.Errorf("%+v", u)
		}
	}
	for _, u := range []Update{{Prices: "https://x/{ticker}"}, {Indices: []string{"VIX", "SPX=http://x"}}, {AllowPrivate: true}, {Mirrors: live.Places{Cboe: "https://x"}}} {
		if !u.Foreign() {
			t.Errorf("%+v", u)
		}
	}
}
