"""Something to be told to many: to whom, and the text in one language or more."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import answered, offered, unless
from bot.flows.form import Form, Question
from bot.flows.kinds import LongText, OneOf, Several
from bot.flows.sources import ALL_LANGUAGES, FROM_SITUATION
from locales import LANGUAGES, N_, Language, Message

EVERYBODY = "everybody"
STATES = "states"
ORGANS = "organs"
MULTILATERAL = "multilateral"
SOCIETY = "society"
OBSERVERS = "observers"

AUDIENCES = (
    Choice(EVERYBODY, Message(N_("Everybody"))),
    Choice(STATES, Message(N_("Member states"))),
    Choice(ORGANS, Message(N_("OAS organs"))),
    Choice(MULTILATERAL, Message(N_("Multilateral organizations"))),
    Choice(SOCIETY, Message(N_("Civil society, academia, diaspora, migrants"))),
    Choice(OBSERVERS, Message(N_("Permanent observers"))),
)

_LIMIT = 3000
_IN: dict[Language, tuple[str, str]] = {
    "es": (N_("The same in Spanish?"), N_("In Spanish")),
    "en": (N_("The same in English?"), N_("In English")),
    "fr": (N_("The same in French?"), N_("In French")),
    "pt": (N_("The same in Portuguese?"), N_("In Portuguese")),
}


def _version(language: Language) -> Question:
    """The same text in another language than the author's."""
    asked, label = _IN[language]
    return Question(
        f"text_{language}",
        asked,
        LongText(limit=_LIMIT),
        help=N_("Without it, readers of that language get the text as you wrote it."),
        required=False,
        ask_if=unless(answered("language", language)),
        label=label,
    )


ANNOUNCEMENT = Form(
    key="announcement",
    title=N_("Announcement"),
    confirms=True,
    questions=(
        Question(
            "audience",
            N_("Who is to read it?"),
            Several(AUDIENCES),
            label=N_("Addressed to"),
        ),
        Question(
            "silent",
            N_("Only to those not heard from for a meeting?"),
            OneOf(FROM_SITUATION),
            help=N_("Tap the meeting, or skip this to write to all of them."),
            required=False,
            ask_if=offered("silent"),
            label=N_("Only if not heard from"),
        ),
        Question(
            "language",
            N_("In which language do you write?"),
            OneOf(ALL_LANGUAGES),
            label=N_("Language"),
        ),
        Question(
            "text",
            N_("What would you like to announce?"),
            LongText(limit=_LIMIT),
            help=N_("Nothing goes out yet: a preview follows."),
            label=N_("Text"),
        ),
        *(_version(language) for language in LANGUAGES),
    ),
)
