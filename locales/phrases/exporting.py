"""Asking for a compilation: from which time, as last time, and requests kept under a name."""

from __future__ import annotations

from locales.message import N_

# --- choices -------------------------------------------------------------------------------
NEXT_MEETING = N_("Next meeting: {meeting}")
THIS_TERM = N_("This term")
CERTAIN_MONTHS = N_("Certain months")
# Translators: for whom a compilation is meant, as are the two that follow
FOR_EVERYBODY = N_("Everybody, in public")
FOR_THE_GROUP = N_("The working group")
FOR_THE_SECRETARIAT = N_("The secretariat")

# --- as last time, and by name -------------------------------------------------------------
LAST_TIME = N_("Last time you asked for: {request}")
AS_LAST_TIME = N_("As last time")
# Translators: button, a saved request by its name
BY_NAME = N_("“{name}”")
ALL_SAVED = N_("Saved requests ▸")
# Translators: one choice of a request, such as "Kinds: good practices"
CHOSEN = N_("{label}: {answer}")
LAID_IN = N_("Your saved request “{name}”:")
AS_BEFORE = N_("As last time:")

# --- saved requests ------------------------------------------------------------------------
SAVED = N_("This request is kept as “{name}”; /export offers it from now on.")
YOURS = N_("<b>Your saved requests</b>")
YOURS_HELP = N_("Tap one to use, rename or delete it.")
NONE_SAVED = N_("You have not saved a request yet. In /export, “Keep as” saves one.")
ONE = N_("<b>{name}</b>")
USE = N_("Use it")
RENAME = N_("Rename")
DELETE = N_("Delete")
DELETE_SURELY = N_("Yes, delete")
DELETE_ASKED = N_("Delete “{name}”? Documents that were made with it stay.")
KEEP = N_("No, keep it")
DELETED = N_("“{name}” is deleted.")
RENAMED = N_("It is called “{name}” now.")
GONE = N_("This request is no longer saved.")
TOO_MANY = N_("You have {most} saved requests; please delete one first, or use one of their names.")
NAME_TAKEN = N_("Another of your requests is called “{name}”. Please choose another name.")
