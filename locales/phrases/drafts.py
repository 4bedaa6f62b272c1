"""What is said of drafts: the list, handing one on, the last report, the nudge, edited messages."""

from __future__ import annotations

from locales.message import N_, Message

# --- the list --------------------------------------------------------------------------------
TO_CLEAR = N_("<b>These wait for you to clear them.</b>")
COLLEAGUES = N_(
    "Below, with their names: drafts of your colleagues. Tap one to go on with it yourself; your "
    "colleague is told."
)
WAITING = N_("With the clearing person: {draft}.")
# Translators: a draft on a button: form, what it is about, how old it is, how far it is
ABOUT = N_("{form}: {subject} · {age} · {done} of {total}")
# Translators: a draft on a button: form, how old it is, how far it is
OF_FORM = N_("{form} · {age} · {done} of {total}")
# Translators: a draft in a sentence: form, and what it is about
TITLE = N_("{form}: {subject}")
# Translators: a draft of a colleague on a button
OF_COLLEAGUE = N_("{name}: {draft}")
TODAY = N_("today")
YESTERDAY = N_("yesterday")

# --- going on with a colleague's draft ---------------------------------------------------------
TAKEN_OVER = N_("You go on with this draft of {name} now; I have told them.")
TAKEN_FROM_YOU = N_("{name} goes on with your draft now: {draft}. All that you answered is kept.")
GOES_ON = N_("{name} goes on with this draft now: {draft}.")
NOT_ADDED = N_("Your last message was not added to it.")
TAKE_IT_BACK = N_("Take it back")
TAKE_IT_OVER = N_("Go on with it")

# --- as in the last one ------------------------------------------------------------------------
PICKED_UP = N_("You had begun this one; it goes on where you left it.")
# Translators: button, begins a second draft of the same kind
BEGIN_ANOTHER = N_("Begin another one")
# Translators: a button; the number of the last report, without term
AS_LAST = N_("As in my last one ({number})")
LAID_IN = N_("✓ As in {number}")
LAID_IN_HOW = N_(
    "Every answer of {number} is laid in. In the review you can keep, change or clear each of them."
)
TOO_LATE = N_(
    "You have begun to answer already, so nothing was laid in: your answers are kept. To start "
    "from the last one, discard this draft in its review and begin a new one."
)
LAST_GONE = N_("That submission is not there any more; please answer the questions one by one.")

# --- the nudge ---------------------------------------------------------------------------------
WAITS = N_("<b>A draft of yours is waiting.</b> {draft}. Would you like to go on with it?")
SEVERAL_WAIT = N_("<b>Drafts of yours are waiting.</b> Would you like to go on with one of them?")
ONCE_ONLY = N_("Nothing is lost, and I will not ask about it again.")
GO_ON = N_("Go on")
DISCARD_IT = N_("Discard it?")
NOT_NOW = N_("Not now")
STAYS = N_("It stays as it is. With /drafts you can go on with it at any time.")

# --- files and messages ------------------------------------------------------------------------
FIRST_FILES_KEPT = N_("You can attach {most} files at most: the first {most} of these are kept.")
EDIT_TAKEN = N_("Your edited message has taken the place of the one before.")
EDIT_NOT_TAKEN = N_("The edited message could not be taken; your answer stays as it was.")
EDIT_OF_SENT = N_(
    "What you edited was sent in {number}, and that stays as it was received. To change it, send a "
    "new version."
)


def days_ago(days: int) -> Message:
    """How old something is, in whole days."""
    if days <= 0:
        return Message(TODAY)
    if days == 1:
        return Message(YESTERDAY)
    return Message(N_("{n} day ago"), {"n": days}, plural=N_("{n} days ago"))
