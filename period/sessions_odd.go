package period

// Sources of this file: the New York Stock Exchange's list of special closings
// ("NYSE Special Closings", which ends in 2011), the exchange's notices after
// it, and as a check the calendars of pandas_market_calendars and of
// exchange_calendars/zipline, which were made from that list. They agree on all
// of it but where a line says otherwise.

// oddClosings are weekdays on which no rule closed the exchange, with the cause.
var oddClosings = map[Date]string{
	NewDate(1994, 4, 27):  "mourning for Richard Nixon",
	NewDate(2001, 9, 11):  "attacks of September 11",
	NewDate(2001, 9, 12):  "attacks of September 11",
	NewDate(2001, 9, 13):  "attacks of September 11",
	NewDate(2001, 9, 14):  "attacks of September 11",
	NewDate(2004, 6, 11):  "mourning for Ronald Reagan",
	NewDate(2007, 1, 2):   "mourning for Gerald Ford",
	NewDate(2012, 10, 29): "hurricane Sandy",
	NewDate(2012, 10, 30): "hurricane Sandy",
	NewDate(2018, 12, 5):  "mourning for George H. W. Bush (notice of 1 December 2018)",
	NewDate(2025, 1, 9):   "mourning for Jimmy Carter (notice of 30 December 2024)",
}

// oddHours are hours that follow from no rule; 0 stands for the usual ones.
// Openings a minute or two late, for a moment of silence, are left out, and so
// are halts within a session (8 July 2015).
var oddHours = map[Date]Hours{
	NewDate(1994, 2, 11):  {0, 14*60 + 30},    // snowstorm
	NewDate(1995, 12, 18): {10*60 + 30, 0},    // trouble with computers
	NewDate(1996, 1, 8):   {11 * 60, 14 * 60}, // blizzard
	NewDate(1997, 10, 27): {0, 15*60 + 30},    // circuit breakers of all exchanges
	NewDate(1997, 12, 26): {0, noonClose},     // the Friday after Christmas, this year and
	NewDate(2003, 12, 26): {0, noonClose},     // this one, but not in 2008, 2014 or 2025
	NewDate(2005, 6, 1):   {0, 15*60 + 56},    // trouble with systems, at the NYSE alone
}

// The last day of 1999 is disputed: zipline has it close at one, the exchange's
// list and pandas_market_calendars do not, and the rules ask for a whole session
// at the year's end. It is reckoned as whole.
//
// September 11, 2002 opened late; the sources differ on the hour (the notice of
// 16 August 2002 says 11:00, pandas_market_calendars noon), so that it is
// reckoned as usual.
