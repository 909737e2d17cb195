package release

// segments reads the tables of the parts of the business.
func (d *document) segments() {}
