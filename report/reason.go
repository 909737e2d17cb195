package report

import "assay/message"

// reason says why a figure is unread, from the id that the reading gives.
func reason(id string) message.Message { return message.Plain(id) }
