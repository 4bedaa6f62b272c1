"""The questions that close every submission: papers, contact, readers, naming, declaration."""

from __future__ import annotations

from typing import Literal

from bot.flows.choices import Choice
from bot.flows.conditions import Condition, actor_is, all_of, answered, any_of, given
from bot.flows.form import Question
from bot.flows.kinds import Consent, Files, OneOf, ShortText
from bot.flows.kinds.yes_no import NO_WORDS, YES_WORDS
from bot.flows.sources import ALL_LANGUAGES
from committee.actors import ActorKind
from committee.submissions import (
    SubmissionKind,
    Visibility,
    default_visibility,
    may_stay_unnamed,
    visibility_name,
)
from locales import N_, Message

NAMINGS = (
    Choice("named", Message(N_("Yes, name us")), words=YES_WORDS),
    Choice("unnamed", Message(N_("Do not name us")), words=NO_WORDS),
)
"""Whether the author is named outside the secretariat."""

NAMING = Question(
    "naming",
    N_("May your organization be named outside the secretariat?"),
    OneOf(NAMINGS),
    help=N_(
        "If not, only the secretariat sees who you are; please leave names out of your texts as "
        "well."
    ),
    ask_if=actor_is(*(kind for kind in ActorKind if may_stay_unnamed(kind))),
    label=N_("Naming"),
)

DECLARATION = Question(
    "statement",
    N_("I am authorized to submit this for my organization."),
    Consent(),
    label=N_("Declaration"),
)


def detail(gate: str, key: str) -> Condition:
    """Asked when details are wanted (a yes to `gate`), and kept where `key` has an answer."""
    return any_of(answered(gate, True), given(key))  # noqa: FBT003 - the answer itself


def attachments(
    *, ask_if: Condition | None = None, opens_with: Literal["", "file"] = "file"
) -> Question:
    """Files that go with the submission."""
    return Question(
        "attachments",
        N_("Any documents or photos?"),
        Files(),
        help=N_("Up to 5, one at a time, 20 MB each: documents, photos or voice notes."),
        required=False,
        ask_if=ask_if,
        label=N_("Attachments"),
        opens_with=opens_with,
        identifies=True,
    )


def papers(gate: str, *, opens_with: Literal["", "file"] = "file") -> tuple[Question, ...]:
    """Files, and for states the covering note: among the details that `gate` opens."""
    note = all_of(actor_is(ActorKind.STATE), detail(gate, "authority_ref"))
    return (
        attachments(ask_if=detail(gate, "attachments"), opens_with=opens_with),
        Question(
            "authority_ref",
            N_("Is there an official covering note?"),
            ShortText(limit=120),
            help=N_("Its number and date."),
            required=False,
            ask_if=note,
            label=N_("Covering note"),
            identifies=True,
        ),
    )


def closing(kind: SubmissionKind) -> tuple[Question, ...]:
    """Contact, language, readers, naming and the declaration.

    A reply to a clarification is part of the submission it speaks of, so that the declaration is
    all that it needs.
    """
    if kind is SubmissionKind.CLARIFICATION_REPLY:
        return (DECLARATION,)
    return (
        Question(
            "contact",
            N_("Who can answer questions about this?"),
            ShortText(limit=300),
            help=N_("Name, office and e-mail."),
            label=N_("Contact"),
            identifies=True,
        ),
        Question(
            "language",
            N_("Which language are you writing in?"),
            OneOf(ALL_LANGUAGES),
            label=N_("Language"),
        ),
        Question(
            "visibility",
            N_("Who may read this?"),
            OneOf(_readers(kind)),
            help=N_("The secretariat reads every submission."),
            label=N_("Readers"),
        ),
        NAMING,
        DECLARATION,
    )


def _readers(kind: SubmissionKind) -> tuple[Choice, ...]:
    """Who may read it, the default of the kind first."""
    usual = default_visibility(kind)
    ordered = sorted(Visibility, key=lambda each: each is not usual)
    return tuple(Choice(each.value, visibility_name(each)) for each in ordered)
