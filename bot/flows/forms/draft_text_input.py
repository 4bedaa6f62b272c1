"""What an actor asks of a paragraph of a draft text that is open for comments."""

from __future__ import annotations

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.conditions import actor_is, all_of, answered_any, offered
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import LongText, OneOf, Several, YesNo
from bot.flows.sources import ANCHORS, FROM_SITUATION, PARAGRAPHS, WHOLE_TEXT
from committee.actors import ActorKind
from committee.submissions import SubmissionKind
from locales import N_, Message

OPERATIONS = (
    # Translators: said of a paragraph, as are the words that follow
    Choice("change", Message(N_("Change it"))),
    Choice("add", Message(N_("Add something"))),
    Choice("delete", Message(N_("Delete it"))),
    Choice("move", Message(N_("Move it"))),
    Choice("keep", Message(N_("Keep it as it is"))),
    Choice("comment", Message(N_("A general comment"))),
    Choice("reserve", Message(N_("Reserve our position"))),
)

STANDINGS = (
    Choice("final", Message(N_("Yes, final"))),
    Choice("ad_referendum", Message(N_("Ad referendum"))),
    Choice("preliminary", Message(N_("Preliminary"))),
)

_OF_A_PARAGRAPH = ("change", "delete", "move")


def operations(asking: Asking) -> tuple[Choice, ...]:
    """What can be asked of the chosen paragraph, or of the text as a whole."""
    if asking.answers.get("paragraph") != WHOLE_TEXT.code:
        return OPERATIONS
    return tuple(each for each in OPERATIONS if each.code not in _OF_A_PARAGRAPH)


DRAFT_TEXT_INPUT = Form(
    key="draft_text_input",
    title=N_("Input on a draft text"),
    kind=SubmissionKind.DRAFT_TEXT_INPUT,
    questions=(
        Question(
            "document",
            N_("Which document and revision is this about?"),
            OneOf(FROM_SITUATION),
            help=N_("Tap one, or type its number or a word of it."),
            label=N_("Document"),
        ),
        Question(
            "paragraph",
            N_("Which paragraph?"),
            OneOf(PARAGRAPHS),
            help=N_("Tap one, or type its number or a word of it."),
            label=N_("Paragraph"),
        ),
        Question(
            "operation",
            N_("What do you ask?"),
            OneOf(operations),
            # Translators: what is asked of a paragraph: change, add, delete
            label=N_("Request"),
        ),
        Question(
            "text",
            N_("What is your exact wording?"),
            LongText(limit=3000),
            help=N_("It is taken over as you write it, in up to 3000 characters."),
            ask_if=answered_any("operation", ("add", "change")),
            label=N_("Wording"),
        ),
        Question(
            "anchor",
            N_("After which paragraph should it stand?"),
            OneOf(ANCHORS),
            help=N_("Tap one, or type its number or a word of it."),
            ask_if=answered_any("operation", ("add", "move")),
            # Translators: where in a text something is to stand
            label=N_("Place"),
        ),
        Question(
            "reason",
            N_("Why do you ask for this?"),
            LongText(limit=1500),
            label=N_("Reasons"),
            opens_with="text",
            optional_if=actor_is(ActorKind.STATE),
        ),
        Question(
            "standing",
            N_("Is this your final position?"),
            OneOf(STANDINGS),
            # Translators: whether a position is final
            label=N_("Standing"),
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Supporters and documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "supporters",
            N_("On behalf of whom, or with whom?"),
            Several(FROM_SITUATION, most=35),
            help=N_("Up to 35. Tap them, or type their names with commas."),
            required=False,
            ask_if=all_of(detail("details", "supporters"), offered("supporters")),
            label=N_("Supporters"),
            identifies=True,
        ),
        *papers("details"),
        *closing(SubmissionKind.DRAFT_TEXT_INPUT),
    ),
)
