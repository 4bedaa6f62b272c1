"""A round of reminders out of turn: for which meeting, and a line of one's own in it."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.kinds import OneOf, ShortText
from bot.flows.sources import FROM_SITUATION
from locales import N_

EXTRA_ROUND = Form(
    key="extra_round",
    title=N_("A round of reminders"),
    confirms=True,
    at_once=True,
    questions=(
        Question(
            "meeting",
            N_("For which meeting?"),
            OneOf(FROM_SITUATION),
            label=N_("Meeting"),
        ),
        Question(
            "line",
            N_("Would you like to add a personal line?"),
            ShortText(limit=300),
            help=N_(
                "It stands in every reminder of this round, as you write it, with your role and "
                "name. Nothing goes out yet: a preview follows."
            ),
            required=False,
            label=N_("Personal line"),
        ),
    ),
)
