package report

import "assay/message"

// reasons say why a figure is unread: words for what it is, or what of it is not known.
// The reading and the packs name them by the same words.
var reasons = byKey(
	message.Say("address"), message.Say("age"), message.Say("aircraft"), message.Say("byte"), message.Say("chip"),
	message.Say("company"), message.Say("count"), message.Say("country"), message.Say("date"), message.Say("day"),
	message.Say("degree"), message.Say("employee"), message.Say("hour"), message.Say("item"), message.Say("kilometre"),
	message.Say("language"), message.Say("legal"), message.Say("margin"), message.Say("metre"), message.Say("minute"),
	message.Say("model"), message.Say("month"), message.Say("name"), message.Say("nanometre"), message.Say("once"),
	message.Say("page"), message.Say("parameter"), message.Say("person"), message.Say("phone"), message.Say("pixel"),
	message.Say("quarter"), message.Say("question"), message.Say("rank"), message.Say("seat"), message.Say("second"),
	message.Say("sport"), message.Say("stock"), message.Say("store"), message.Say("time"), message.Say("ton"),
	message.Say("user"), message.Say("vehicle"), message.Say("watt"), message.Say("week"), message.Say("year"),
	message.Say("year end"), message.Say("number of no known form"), message.Say("number without a unit"),
	message.Say("number word without a unit"), message.Say("percentage of no known kind"), message.Say("points of no known index"),
	message.Say("table heading"), message.Say("second figure of a table's cell"), message.Say("no period is said"),
	message.Say("no measure is said"), message.Say("row and column name two measures"),
	message.Say("row and column name two parts of a business"), message.Say("row and column name two companies"),
	message.Say("the heading names several companies"), message.Say("the heading names several measures"),
	message.Say("the heading names several periods"),
)

func byKey(ms ...message.Message) map[string]message.Message {
	out := map[string]message.Message{}
	for _, m := range ms {
		out[m.Key()] = m
	}
	return out
}

// reason is the message of a reason; one that is not listed stays as it is.
func reason(id string) message.Message {
	if m, ok := reasons[id]; ok {
		return m
	}
	return message.Plain(id)
}

// Reason reports whether a reason has a message of its own.
func Reason(id string) bool { _, ok := reasons[id]; return ok }
