"""What an actor has done on an activity of the Program, or on an objective."""

from __future__ import annotations

from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered_any, has_activities, unless
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import Links, LongText, Month, OneOf, Several, WholeNumber, YesNo
from bot.flows.sources import OBJECTIVES, OWN_ACTIVITIES, SPECIFIC_OBJECTIVES
from committee.submissions import SubmissionKind
from locales import N_, Message

STATUSES = (
    Choice("under_way", Message(N_("Under way"))),
    Choice("done", Message(N_("Done"))),
    Choice("ongoing", Message(N_("Ongoing, no end date"))),
    Choice("planned", Message(N_("Planned"))),
    Choice("not_started", Message(N_("Not started"))),
    Choice("not_pursued", Message(N_("Not pursued"))),
    Choice("no_information", Message(N_("No information"))),
)
"""Where an activity stands, what is reported most often first."""

LEVELS = (
    Choice("local", Message(N_("Local"))),
    Choice("national", Message(N_("National"))),
    Choice("bilateral", Message(N_("Bilateral"))),
    Choice("subregional", Message(N_("Subregional"))),
    Choice("hemispheric", Message(N_("Hemispheric"))),
)

NOTHING_DONE = ("not_started", "not_pursued", "no_information")

ACTIVITY_PROGRESS = Form(
    key="activity_progress",
    title=N_("Progress on an activity"),
    kind=SubmissionKind.ACTIVITY_PROGRESS,
    questions=(
        Question(
            "activity",
            N_("Which activity is this about?"),
            OneOf(OWN_ACTIVITIES),
            help=N_("Tap one, or type its number or a word of it."),
            ask_if=has_activities(),
            label=N_("Activity"),
        ),
        Question(
            "objective",
            N_("Which objective is this about?"),
            OneOf(SPECIFIC_OBJECTIVES),
            help=N_("Tap one, or type its number or a word of it."),
            ask_if=unless(has_activities()),
            label=N_("Objective"),
        ),
        Question(
            "period_from",
            N_("In which month does the period begin?"),
            Month(),
            help=N_("Tap one, or type a month and a year."),
            label=N_("From"),
        ),
        Question(
            "period_to",
            N_("In which month does it end?"),
            Month(),
            help=N_("Tap one, or type a month and a year."),
            check=not_before("period_from"),
            label=N_("Until"),
        ),
        Question(
            "status",
            N_("Where does it stand?"),
            OneOf(STATUSES),
            label=N_("Status"),
        ),
        Question(
            "done",
            N_("What was done?"),
            LongText(limit=2000),
            ask_if=unless(answered_any("status", NOTHING_DONE)),
            label=N_("What was done"),
            opens_with="text",
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_(
                "Results, figures, partners, obstacles, links, documents: each may be skipped."
            ),
            label=N_("More details"),
        ),
        Question(
            "results",
            N_("What changed?"),
            LongText(limit=1500),
            help=N_("Figures if you have them, by sex and age."),
            required=False,
            ask_if=detail("details", "results"),
            label=N_("Results"),
        ),
        Question(
            "beneficiaries_n",
            N_("How many people were reached?"),
            WholeNumber(),
            required=False,
            ask_if=detail("details", "beneficiaries_n"),
            label=N_("People reached"),
        ),
        Question(
            "level",
            N_("At what level?"),
            Several(LEVELS),
            help=N_("Tap all that apply, or type them with commas."),
            required=False,
            ask_if=detail("details", "level"),
            label=N_("Level"),
        ),
        Question(
            "partners",
            N_("With whom?"),
            LongText(limit=500),
            required=False,
            ask_if=detail("details", "partners"),
            label=N_("Partners"),
            identifies=True,
        ),
        Question(
            "funding",
            N_("Where did the funds come from?"),
            LongText(limit=500),
            required=False,
            ask_if=detail("details", "funding"),
            label=N_("Funding"),
            identifies=True,
        ),
        Question(
            "obstacles",
            N_("What got in the way?"),
            LongText(limit=1500),
            required=False,
            ask_if=detail("details", "obstacles"),
            label=N_("Obstacles"),
        ),
        Question(
            "needs",
            N_("What help would be useful?"),
            LongText(limit=1000),
            required=False,
            ask_if=detail("details", "needs"),
            label=N_("Needs"),
        ),
        Question(
            "next",
            N_("What is planned, and by when?"),
            LongText(limit=1000),
            required=False,
            ask_if=detail("details", "next"),
            label=N_("Next steps"),
        ),
        Question(
            "objectives",
            N_("Which objectives does it serve?"),
            Several(OBJECTIVES, most=5),
            help=N_("Up to five. Tap them, or type their numbers with commas."),
            required=False,
            ask_if=detail("details", "objectives"),
            label=N_("Objectives"),
        ),
        Question(
            "evidence",
            N_("Any links?"),
            Links(most=5),
            help=N_("Up to five that begin with https://, one per line."),
            required=False,
            ask_if=detail("details", "evidence"),
            label=N_("Links"),
            identifies=True,
        ),
        *papers("details"),
        *closing(SubmissionKind.ACTIVITY_PROGRESS),
    ),
)
