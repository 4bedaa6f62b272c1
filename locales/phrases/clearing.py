"""What is said while a draft is with its actor's clearing person."""

from __future__ import annotations

from locales.message import N_

# --- to the author --------------------------------------------------------------------------
WAITING = N_(
    "<b>Your draft is with your colleagues who clear what {actor} sends.</b> I will write to you "
    "as soon as it has been sent or returned."
)
# Translators: button under a draft that waits for clearance
TAKE_BACK = N_("Take it back")
TAKEN_BACK = N_("You have taken your draft back; your colleagues can no longer send it.")
CLEARED_FOR_YOU = N_("{name} has cleared your draft.")
RETURNED_TO_YOU = N_("<b>{name} has returned your draft: {form}.</b>")
COMMENT = N_("<b>What should be changed:</b> {comment}")
# Translators: button, go on with the draft that was returned
CONTINUE = N_("Continue")

# --- to the clearing person -----------------------------------------------------------------
ASKED = N_("<b>To be cleared: {form}</b>\nFrom {name}, for {actor}.")
REPLACES = N_("It is to take the place of {number}.")
HOW = N_("It is sent when you tap “Send”; “Return” gives it back with your comment.")
# Translators: buttons under a draft that is to be cleared
SEND = N_("Send")
RETURN = N_("Return")
FILE_SENT = N_("Attachment of the draft: {form}")
SENT_BY_YOU = N_("<b>Sent under number {number}.</b> {name} has been told.")
RETURNED_BY_YOU = N_("Returned. {name} has been told and has your comment.")
RETURNING = N_("This is about the draft of {name}: {form}.")
SENT_ALREADY = N_("This draft has been sent already, under number {number}.")
WITH_AUTHOR = N_("This draft is with {name} again; nothing is to be cleared at the moment.")
GIVEN_UP = N_("This draft has been given up; nothing is to be cleared.")
AUTHOR_GONE = N_(
    "{name} no longer writes for {actor}, so that the draft cannot be sent. Colleagues who write "
    "for {actor} find it under /drafts and can go on with it."
)
OUTDATED = N_(
    "{number} has changed meanwhile, so that this draft was not sent. {name} has been told and "
    "decides how to go on."
)
