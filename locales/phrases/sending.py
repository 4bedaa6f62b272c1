"""What is said when something is sent: receipt, new version, withdrawal, copy, clearance."""

from __future__ import annotations

from locales.message import N_, Message

BEFORE_THE_FIRST = N_(
    "Before your first submission: bot chats are not end-to-end encrypted, and migrants’ personal "
    "data do not belong in a submission. Please leave them out."
)

# --- the receipt ----------------------------------------------------------------------------
RECEIVED_INSTEAD = N_("It takes the place of {number}, which stays on record.")
NOT_NAMED = N_("Outside the secretariat nobody is told who sent it.")
# Translators: button under a receipt
READ_IT = N_("Read it")
# Translators: button, opens the submission of that number
READ_NUMBER = N_("Read {number}")

# --- a new version --------------------------------------------------------------------------
AMENDING = N_(
    "You are changing {number}. Every answer is laid in; what you send takes its place, and the "
    "version before stays on record."
)
NEWER_VERSION = N_(
    "{number} has been sent meanwhile by your colleagues. Your draft is kept: please read theirs, "
    "then tap “Send” once more if yours is to take its place."
)
WITHDRAWN_MEANWHILE = N_(
    "{number} has been withdrawn meanwhile. Your draft is kept: tap “Send” once more if it is to "
    "be sent by itself, under a number of its own."
)
FILE_LOST = N_("The file “{name}” is no longer here; the secretariat may still have it.")
FILE_SENT = N_("{number}, attachment")

# --- withdrawal -----------------------------------------------------------------------------
WITHDRAWING = N_("This is about {number}.")
WITHDRAWN = N_(
    "<b>{number} has been withdrawn.</b> It stays in the records of the secretariat and is no "
    "longer counted or shown to others."
)
TOLD_WITHDRAWN = N_("{actor} has withdrawn {number}.\nReason: {reason}")

# --- a copy ---------------------------------------------------------------------------------
COPY_BEGUN = N_("The copy of {number} is being prepared; the file follows here in a moment.")
COPY_DONE = N_("Here is the copy you asked for.")
COPY_FAILED = N_("The copy could not be made this time; please ask for it again.")

# --- what stands on the copy ----------------------------------------------------------------
ORGANIZATION = N_("Organization of American States")
COMMITTEE = N_("Committee on Migration Issues")
# Translators: the language in which it was written, as it stands on papers of the committee
ORIGINAL = N_("Original: {language}")
LANGUAGES = {
    "es": N_("Spanish"),
    "en": N_("English"),
    "fr": N_("French"),
    "pt": N_("Portuguese"),
}
"""The languages by their names in the reader's language."""
TAKES_THE_PLACE_OF = N_("Takes the place of")
REASON = N_("Reason")
ATTACHMENTS = N_("Attachments")
ATTACHMENT = N_("{name} ({size})")
# Translators: the size of a file
THREAD = N_("Questions and answers")
QUESTION = N_("Question, {day}")
ANSWER = N_("Answer {number}, {day}")
NO_ANSWER = N_("Not answered yet.")
# Translators: at the foot of a page; the fields stand for numbers
PAGE = N_("Page {page} of {pages}")
AS_RECEIVED = N_("Answers as they were received, in the language in which they were written.")


def size(count: int) -> Message:
    """How large a file is."""
    return Message(N_("{n} byte"), {"n": count}, plural=N_("{n} bytes"))
