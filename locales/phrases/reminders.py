"""What a reminder says as the date nears, beside the meeting's own texts."""

from __future__ import annotations

from locales.message import N_

DUE_IN = N_("Contributions are due in {n} day.")
DUE_IN_DAYS = N_("Contributions are due in {n} days.")
WELL_AHEAD = N_(
    "A first word, well ahead: contributions are due in {n} day, and can be sent at any time."
)
WELL_AHEAD_DAYS = N_(
    "A first word, well ahead: contributions are due in {n} days, and can be sent at any time."
)
DUE_TOMORROW = N_("Contributions are due tomorrow.")
DUE_TODAY = N_("Contributions are due today.")
FOR = N_("For {actor}:")
LAST_ACTIVITY = N_("Last time {actor} reported on activity {activity}, on {day}.")
LAST_TITLE = N_("Last time {actor} sent: {kind}, “{title}”, on {day}.")
LAST_KIND = N_("Last time {actor} sent: {kind}, on {day}.")
DRAFT = N_("Your draft is waiting: {done} of {total} answered.")
GO_ON = N_("Go on: {done} of {total} answered")
COMES_LATE = N_("This comes later than planned; please excuse the delay.")
ALSO_DUE = N_("Also due: <b>{title}</b>, until {deadline} your time.")
ALSO_DUE_FOR = N_("Also due, for {actor}: <b>{title}</b>, until {deadline} your time.")
# Translators: a button that opens what is asked of one of several actors, keep it short
SHOW_FOR = N_("{actor}: {title}")
MISSED = N_("{n} reminder could not go out before contributions to “{title}” were due.")
MISSED_MANY = N_("{n} reminders could not go out before contributions to “{title}” were due.")
GOES_LATE = N_("{n} reminder goes out later than planned.")
GOES_LATE_MANY = N_("{n} reminders go out later than planned.")
WAS_AWAY = N_("<b>Enlace was not running</b> from {since} to {until} your time.")
