"""Documents that are made: how far they are, that they are ready, where large ones are."""

from __future__ import annotations

from locales.message import N_

STOP = N_("Stop")
PROGRESS = N_("In preparation: {done} of {of} submissions have been read.")
STOPPED = N_("The compilation was stopped. Nothing else has changed; /export begins a new one.")
ENDED = N_("This compilation is finished or was stopped already; /export begins a new one.")
READY = N_("The compilation is ready; it follows here.")
PART = N_("Part {n} of {of}.")
JOIN = N_(
    "The file is too large for one message. Please keep all parts in one folder; "
    "a program for ZIP files opens them together, beginning with the first."
)
BEHIND_DOOR = N_(
    "The file is too large for a message ({size} MB). Until {until} it can be fetched here. "
    "The link is meant for you alone."
)
FETCH = N_("Fetch the file")
