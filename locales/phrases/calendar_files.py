"""What a meeting says of itself in a calendar file."""

from __future__ import annotations

from locales.message import N_

# Translators: the name of the calendar in somebody's calendar app
CALENDAR_NAME = N_("OAS Committee on Migration Issues")
# Translators: the title of a meeting that is not held, in a calendar app
CANCELLED = N_("Cancelled: {title}")
# Translators: the title of an entry in a calendar app, on the day of a deadline
CONTRIBUTIONS_DUE = N_("Contributions due: {title}")
RECEIVED_UNTIL = N_("Contributions are received until {deadline} (Washington time).")
AGENDA = N_("Agenda:")
# Translators: a line of the agenda, with its number before it
AGENDA_ITEM = N_("{number}. {item}")
MANDATES = N_("Mandates: {mandates}")
TAKE_PART = N_("To take part from afar: {link}")
