"""What a reminder says as the date nears, beside the meeting's own texts."""

from __future__ import annotations

from locales.message import N_, Message, Param

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
WAS_AWAY = N_("<b>Enlace was not running</b> from {since} to {until} your time.")


def well_ahead(n: int) -> Message:
    """Says, weeks before, in how many days contributions are due."""
    return Message(
        N_(
            "A first word, well ahead: contributions are due in {n} day, and can be sent at any "
            "time."
        ),
        {"n": n},
        plural=N_(
            "A first word, well ahead: contributions are due in {n} days, and can be sent at any "
            "time."
        ),
    )


def due_in(n: int) -> Message:
    """Says in how many days contributions are due."""
    return Message(
        N_("Contributions are due in {n} day."),
        {"n": n},
        plural=N_("Contributions are due in {n} days."),
    )


def missed(n: int, title: Param) -> Message:
    """Says how many reminders did not go before contributions were due."""
    return Message(
        N_("{n} reminder could not go out before contributions to “{title}” were due."),
        {"n": n, "title": title},
        plural=N_("{n} reminders could not go out before contributions to “{title}” were due."),
    )


def goes_late(n: int) -> Message:
    """Says how many reminders go out later than planned."""
    return Message(
        N_("{n} reminder goes out later than planned."),
        {"n": n},
        plural=N_("{n} reminders go out later than planned."),
    )
