package report

import (
	"cmp"
	"encoding/json"
	"io"
	"strings"
)

// ClaimReview writes the figures that were decided (contradicted, ambiguous or supported)
// as ClaimReview in JSON-LD, in the vocabulary of schema.org 30.0: to stand in a page that
// shows the report, in a script element of the type application/ld+json. Nothing in it can
// end that element.
//
// https://developers.google.com/search/docs/appearance/structured-data/factcheck says what
// Google wants of it. Each review has the address of its figure in the page, "#c07" below
// Options.Page, as the HTML report numbers them; without a page the address is relative to
// the one that holds the script. Its author is Options.Publisher, who answers for the page;
// without one it is assay, which made it. Who first made a claim, and where, is not
// invented: a claim has an author where the article names who holds it, and appears in the
// article. A file's path stays out of it.
//
// The rating goes from 1, no admissible reading holds (contradicted), over 3, one holds that
// is not the most plausible (ambiguous), to 5, the most plausible holds (supported).
func ClaimReview(w io.Writer, d Document, o Options) error {
	say := words{o.locale()}
	g := reviewGraph{Context: "https://schema.org", Graph: []review{}}
	for i := range d.Claims {
		if c := &d.Claims[i]; reviewRatings[c.Outcome] != 0 {
			g.Graph = append(g.Graph, reviewOf(&d, c, say, o))
		}
	}
	e := json.NewEncoder(w) // escapes < and >
	e.SetIndent("", "  ")
	return e.Encode(g)
}

// reviewRatings are the ratings of the outcomes that are reviewed.
var reviewRatings = map[string]int{"contradicted": worstRating, "ambiguous": 3, "supported": bestRating}

// The ends of the scale.
const (
	worstRating = 1
	bestRating  = 5
)

// reviewGraph is the document; the names of its fields and of those below are schema.org's.
type reviewGraph struct {
	Context string   `json:"@context"`
	Graph   []review `json:"@graph"`
}

type review struct {
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	URL           string        `json:"url"`
	Name          string        `json:"name"`
	ClaimReviewed string        `json:"claimReviewed"`
	ItemReviewed  reviewedClaim `json:"itemReviewed"`
	ReviewRating  reviewRating  `json:"reviewRating"`
	ReviewBody    string        `json:"reviewBody,omitempty"`
	Author        reviewParty   `json:"author"`
	DatePublished string        `json:"datePublished"`
	InLanguage    string        `json:"inLanguage"`
	Citation      []reviewWork  `json:"citation,omitempty"`
}

type reviewedClaim struct {
	Type          string       `json:"@type"`
	Name          string       `json:"name"`
	Text          string       `json:"text"`
	Author        *reviewParty `json:"author,omitempty"`
	DatePublished string       `json:"datePublished,omitempty"`
	Appearance    reviewWork   `json:"appearance"`
}

type reviewRating struct {
	Type          string `json:"@type"`
	RatingValue   int    `json:"ratingValue"`
	BestRating    int    `json:"bestRating"`
	WorstRating   int    `json:"worstRating"`
	AlternateName string `json:"alternateName"`
	Explanation   string `json:"ratingExplanation,omitempty"`
}

type reviewParty struct {
	Type        string       `json:"@type"`
	Name        string       `json:"name"`
	Affiliation *reviewParty `json:"affiliation,omitempty"`
}

type reviewWork struct {
	Type          string `json:"@type"`
	Name          string `json:"name,omitempty"`
	URL           string `json:"url,omitempty"`
	Identifier    string `json:"identifier,omitempty"`
	DatePublished string `json:"datePublished,omitempty"`
	InLanguage    string `json:"inLanguage,omitempty"`
}

// reviewOf is the review of one claim.
func reviewOf(d *Document, c *Claim, say words, o Options) review {
	page, _, _ := strings.Cut(o.Page, "#")
	r := review{
		Type: "ClaimReview", ID: page + "#" + c.ID, URL: page + "#" + c.ID,
		Name:          flat(c.Text) + ": " + flat(say.subject(c)),
		ClaimReviewed: cmp.Or(flat(c.Sentence), flat(c.Text)),
		ItemReviewed: reviewedClaim{
			Type: "Claim", Name: flat(c.Text), Text: flat(c.Sentence), Author: reviewHolder(c.Holder), DatePublished: d.Article.Published, Appearance: reviewedArticle(&d.Article),
		},
		ReviewRating: reviewRating{
			Type: "Rating", RatingValue: reviewRatings[c.Outcome], BestRating: bestRating, WorstRating: worstRating, AlternateName: say.outcomeNow(c),
		},
		ReviewBody: strings.Join(flatAll(say.detail(c)), "\n"),
		Author:     reviewParty{Type: "Organization", Name: cmp.Or(flat(o.Publisher), "assay")}, DatePublished: d.AsOf.Now, InLanguage: say.Code(),
	}
	if c.Now != nil && c.Now.NearMiss != nil {
		r.ReviewRating.Explanation = flat(say.miss(c.Now.NearMiss))
	}
	for _, f := range filed(c) {
		r.Citation = append(r.Citation, say.reviewFiling(&f))
	}
	return r
}

// flatAll are several texts, a line each.
func flatAll(texts []string) []string {
	out := make([]string, len(texts))
	for i, s := range texts {
		out[i] = flat(s)
	}
	return out
}

// reviewHolder is who holds the view that an article relays, or nil.
func reviewHolder(h *Holder) *reviewParty {
	switch {
	case h == nil || flat(h.Name+h.Org) == "":
		return nil
	case flat(h.Name) == "":
		return &reviewParty{Type: "Organization", Name: flat(h.Org)}
	}
	p := &reviewParty{Type: "Person", Name: flat(h.Name)}
	if org := flat(h.Org); org != "" {
		p.Affiliation = &reviewParty{Type: "Organization", Name: org}
	}
	return p
}

// reviewedArticle is the article as the work in which a claim appears.
func reviewedArticle(a *Article) reviewWork {
	w := reviewWork{Type: "CreativeWork", Name: flat(a.Title), DatePublished: a.Published, InLanguage: a.Lang}
	if webAddress(a.Source) {
		w.URL = a.Source
	}
	return w
}

// reviewFiling cites a filing.
func (w words) reviewFiling(f *Fact) reviewWork {
	out := reviewWork{
		Type: "CreativeWork", Name: flat(strings.Join(w.filings([]Fact{*f}), "")), Identifier: flat(f.Accession), DatePublished: f.Filed,
	}
	if webAddress(f.URL) {
		out.URL = f.URL
	}
	return out
}
