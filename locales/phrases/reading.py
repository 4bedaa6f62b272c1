"""What stands on a submission that is read in the chat."""

from __future__ import annotations

from locales.message import N_

TITLE = N_("<b>{number}</b>\n{kind}, {actor}")
SINCE = N_("{state}; received on {day}. Who may read it: {visibility}.")
# Translators: stands for the name of an actor that asked not to be named
UNNAMED = N_("an actor that is not named")
# Translators: to the secretariat, below the name of an organization
NOT_TO_BE_NAMED = N_("Not to be named outside the secretariat.")
REASON = N_("Reason: {reason}")
THREAD = N_("<b>Questions and answers</b>")
QUESTION = N_("{day}, question: {question}")
REPLY = N_("{day}, answer {number}: {answer}")
NO_REPLY_YET = N_("Not answered yet.")
PAGE = N_("Part {n} of {of}")
CHANGED = N_("<b>{number}: what changed</b>")
NOTHING_CHANGED = N_("The two versions say the same.")
NOT_THERE = N_("That submission is not open to you, or is there no more.")
CHANGED_MEANWHILE = N_("This has changed meanwhile; here is how it stands now.")

# Translators: buttons on a submission
FILE = N_("📎 {name}")
ACCEPT = N_("Accept")
ASK = N_("Ask")
RETURN = N_("Return")
PUBLISH = N_("Publish")
AMEND = N_("Amend")
WITHDRAW = N_("Withdraw")
ANSWER = N_("Give an answer")
COPY = N_("Copy as DOCX")
DIFFERENCE = N_("What changed")
