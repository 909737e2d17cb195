package score_test

import (
	"fmt"

	"assay/forecast/score"
)

// Two years of forecasts of capital expenditure, in billions of dollars, beside
// what the years before would have led one to expect.
func ExamplePoints() {
	s, err := score.Points([]score.Point{
		{Question: "capex 2023", Value: 30, Outcome: 32, LastValue: score.Given(31), SameGrowth: score.Given(39)},
		{Question: "capex 2024", Value: 50, Outcome: 53, LastValue: score.Given(32), SameGrowth: score.Given(33)},
	}, score.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("mean absolute error %.2f, last value %.2f, same growth %.2f\n", s.Forecast.Value, s.LastValue.Value, s.SameGrowth.Value)
	fmt.Printf("ratio %.2f, skill %.2f, n = %d, rankable: %v\n", s.Ratio.Value, s.Skill.Value, s.Skill.Questions, s.Skill.Rankable())
	fmt.Printf("luck alone: %.2f (%v)\n", s.Luck.Chance, s.Luck.Test)
	// Output:
	// mean absolute error 2.50, last value 11.00, same growth 13.50
	// ratio 0.20, skill 0.80, n = 2, rankable: false
	// luck alone: 0.25 (sign flips, exact)
}

// A forecaster who held possible what happened, and one who did not.
func ExampleProbabilities() {
	for _, chance := range []float64{0.2, 0} {
		s, err := score.Probabilities([]score.Probability{
			{Question: "recession 2024", Chance: 0.3},
			{Question: "rate cut 2024", Chance: chance, Happened: true},
		}, score.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("Brier %.3f, log %.3f (%v)\n", s.Brier.Value, s.Log.Value, s.Log.Status)
	}
	// Output:
	// Brier 0.365, log 0.983 (ok)
	// Brier 0.545, log +Inf (infinite)
}

// What stood a month before the outcome, and a year before.
func ExampleLastBefore() {
	said := []score.Said{
		{Holder: "bank", Question: "capex 2024", Day: 0, Due: 400},
		{Holder: "bank", Question: "capex 2024", Day: 200, Due: 400},
		{Holder: "fund", Question: "capex 2024", Day: 390, Due: 400},
	}
	for _, days := range []int{30, 365} {
		places, err := score.LastBefore(said, days)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(days, places)
	}
	// Output:
	// 30 [1]
	// 365 [0]
}
