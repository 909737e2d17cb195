package assay

import (
	"assay/article"
	"assay/rule"
	"assay/verdict"
)

// together weighs the verdicts on an article's claims, each made for itself, against each other:
// what a passage leaves out, its figures may tell.
func (p *pass) together(vs []verdict.Verdict, a *article.Article, opt Options) error {
	if err := p.again(vs, verdict.Cohere(vs), a, opt, (*verdict.Verdict).Told); err != nil {
		return err
	}
	for _, i := range verdict.Seconds(vs) {
		if err := p.second(&vs[i], i, a, opt); err != nil {
			return err
		}
	}
	if err := p.again(vs, verdict.Beside(vs), a, opt, func(*verdict.Verdict) {}); err != nil {
		return err
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
			return nil
		}
		if err := p.again(vs, found, a, opt, (*verdict.Verdict).Found); err != nil {
			return err
		}
		if err := p.reconsider(vs, a, opt); err != nil {
			return err
		}
	}
	return nil
}

// reconsider checks again the contradictions that no slip explains, since what was found may be
// what they are right of: then they are doubts.
func (p *pass) reconsider(vs []verdict.Verdict, a *article.Article, opt Options) error {
	for i := range vs {
		if vs[i].Outcome != verdict.Contradicted || vs[i].Now.NearMiss != nil {
			continue
		}
		v, err := p.check(i, a, opt)
		if err != nil {
			return err
		}
		if v.Outcome == verdict.Ambiguous {
			vs[i] = v
		}
	}
	return nil
}

// again checks claims by their indices, as their verdicts now have them, and says why.
func (p *pass) again(vs []verdict.Verdict, which []int, a *article.Article, opt Options, why func(*verdict.Verdict)) error {
	for _, i := range which {
		p.Claims[i] = vs[i].Claim
		v, err := p.check(i, a, opt)
		if err != nil {
			return err
		}
		why(&v)
		vs[i] = v
	}
	return nil
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
