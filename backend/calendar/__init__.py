"""A visit as an entry for somebody's calendar: iCalendar (RFC 5545) and the few words in it, in each language."""
