"""The answer to a question of the secretariat, with a change to what was sent if there is one."""

from __future__ import annotations

from types import MappingProxyType

from bot.flows.amending import Amended, amended, fields
from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.conditions import answered
from bot.flows.form import Form, Question
from bot.flows.forms.activity_progress import ACTIVITY_PROGRESS
from bot.flows.forms.closing import attachments, closing
from bot.flows.forms.contribution_pledge import CONTRIBUTION_PLEDGE
from bot.flows.forms.draft_text_input import DRAFT_TEXT_INPUT
from bot.flows.forms.good_practice import GOOD_PRACTICE
from bot.flows.forms.legislation_update import LEGISLATION_UPDATE
from bot.flows.forms.new_proposal import NEW_PROPOSAL
from bot.flows.forms.research_findings import RESEARCH_FINDINGS
from bot.flows.kinds import AsField, LongText, OneOf
from committee.submissions import SubmissionKind
from locales import N_, Message

AMENDABLE = MappingProxyType(
    {
        form.key: form
        for form in (
            ACTIVITY_PROGRESS,
            GOOD_PRACTICE,
            NEW_PROPOSAL,
            RESEARCH_FINDINGS,
            LEGISLATION_UPDATE,
            DRAFT_TEXT_INPUT,
            CONTRIBUTION_PLEDGE,
        )
    }
)
"""The forms about which something can be asked."""

REPLACE = Choice("replace", Message(N_("Yes, one answer")))
AMENDMENTS = (
    Choice("no", Message(N_("No, leave it as it is"))),
    REPLACE,
    Choice("withdraw", Message(N_("Withdraw it"))),
)


def amendments(asking: Asking) -> tuple[Choice, ...]:
    """What can be done with the submission; an answer is replaced only where it is known."""
    about = asking.situation.about
    if about is not None and about.form in AMENDABLE:
        return AMENDMENTS
    return tuple(each for each in AMENDMENTS if each is not REPLACE)


def amendable_fields(asking: Asking) -> tuple[Choice, ...]:
    """The questions of the submission that can be answered anew."""
    return fields(AMENDABLE, asking.situation)


def chosen_field(asking: Asking) -> Amended | None:
    """The question that was chosen to be answered anew."""
    return amended(AMENDABLE, asking.answers.get("field"), asking.situation)


CLARIFICATION_REPLY = Form(
    key="clarification_reply",
    title=N_("Reply to a clarification request"),
    kind=SubmissionKind.CLARIFICATION_REPLY,
    questions=(
        Question(
            "answer",
            N_("What is your answer?"),
            LongText(limit=2000),
            label=N_("Answer"),
            opens_with="text",
        ),
        Question(
            "amend",
            N_("Should the submission be changed too?"),
            OneOf(amendments),
            # Translators: whether a submission is to be changed
            label=N_("Amendment"),
        ),
        Question(
            "field",
            N_("Which of its answers?"),
            OneOf(amendable_fields),
            help=N_("Tap one, or type a word of it."),
            ask_if=answered("amend", REPLACE.code),
            label=N_("Answer to change"),
            forgets=("value",),
        ),
        Question(
            "value",
            N_("What should it be instead?"),
            AsField(chosen_field),
            ask_if=answered("amend", REPLACE.code),
            label=N_("New answer"),
            identifies=True,
        ),
        attachments(),
        *closing(SubmissionKind.CLARIFICATION_REPLY),
    ),
)
