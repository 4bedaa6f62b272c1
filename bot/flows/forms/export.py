"""What a compilation is to hold; begun with the usual answers, so that one tap confirms it."""

from __future__ import annotations

from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import Offered, answered, given
from bot.flows.form import Form, Question
from bot.flows.forms.meeting import ACTOR_KINDS
from bot.flows.kinds import (
    DocumentSymbol,
    Month,
    OneOf,
    Several,
    SeveralSought,
    ShortText,
    WholeNumber,
    YesNo,
)
from bot.flows.sources import ALL_ACTIVITIES, ALL_LANGUAGES, FROM_SITUATION, OBJECTIVES, STATES
from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, kind_title
from committee.submissions import state_name as name_of_state
from committee.symbols import MOST_REVISIONS
from locales import N_, Message

NAME_LIMIT = 80
NEXT, EVERYTHING, TERM, MONTHS = "next", "all", "term", "months"
"""What stands for no meeting in particular among the meetings."""
AS_THE_DOCUMENT, SPANISH = "document", "spanish"

KINDS = tuple(Choice(kind.value, kind_title(kind)) for kind in SubmissionKind)
SENT = tuple(Choice(s.value, name_of_state(s)) for s in SubmissionState if s in SENT_STATES)
ORDERS = (
    Choice(AS_THE_DOCUMENT, Message(N_("As in the document's language"))),
    Choice(SPANISH, Message(N_("Always as in Spanish"))),
)

_TIME = (
    Question(
        "meeting",
        N_("For which meeting, or from which time?"),
        OneOf(FROM_SITUATION),
        label=N_("Meeting"),
    ),
    Question(
        "since",
        N_("From which month?"),
        Month(since=2000, years_ahead=0),
        ask_if=answered("meeting", MONTHS),
        label=N_("From"),
    ),
    Question(
        "until",
        N_("Up to and including which month?"),
        Month(since=2000, years_ahead=1),
        ask_if=answered("meeting", MONTHS),
        check=not_before("since"),
        required=False,
        label=N_("Until"),
    ),
)
_FORM = (
    Question(
        "format",
        N_("In which format?"),
        OneOf(FROM_SITUATION),
        help=N_(
            "DOCX and PDF to read and circulate, XLSX to sort and count, CSV and JSON for programs."
        ),
        label=N_("Format"),
    ),
    Question(
        "language",
        N_("In which language should the headings be?"),
        OneOf(ALL_LANGUAGES),
        help=N_("What was received stays in the language in which it was written."),
        label=N_("Language"),
    ),
)
_WHOSE = (
    Question(
        "kinds",
        N_("Which kinds of submissions?"),
        Several(KINDS),
        help=N_("Without a choice: all kinds."),
        required=False,
        label=N_("Kinds"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "actor_kinds",
        N_("Whose submissions?"),
        Several(ACTOR_KINDS),
        help=N_("Without a choice: those of all actors."),
        required=False,
        label=N_("Kinds of actors"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "actors",
        N_("Of which actors in particular?"),
        SeveralSought(FROM_SITUATION),
        help=N_("Type a part of a name; commas separate several. Without a choice: all actors."),
        required=False,
        label=N_("Actors"),
        usual=(None,),
        rare=True,
    ),
)
_ABOUT = (
    Question(
        "activities",
        N_("About which activities of the Program?"),
        Several(ALL_ACTIVITIES),
        help=N_("Tap them, or type numbers: 28, 29. Without a choice: all activities."),
        required=False,
        label=N_("Activities"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "objectives",
        N_("About which objectives of the Program?"),
        Several(OBJECTIVES),
        help=N_("Without a choice: all objectives."),
        required=False,
        label=N_("Objectives"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "places",
        N_("Which states should the submissions be about?"),
        SeveralSought(STATES),
        help=N_("Type a part of a name; commas separate several. Without a choice: any."),
        required=False,
        label=N_("States concerned"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "states",
        N_("In which state should the submissions be?"),
        Several(SENT),
        help=N_("Without a choice: everything that was neither returned, withdrawn nor replaced."),
        required=False,
        label=N_("State of the submission"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "level",
        N_("Who is to read the compilation?"),
        OneOf(FROM_SITUATION),
        help=N_(
            "The compilation then holds what these readers may read. Without a choice: what "
            "you may read."
        ),
        required=False,
        label=N_("Meant for"),
        usual=(None,),
        rare=True,
    ),
)
_LOOK = (
    Question(
        "order",
        N_("In which alphabetical order should the states follow each other?"),
        OneOf(ORDERS),
        label=N_("Order of states"),
        usual=(AS_THE_DOCUMENT,),
        rare=True,
    ),
    Question(
        "annexes",
        N_("Should the annexes be part of it?"),
        YesNo(),
        help=N_("They hold full texts, who has answered, and the calendar."),
        label=N_("Annexes"),
        usual=(True,),
        rare=True,
    ),
    Question(
        "symbol",
        N_("Which symbol does the document bear?"),
        DocumentSymbol(),
        help=N_("Without one it is a working copy."),
        required=False,
        ask_if=Offered("symbol"),
        label=N_("Symbol"),
        usual=(None,),
        rare=True,
    ),
    Question(
        "revision",
        N_("Which revision is it?"),
        WholeNumber(most=MOST_REVISIONS),
        help=N_("0 for the first version."),
        required=False,
        ask_if=given("symbol"),
        label=N_("Revision"),
        usual=(None, 0),
    ),
)

EXPORT = Form(
    key="export",
    title=N_("Compilation"),
    confirms=True,
    questions=(
        *_TIME,
        *_FORM,
        *_WHOSE,
        *_ABOUT,
        *_LOOK,
        Question(
            "name",
            N_("Under which name should I keep this request?"),
            ShortText(limit=NAME_LIMIT),
            help=N_("/export offers it from then on. What has the same name is replaced."),
            required=False,
            label=N_("Keep as"),
            usual=(None,),
        ),
    ),
)

REQUEST_NAME = Form(
    key="request_name",
    title=N_("Name of a saved request"),
    confirms=True,
    at_once=True,
    questions=(
        Question(
            "name",
            N_("What should this request be called?"),
            ShortText(limit=NAME_LIMIT),
            label=N_("Name"),
        ),
    ),
)
