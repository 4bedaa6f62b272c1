"""What is said of who has answered: after a round of reminders, and in the morning of a meeting."""

from __future__ import annotations

from locales.message import N_, Message

TITLE = N_("<b>Who has answered: “{title}”</b>")
MEETING = N_("Meeting: {when}, Washington time")
AS_OF = N_("As of {when}")

# Translators: a line of figures; {what} is one of the short labels below ("Answered: 11 of 33")
OF_ALL = N_("• {what}: {n} of {of}")
# Translators: a line of figures; {what} is one of the short labels below ("Nothing new: 2")
COUNT = N_("• {what}: {n}")
SOCIETY = N_("• Submissions of civil society, academia, diaspora and migrants’ organizations: {n}")
# Translators: a heading and names ("Nothing new, states: Chile and Peru")
NAMES = N_("<b>{what}, {group}:</b> {names}")
AND_MORE = N_("{names}; and {n} more")
# Translators: the same in the picture, after names with dots between them
MORE = N_("· and {n} more")
NOBODY_ASKED = N_("The meeting asks nothing of those who are listed by name.")

# Translators: short labels, in messages and in a picture
ANSWERED = N_("Answered")
INFORMED = N_("Information received")
NOTHING_NEW = N_("Nothing new")
SILENT = N_("No information received")
BESIDES = N_("Received without being asked for")
UNREACHABLE = N_("Messages do not arrive at present")
WITHOUT_CONTACT = N_("No contact person yet")
DRAFTS = N_("Drafts under way")
STATES = N_("States")
ORGANS = N_("OAS organs")
OTHERS = N_("Others")
# Translators: the same groups inside a line ("Answered, states: …")
OF_STATES = N_("states")
OF_ORGANS = N_("OAS organs")
OF_OTHERS = N_("others")
# Translators: in the picture, under a large figure ("11 of 33")
N_OF = N_("{n} of {of}")
SOCIETY_LABEL = N_("Submissions of civil society, academia, diaspora and migrants’ organizations")

PICTURE = N_("The same as a picture, as of {when}.")
REMIND = N_("Remind those not heard from")


def unreachable(what: Message, actors: int, n: int) -> Message:
    """A line of figures: how many actors cannot be reached, and how many people that are."""
    return Message(
        N_("• {what}: {actors} ({n} person)"),
        {"what": what, "actors": actors, "n": n},
        plural=N_("• {what}: {actors} ({n} people)"),
    )


def people_of(actors: int, n: int) -> Message:
    """The same figure in the picture, "1 (2 people)"."""
    return Message(
        N_("{actors} ({n} person)"),
        {"actors": actors, "n": n},
        plural=N_("{actors} ({n} people)"),
    )
