"""The labels of the steering buttons."""

from __future__ import annotations

from locales import N_

# Translators: button, to the previous question
BACK = N_("◀ Back")
# Translators: button, leave this question unanswered
SKIP = N_("Skip")
# Translators: button, remove the answer given before
CLEAR = N_("Clear")
# Translators: button, let the answer given before stand
KEEP = N_("Keep")
# Translators: button, store the draft and stop for now
LEAVE = N_("Save and leave")
# Translators: button, all ticks are set or all files are sent
DONE = N_("Done ▸")
# Translators: button, submit the answers
SEND = N_("Send")
# Translators: button, what was chosen is right and is to be done
GO_AHEAD = N_("Confirm")
# Translators: button, throw the draft away
DISCARD = N_("Discard")
# Translators: button, confirms that the draft is thrown away
DISCARD_SURELY = N_("Yes, discard")
# Translators: button, the draft is not thrown away
DISCARD_NOT = N_("No, keep it")
# Translators: button, the page of choices before this one
EARLIER_PAGE = N_("‹ Previous")
# Translators: button, the following page of choices
NEXT_PAGE = N_("Next ›")
# Translators: button, more things that can be changed
MORE_CHOICES = N_("More choices ▸")
# Translators: button of a choice that is ticked
TICKED = N_("✓ {label}")
# Translators: button, change the answer with that short name
CHANGE = N_("✎ {label}")
# Translators: a short answer
YES = N_("Yes")
# Translators: a short answer
NO = N_("No")
# Translators: button of a declaration
CONFIRM = N_("I confirm")
