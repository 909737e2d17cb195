package message

import "testing"

func TestString(t *testing.T) {
	for _, c := range []struct {
		m    Message
		want string
	}{
		{Say("the last digit is wrong"), "the last digit is wrong"},
		{Say("%d of %d", Number(3), Number(12)), "3 of 12"},
		{Say("this is %s, not %s", Measure("net income"), Measure("revenue")), "this is net income, not revenue"},
		{Say("%[2]s before %[1]s", Text("a"), Text("b")), "b before a"},
		{Say("another reading: %s", Sub(Say("10^%d times as much in %s", Number(9), Lang("de")))), "another reading: 10^9 times as much in German"},
		{Say("it is right in %s", Amount("12.5", "USD")), "it is right in 12.5 USD"},
		{Say("named %s", Text("a\x1fb\x1ec")), "named a b c"},
		{Plain("50 % of it"), "50 % of it"},
		{"", ""},
	} {
		if got := c.m.String(); got != c.want {
			t.Errorf("%q: %q, want %q", c.m, got, c.want)
		}
	}
}
