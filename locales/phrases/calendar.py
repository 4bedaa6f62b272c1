"""What is said of the calendar: meetings as they are looked at, added, moved, cancelled."""

from __future__ import annotations

from locales.message import N_

# --- news of a meeting that was moved or cancelled -----------------------------------------
MOVED = N_("<b>A meeting has been moved: {title}</b>")
CHANGED_PLACE = N_("<b>A meeting has changed: {title}</b>")
CANCELLED = N_("<b>A meeting has been cancelled: {title}</b>")
# Translators: when a meeting takes place now, after it was moved, and when it was to take place
NOW = N_("Now: {washington} in Washington; {local} your time.")
NOW_SAME = N_("Now: {washington} (Washington time).")
BEFORE = N_("Before: {washington} in Washington; {local} your time.")
BEFORE_SAME = N_("Before: {washington} (Washington time).")
PLANNED_FOR = N_("It was planned for {washington} in Washington; {local} your time.")
PLANNED_FOR_SAME = N_("It was planned for {washington} (Washington time).")
DEADLINE_BEFORE = N_("Before, contributions were received until {deadline} your time.")
PLACE_NOW = N_("Place now: {place}.")
LINK_NOW = N_("Link to take part from afar: {link}")
CANCELLED_MEANS = N_(
    "Nothing is expected for it any more. What you have sent stays, and a draft that is not "
    "finished can still be sent."
)

# --- refusals ------------------------------------------------------------------------------
NO_SUCH_MEETING = N_("That meeting is not in the calendar; /calendar shows the coming ones.")
IS_PAST = N_("That meeting has already taken place; it stays in the calendar as it was.")
IS_CANCELLED = N_("That meeting has been cancelled; it stays in the calendar as it was.")
TO_THE_PAST = N_("{when} in Washington has passed already. Please choose a later day or time.")
DUE_AFTER_START = N_(
    "Contributions would be due after the meeting begins. Please choose an earlier day for them."
)
DUE_IN_THE_PAST = N_(
    "Contributions would have been due on {when} in Washington, which has passed. Please choose "
    "fewer days."
)
CHANGED_MEANWHILE = N_(
    "Somebody else has changed this meeting in the meantime, so nothing was changed now. This is "
    "how it stands:"
)
KEY_TAKEN = N_("There is a meeting called “{key}” in the calendar already.")

# --- buttons -------------------------------------------------------------------------------
# Translators: buttons under a meeting: everything about it; the file that calendars take in
OPEN_CARD = N_("About the meeting")
CALENDAR_FILE = N_("Calendar file")
