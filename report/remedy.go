package report

import (
	"slices"
	"strings"

	"assay/evidence"
	"assay/message"
	"assay/period"
)

// Remedies are the commands that would fetch what a check lacked, each once, in the order
// of the needs. It is the one place that says which command fetches what: reports show
// it, and assay doctor does. now is today, 0 if it does not matter.
func Remedies(needs []evidence.Need, now period.Date) []string {
	var out []string
	for _, n := range needs {
		if c := remedy(n, now); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// fetched are the indices that assay update knows where to ask for.
var fetched = map[string]bool{"VIX": true, "VVIX": true, "BTC-DVOL": true}

// asked is how far back assay update asks for documents by itself: fifteen months.
const asked = 15

// remedy is the command that would fetch one thing, "" where none is known.
func remedy(n evidence.Need, now period.Date) string {
	ticker := n.Ticker
	if !plain(ticker) { // it comes from a file, and people copy commands into a shell
		ticker = ""
	}
	name := ticker
	if name == "" {
		_, name, _ = strings.Cut(string(n.Entity), ":")
	}
	filer := n.Entity.Kind() == "cik"
	if !plain(name) {
		return ""
	}
	if filer && ticker == "" { // no command takes a filer by its number
		if n.Kind == evidence.NeedFacts {
			return "assay import CIK" + name + ".json"
		}
		return ""
	}
	switch n.Kind {
	case evidence.NeedFacts:
		return "assay update " + name
	case evidence.NeedDocument:
		if since := n.Period.End; now != 0 && since != 0 && since < now.AddMonths(-asked) {
			return "assay update --documents --since " + since.String() + " " + name
		}
		return "assay update --documents " + name
	case evidence.NeedPrices:
		if filer {
			return "assay update --only prices --prices stooq " + name
		}
		return "assay import --as prices:" + name + " FILE"
	case evidence.NeedSeries:
		if fetched[name] {
			return "assay update --only indices --indices " + name
		}
		return "assay import --as series:" + name + " FILE"
	case evidence.NeedChain:
		return "assay import --as options:" + name + " FILE"
	}
	return ""
}

// plain reports whether a name means nothing to a shell or a command line: letters,
// digits, dots and hyphens, and no hyphen in front.
func plain(name string) bool {
	return name != "" && name[0] != '-' && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-") == "" && len(name) <= 32
}

// missing says what evidence was missing, with the commands that would fetch it, in one
// line.
func (w words) missing(a At) string {
	s := w.Say(a.Missing)
	if len(a.Remedy) > 0 {
		s += " (" + strings.Join(a.Remedy, "; ") + ")"
	}
	return s
}

// command is a line that names a command.
func (w words) command(c string) string { return w.labelled(message.Say("command"), c) }
