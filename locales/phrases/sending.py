"""What is said when something is sent: receipt, new version, withdrawal, copy, clearance."""

from __future__ import annotations

from locales.message import N_

BEFORE_THE_FIRST = N_(
    "Before your first submission: bot chats are not end-to-end encrypted, and migrants’ personal "
    "data do not belong in a submission. Please leave them out."
)

# --- the receipt ----------------------------------------------------------------------------
RECEIVED_INSTEAD = N_("It takes the place of {number}, which stays on record.")
# Translators: buttons under a receipt
READ_IT = N_("Read it")

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
