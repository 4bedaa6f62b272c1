"""Short forms of one text: a question, a reason, a comment on somebody's draft or submission."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.kinds import LongText
from locales import N_

ASKING = Form(
    key="asking",
    title=N_("A question to the author"),
    confirms=True,
    questions=(
        Question(
            "text",
            N_("What would you like to ask?"),
            LongText(limit=1500),
            help=N_("The author gets it as a message and can simply answer."),
            label=N_("Question"),
        ),
    ),
)

RETURNING = Form(
    key="returning",
    title=N_("Return to the author"),
    confirms=True,
    questions=(
        Question(
            "text",
            N_("Why is it returned?"),
            LongText(limit=1500),
            help=N_("The author reads this and can send a new version."),
            label=N_("Reason"),
        ),
    ),
)

WITHDRAWING = Form(
    key="withdrawing",
    title=N_("Withdraw a submission"),
    confirms=True,
    questions=(
        Question(
            "text",
            N_("Why is it withdrawn?"),
            LongText(limit=1000),
            help=N_("It stays in the records and is no longer counted or shown to others."),
            label=N_("Reason"),
        ),
    ),
)

CLEARING = Form(
    key="clearing",
    title=N_("Return the draft with a comment"),
    confirms=True,
    questions=(
        Question(
            "text",
            N_("What should be changed?"),
            LongText(limit=1500),
            help=N_("The draft goes back to your colleague with this comment."),
            label=N_("Comment"),
        ),
    ),
)

REMARKS = (ASKING, RETURNING, WITHDRAWING, CLEARING)
