package assay

import (
	"assay/article"
	"assay/rule"
	"assay/verdict"
)

// together weighs the verdicts on an article's claims, each made for itself, against each other:
// what a passage leaves out, its figures may tell.
func (p *pass) together(vs []verdict.Verdict, a *article.Article, opt Options) error {
	for _, i := range verdict.Cohere(vs) {
		if err := p.again(vs, i, a, opt); err != nil {
			return err
		}
		vs[i].Told()
	}
	for _, i := range verdict.Seconds(vs) {
		if err := p.second(&vs[i], i, a, opt); err != nil {
			return err
		}
	}
	for _, i := range verdict.Beside(vs) {
		if err := p.again(vs, i, a, opt); err != nil {
			return err
		}
	}
	verdict.Doubt(vs)
	for i := range vs {
		p.Claim, p.AsOf = &p.Claims[i], opt.Now
		if err := vs[i].OtherSession(&p.Pass, rule.For(p.Claim)); err != nil {
			return err
		}
	}
	p.Borne(vs)
	rule.Itself(vs)
	return p.findLost(vs, a, opt)
}

// mostRounds is how often an article is searched for what its figures are right of: what is found
// helps to find more, mostly at once.
const mostRounds = 3

// findLost checks again, of what their figures were found to be, the claims that nothing decides.
func (p *pass) findLost(vs []verdict.Verdict, a *article.Article, opt Options) error {
	for range mostRounds {
		p.AsOf = opt.Now
		found := p.Find(vs, rule.For)
		if len(found) == 0 {
			break
		}
		for _, i := range found {
			if err := p.again(vs, i, a, opt); err != nil {
				return err
			}
			vs[i].Found()
		}
	}
	return nil
}

// again checks the ith claim as its verdict now has it.
func (p *pass) again(vs []verdict.Verdict, i int, a *article.Article, opt Options) (err error) {
	p.Claims[i] = vs[i].Claim
	vs[i], err = p.check(i, a, opt)
	return err
}

// second reads the ith claim, the second figure of its measure in a sentence, of the periods
// before, and keeps the first that bears it out.
func (p *pass) second(v *verdict.Verdict, i int, a *article.Article, opt Options) error {
	was := p.Claims[i]
	for _, when := range v.Before(p.Shift) {
		p.Claims[i] = verdict.Of(was, when)
		got, err := p.check(i, a, opt)
		if err != nil {
			return err
		}
		if got.Outcome == verdict.Supported {
			*v = got
			v.Told()
			return nil
		}
	}
	p.Claims[i] = was
	v.DoubtSecond()
	return nil
}
