"""A meeting of the committee's calendar, as the secretariat adds or changes it."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import all_of, answered, given, offered, unless
from bot.flows.form import Form, Question
from bot.flows.kinds import (
    ComingDay,
    LongText,
    OneOf,
    Several,
    ShortText,
    TimeOfDay,
    WholeNumber,
    YesNo,
)
from bot.flows.sources import ALL_ACTIVITIES, ALL_LANGUAGES, FROM_SITUATION, OBJECTIVES
from committee.actors import ActorKind, kind_name
from committee.calendar import MeetingKind, meeting_kind_name
from committee.program import Theme, theme_name
from locales import LANGUAGES, N_, Language

KINDS = tuple(Choice(kind.value, meeting_kind_name(kind)) for kind in MeetingKind)
ACTOR_KINDS = tuple(Choice(kind.value, kind_name(kind, plural=True)) for kind in ActorKind)
THEMES = tuple(Choice(theme.value, theme_name(theme)) for theme in Theme)
TITLE_LIMIT = 150
DUE_LIMIT = 120

_TITLE_IN: dict[Language, tuple[str, str]] = {
    "es": (N_("What is its title in Spanish?"), N_("Title in Spanish")),
    "en": (N_("What is its title in English?"), N_("Title in English")),
    "fr": (N_("What is its title in French?"), N_("Title in French")),
    "pt": (N_("What is its title in Portuguese?"), N_("Title in Portuguese")),
}


def title_in(language: Language) -> str:
    """The key of the question for the title in `language`, where it is not the writer's."""
    return f"title_{language}"


_WHAT = (
    Question(
        "language",
        N_("In which language do you write about the meeting?"),
        OneOf(ALL_LANGUAGES),
        label=N_("Language"),
    ),
    Question(
        "kind",
        N_("What kind of meeting is it?"),
        OneOf(KINDS),
        label=N_("Kind of meeting"),
    ),
    Question(
        "title",
        N_("What is its title?"),
        ShortText(limit=TITLE_LIMIT),
        label=N_("Title"),
    ),
    Question(
        "other_languages",
        N_("In which other languages do you have the title?"),
        Several(ALL_LANGUAGES),
        help=N_("Whoever reads in a language that is not given sees the title as it is."),
        required=False,
        label=N_("Title in other languages"),
    ),
    *(
        Question(
            title_in(language),
            text,
            ShortText(limit=TITLE_LIMIT),
            ask_if=all_of(
                answered("other_languages", language), unless(answered("language", language))
            ),
            label=label,
        )
        for language, (text, label) in _TITLE_IN.items()
        if language in LANGUAGES
    ),
    Question(
        "about",
        N_("What is it about?"),
        LongText(limit=800),
        help=N_("In a sentence or two; it stands in the reminders."),
        required=False,
        label=N_("About"),
    ),
)

TIME = Question(
    "time",
    N_("At what time does it begin, in Washington?"),
    TimeOfDay(),
    label=N_("Time in Washington"),
)

DUE = Question(
    "due_days",
    N_("How many days before it are contributions due?"),
    WholeNumber(most=DUE_LIMIT),
    help=N_("With 0 they are received until it begins."),
    # Translators: a short name: so many days before the meeting contributions are due
    label=N_("Due, days before"),
)

_WHERE = Question(
    "place",
    N_("Where does it take place?"),
    ShortText(limit=400),
    help=N_("A place, a web address to take part from afar, or both."),
    label=N_("Place or link"),
)

_AGENDA = (
    Question(
        "agenda",
        N_("What is on the agenda?"),
        LongText(limit=3000),
        help=N_("One item on each line."),
        required=False,
        label=N_("Agenda"),
    ),
    Question(
        "mandates",
        N_("Which mandates does it follow from?"),
        LongText(limit=1000),
        help=N_("One on each line, for example AG/RES. 2816 (XLIV-O/14), paragraph 20."),
        required=False,
        label=N_("Mandates"),
    ),
)

_ASKS = (
    Question(
        "asks",
        N_("What is asked for it?"),
        Several(FROM_SITUATION),
        help=N_("Tap all that apply. If you skip this, nobody is asked or reminded."),
        required=False,
        ask_if=offered("asks"),
        label=N_("What is asked"),
    ),
    Question(
        "actor_kinds",
        N_("Of which kinds of actors?"),
        Several(ACTOR_KINDS),
        help=N_("You can also name single actors next. If you skip both, everybody is asked."),
        required=False,
        ask_if=given("asks"),
        label=N_("Kinds of actors"),
    ),
    Question(
        "actors",
        N_("Which actors by name?"),
        Several(FROM_SITUATION),
        help=N_("Tap them, or type words of their names with commas."),
        required=False,
        ask_if=given("asks"),
        label=N_("Actors by name"),
    ),
    Question(
        "narrow",
        N_("Is it about particular activities, objectives or priorities?"),
        YesNo(),
        ask_if=given("asks"),
        label=N_("Particular subjects"),
    ),
    Question(
        "activities",
        N_("Which activities?"),
        Several(ALL_ACTIVITIES),
        required=False,
        ask_if=answered("narrow", True),  # noqa: FBT003 - an answer
        label=N_("Activities"),
    ),
    Question(
        "objectives",
        N_("Which objectives?"),
        Several(OBJECTIVES),
        required=False,
        ask_if=answered("narrow", True),  # noqa: FBT003 - an answer
        label=N_("Objectives"),
    ),
    Question(
        "themes",
        N_("Which of the committee’s priorities?"),
        Several(THEMES),
        required=False,
        ask_if=answered("narrow", True),  # noqa: FBT003 - an answer
        label=N_("Priorities"),
    ),
)

TOLD = Question(
    "told",
    N_("Who is told of it?"),
    OneOf(FROM_SITUATION),
    label=N_("Will be told"),
)
"""Answered beforehand: in the review stands how many people will be told."""

MEETING = Form(
    key="meeting",
    title=N_("A new meeting"),
    confirms=True,
    questions=(
        *_WHAT,
        Question(
            "day",
            N_("On which day does it take place?"),
            ComingDay(),
            help=N_("Tap one, or type another day, for example 16 February 2027."),
            label=N_("Day"),
        ),
        TIME,
        _WHERE,
        *_AGENDA,
        *_ASKS,
        Question(
            "due_days",
            DUE.text,
            DUE.kind,
            help=DUE.help,
            ask_if=given("asks"),
            label=DUE.label,
        ),
    ),
)

CHANGING = Form(
    key="changing",
    title=N_("Change the meeting"),
    confirms=True,
    questions=(*_WHAT, _WHERE, *_AGENDA, *_ASKS, TOLD),
)
