"""What is said of the calendar: meetings as they are looked at, added, moved, cancelled."""

from __future__ import annotations

from locales.message import N_, Message

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
    "Contributions would be due after the meeting begins. Please give more days before it."
)
DUE_IN_THE_PAST = N_(
    "Contributions would have been due on {when} in Washington, which has passed. Please choose "
    "fewer days."
)
CHANGED_MEANWHILE = N_(
    "Somebody else has changed this meeting in the meantime, so nothing was changed now."
)
KEY_TAKEN = N_("There is a meeting called “{key}” in the calendar already.")

# --- buttons -------------------------------------------------------------------------------
# Translators: buttons under a meeting: everything about it; the file that calendars take in
OPEN_CARD = N_("About the meeting")
CALENDAR_FILE = N_("Calendar file")
MOVE = N_("Move")
CHANGE = N_("Change")
CANCEL = N_("Cancel the meeting")
CANCEL_SURELY = N_("Yes, cancel it")
CANCEL_NOT = N_("No, keep the meeting")
ADD = N_("Add a meeting")
WHOLE_TERM = N_("Whole term as a file")
THE_CALENDAR = N_("All coming meetings")
# Translators: a button that opens a meeting, "Feb 16: Progress of the Program"
OPEN_MEETING = N_("{day}: {title}")

# --- a meeting as it is looked at ----------------------------------------------------------
TITLE = N_("<b>{title}</b>")
KIND = N_("{kind}")
ABOUT = N_("{about}")
PLACE = N_("Place: {place}")
NOT_HELD = N_("<b>This meeting has been cancelled.</b>")
IS_OVER = N_("This meeting has already taken place.")
AGENDA = N_("Agenda:")
AGENDA_ITEM = N_("{n}. {item}")
MANDATES = N_("Mandates: {mandates}")
ASKED = N_("{asked}")
ASKED_OF = N_("Asked of {actor}: {kinds}.")
HAS_ANSWERED = N_("{actor} has answered for this meeting. Thank you.")
ON_ACTIVITIES = N_("On activities: {activities}.")
ON_OBJECTIVES = N_("On objectives: {objectives}.")
ON_PRIORITIES = N_("On priorities: {themes}.")
SHOWN_OF = N_("Shown: {first} to {last} of {of}.")
FILE = N_("The meeting for your calendar: open the file to take it in.")
FILE_CANCELLED = N_("Open the file, and your calendar shows the meeting as cancelled.")
TERM_FILE = N_(
    "The meetings of the term {term} for your calendar. If one changes, take the new file: it "
    "replaces what was there."
)

# --- texts of a meeting that was added in the chat -----------------------------------------
ASKED_FOR = N_("Asked for this meeting: {kinds}.")
NOTHING_ASKED = N_("Nothing is asked of the Program’s actors for this meeting.")
FROM_AFAR = N_("Online")

# --- what the secretariat does -------------------------------------------------------------
ADDED = N_("✓ The meeting is in the calendar.")
CHANGED = N_("✓ The meeting has been changed.")
MOVED_DONE = N_("✓ The meeting has been moved.")
UNCHANGED = N_("No change: the meeting stands as it was.")
LINK_SHOWN = N_(
    "One of its texts holds a web address, which everybody sees in the public "
    "calendar. An address is kept for those who take part only where it is written "
    "with the place."
)
CANCELLED_DONE = N_("✓ The meeting has been cancelled.")
MOVING = N_("To be moved: “{title}”, {when} in Washington.")
CHANGING = N_("To be changed: “{title}”, {when} in Washington.")
CANCEL_ASKED = N_("<b>Cancel “{title}”?</b>\n{when} in Washington.")
CANCEL_MEANS = N_(
    "It stays in the calendar as cancelled, nobody is reminded of it any more, and this cannot be "
    "undone."
)


def will_be_told(count: int) -> Message:
    """How many people will hear of it."""
    return Message(
        N_("{n} person will be told, by day in their zone."),
        {"n": count},
        plural=N_("{n} people will be told, each by day in their zone."),
    )


def told_of_move(count: int) -> Message:
    """The answer that stands in the review before a meeting is moved."""
    return Message(N_("{n} person"), {"n": count}, plural=N_("{n} people"))


def told_of_place(count: int) -> Message:
    """The answer that stands in the review before a meeting is changed."""
    return Message(
        N_("{n} person, if the place or link is another one"),
        {"n": count},
        plural=N_("{n} people, if the place or link is another one"),
    )


def are_told(count: int) -> Message:
    """How many people hear of it, once it is done."""
    return Message(
        N_("{n} person is told of it, by day."),
        {"n": count},
        plural=N_("{n} people are told of it, each by day."),
    )
