"""Rounds by hand: extra reminders and announcements, from their preview to what became of them."""

from __future__ import annotations

from locales.message import N_, Message, Param

REMIND = N_("Extra reminders")
ANNOUNCE = N_("Announcement")

# --- what goes out -------------------------------------------------------------------------
ADDS = {
    "chair": N_("The chair, {name}, adds: “{line}”"),
    "vice_chair": N_("The vice chair, {name}, adds: “{line}”"),
    "secretariat": N_("The secretariat, {name}, adds: “{line}”"),
}
ADDS_UNNAMED = {
    "chair": N_("The chair adds: “{line}”"),
    "vice_chair": N_("The vice chair adds: “{line}”"),
    "secretariat": N_("The secretariat adds: “{line}”"),
}
FROM = {
    "chair": N_("<b>From the chair of the working group</b>"),
    "vice_chair": N_("<b>From the vice chair of the working group</b>"),
    "secretariat": N_("<b>From the secretariat</b>"),
}
# Translators: what somebody wrote, as it was written
TEXT = N_("{text}")
WRITTEN_IN = {
    "es": N_("Written in Spanish."),
    "en": N_("Written in English."),
    "fr": N_("Written in French."),
    "pt": N_("Written in Portuguese."),
}

# --- the preview ---------------------------------------------------------------------------
ROUND = N_("<b>Ready to send: extra reminders for “{title}”</b>")
ANNOUNCEMENT = N_("<b>Ready to send: announcement</b>")
WITHOUT_LINE = N_("Without a personal line.")
# Translators: one group of actors and how many of them: "member states: 12"
GROUP = N_("{kind}: {n}")
GROUPS = N_("Actors by group: {groups}.")
AMONG = N_("Actors asked for it: {asked}. No information received yet: {silent}.")
VERSIONS = N_("With a text of its own: {languages}. All others read the original.")
ONLY_SILENT = N_("Only those not heard from for “{title}”.")
SAMPLES_BELOW = N_("Tap a language to see it exactly as it will be read.")
WHO = N_("Who exactly")
SEND = N_("Send")
CHANGE = N_("Change")
CANCEL = N_("Cancel")
UNDO = N_("Undo")
BACK_TO_PREVIEW = N_("◀ Back")
WHO_EXACTLY = N_("<b>Who exactly</b>")
# Translators: an actor and how many of its people are written to
OF_ACTOR = N_("{actor}: {n}")
COUNTED = N_(
    "Civil society, academia, diaspora networks and migrants’ organizations are counted here, not "
    "named."
)
SAMPLE = N_("That was a sample. With those who get it the buttons work.")

# --- what becomes of it --------------------------------------------------------------------
UNDONE = N_("Taken back; nothing has gone out.")
CANCELLED = N_("Cancelled; nothing has gone out.")
NOT_SENT_RIGHT = N_("This has not gone out: your role ended before it was time.")
NOT_SENT_MEETING = N_("This has not gone out: the meeting has been cancelled or is over.")
ALL_ANSWERED = N_("Meanwhile everybody has answered: there was nothing left to send.")
NOBODY = N_(
    "There is nobody to write to: every actor that is asked has answered, is being reminded "
    "already, or cannot be reached in time."
)
NOBODY_READS = N_(
    "There is nobody to write to: none of these groups has anybody here who can be reached."
)
NO_MEETING = N_(
    "No meeting in the next 60 days asks anything of the actors; /calendar shows the coming ones."
)
TOO_LATE = N_("Too late to take it back: it has gone out.")
SENT_ALREADY = N_(
    "This is on its way already, or has gone out. To send another one: /remind or /announce."
)
CANCELLED_ALREADY = N_(
    "This one was cancelled or changed. To prepare another one: /remind or /announce."
)
MEETING_GONE = N_("The meeting has been cancelled or is over; nothing has gone out.")


def to(people: int, actors: int) -> Message:
    """Says how many people of how many actors are written to."""
    return Message(
        N_("It goes to <b>{n} person</b>, for {actors}."),
        {"n": people, "actors": _actors(actors)},
        plural=N_("It goes to <b>{n} people</b>, for {actors}."),
    )


def _actors(count: int) -> Message:
    return Message(N_("{n} actor"), {"n": count}, plural=N_("{n} actors"))


def without_anybody(count: int) -> Message:
    """Says for how many actors there is nobody who could be written to."""
    return Message(
        N_("{n} actor has nobody yet who can be written to."),
        {"n": count},
        plural=N_("{n} actors have nobody yet who can be written to."),
    )


def tomorrow(count: int) -> Message:
    """Says how many have been written to today and get it on another day."""
    return Message(
        N_(
            "Of these, {n} has had a message today and gets it on the next day at 09:00 their time."
        ),
        {"n": count},
        plural=N_(
            "Of these, {n} have had a message today and get it on the next day at 09:00 their time."
        ),
    )


def asleep(count: int) -> Message:
    """Says for how many it is night."""
    return Message(
        N_("For {n} person it is night; it comes at 09:00 their time."),
        {"n": count},
        plural=N_("For {n} people it is night; it comes at 09:00 their time."),
    )


def on_holiday(count: int) -> Message:
    """Says how many have a public holiday."""
    return Message(
        N_("Of these, {n} has a public holiday and gets it at 09:00 on the day after."),
        {"n": count},
        plural=N_("Of these, {n} have a public holiday and get it at 09:00 on the day after."),
    )


def unreachable(count: int) -> Message:
    """Says how many more there would be, could they be reached."""
    return Message(
        N_("Besides, {n} person cannot be reached at present."),
        {"n": count},
        plural=N_("Besides, {n} people cannot be reached at present."),
    )


def reminded_anyway(count: int) -> Message:
    """Says how many are being reminded on that day in any case."""
    return Message(
        N_("Besides, {n} person is being reminded that day already."),
        {"n": count},
        plural=N_("Besides, {n} people are being reminded that day already."),
    )


def too_late_for(count: int) -> Message:
    """Says for how many the deadline comes before they may be written to."""
    return Message(
        N_("For {n} person it would come after the deadline; they are left out."),
        {"n": count},
        plural=N_("For {n} people it would come after the deadline; they are left out."),
    )


def in_a_minute(count: int) -> Message:
    """Says that it goes out soon, and can be taken back until then."""
    return Message(
        N_("<b>Goes out in a minute: {n} person.</b> Until then it can be taken back."),
        {"n": count},
        plural=N_("<b>Goes out in a minute: {n} people.</b> Until then it can be taken back."),
    )


def gone(count: int, title: Param) -> Message:
    """Says that it has gone out, and to how many."""
    return Message(
        N_("<b>On its way: {title}.</b> It goes to {n} person."),
        {"n": count, "title": title},
        plural=N_("<b>On its way: {title}.</b> It goes to {n} people."),
    )
