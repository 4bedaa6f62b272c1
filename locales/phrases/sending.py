"""What is said when something is sent: receipt, new version, withdrawal, copy, clearance."""

from __future__ import annotations

from locales.message import N_

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
FILE_LOST = N_("The bytes of “{name}” are not there any more; the secretariat may still have them.")
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
COPY_DONE = N_("{number}, as it was received.")
COPY_FAILED = N_("The copy could not be made this time; please ask for it again.")
