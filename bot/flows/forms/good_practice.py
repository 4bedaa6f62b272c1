"""A practice worth sharing with the Program's other actors."""

from __future__ import annotations

from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import LongText, Month, Several, ShortText, YesNo
from bot.flows.sources import ALL_ACTIVITIES, OBJECTIVES, PLACES
from committee.program import Theme, theme_name
from committee.submissions import SubmissionKind
from locales import N_, Message

THEMES = (
    *(Choice(theme.value, theme_name(theme)) for theme in Theme),
    Choice("other", Message(N_("Another theme"))),
)

GOOD_PRACTICE = Form(
    key="good_practice",
    title=N_("Good practice"),
    kind=SubmissionKind.GOOD_PRACTICE,
    questions=(
        Question(
            "title",
            N_("What is the practice called?"),
            ShortText(limit=150),
            label=N_("Name"),
        ),
        Question(
            "summary",
            N_("In a few sentences: who, what, where?"),
            LongText(limit=1200, least=100),
            help=N_("Between 100 and 1200 characters."),
            label=N_("Summary"),
            opens_with="text",
        ),
        Question(
            "lead",
            N_("Who runs it?"),
            ShortText(limit=200),
            label=N_("Who runs it"),
            identifies=True,
        ),
        Question(
            "places",
            N_("Where?"),
            Several(PLACES),
            help=N_("Tap all that apply, or type them with commas."),
            label=N_("Where"),
        ),
        Question(
            "places_other",
            N_("Which other place?"),
            ShortText(limit=150),
            ask_if=answered("places", "other"),
            label=N_("Other place"),
        ),
        Question(
            "start",
            N_("When did it begin?"),
            Month(since=1950),
            help=N_("Tap one, or type a month and a year."),
            label=N_("Beginning"),
        ),
        Question(
            "running",
            N_("Is it still running?"),
            YesNo(),
            label=N_("Still running"),
        ),
        Question(
            "end",
            N_("When did it end?"),
            Month(since=1950),
            help=N_("Tap one, or type a month and a year."),
            required=False,
            ask_if=answered("running", False),  # noqa: FBT003 - the answer itself
            check=not_before("start"),
            label=N_("End"),
        ),
        Question(
            "objectives",
            N_("Which objectives does it serve?"),
            Several(OBJECTIVES, most=5),
            help=N_("One to five. Tap them, or type their numbers with commas."),
            label=N_("Objectives"),
        ),
        Question(
            "problem",
            N_("What problem did it address?"),
            LongText(limit=1200),
            label=N_("Problem"),
        ),
        Question(
            "method",
            N_("How was it done?"),
            LongText(limit=2000),
            label=N_("Method"),
        ),
        Question(
            "results",
            N_("What were the results, and how do you know?"),
            LongText(limit=2000),
            label=N_("Results"),
        ),
        Question(
            "replicate",
            N_("What would another country need to do the same?"),
            LongText(limit=1200),
            label=N_("For other countries"),
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Partners, activities, lessons, cost, documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "partners",
            N_("Who are the partners?"),
            LongText(limit=500),
            required=False,
            ask_if=detail("details", "partners"),
            label=N_("Partners"),
            identifies=True,
        ),
        Question(
            "activities",
            N_("Which activities does it illustrate?"),
            Several(ALL_ACTIVITIES, most=5),
            help=N_("Up to five. Tap them, or type their numbers with commas."),
            required=False,
            ask_if=detail("details", "activities"),
            label=N_("Activities"),
        ),
        Question(
            "participation",
            N_("How did migrants take part?"),
            LongText(limit=1000),
            help=N_("Were there differences for women, men and children?"),
            required=False,
            ask_if=detail("details", "participation"),
            label=N_("Participation"),
        ),
        Question(
            "sustain",
            N_("What keeps it going?"),
            LongText(limit=1000),
            help=N_("Money, law, staff."),
            required=False,
            ask_if=detail("details", "sustain"),
            label=N_("Sustainability"),
        ),
        Question(
            "lessons",
            N_("What would you do differently?"),
            LongText(limit=1200),
            required=False,
            ask_if=detail("details", "lessons"),
            label=N_("Lessons"),
        ),
        Question(
            "cost",
            N_("What did it cost, and who paid?"),
            LongText(limit=300),
            required=False,
            ask_if=detail("details", "cost"),
            label=N_("Cost"),
            identifies=True,
        ),
        Question(
            "theme",
            N_("Which of the committee's priorities does it touch?"),
            Several(THEMES),
            help=N_("Tap all that apply, or type them with commas."),
            required=False,
            ask_if=detail("details", "theme"),
            label=N_("Priorities"),
        ),
        *papers("details"),
        *closing(SubmissionKind.GOOD_PRACTICE),
    ),
)
