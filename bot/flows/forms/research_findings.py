"""What a study has found that the Program's actors should know."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import answered
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import Links, LongText, OneOf, Several, ShortText, Year, YesNo
from bot.flows.sources import PLACES
from committee.submissions import SubmissionKind
from locales import N_, Message

TOPICS = (
    Choice("remittances", Message(N_("Remittances and families"))),
    Choice("fiscal_value", Message(N_("Fiscal value of migration"))),
    Choice("contributions", Message(N_("Contributions of migrants"))),
    Choice("child_migration", Message(N_("Causes of child migration"))),
    Choice("other", Message(N_("Another topic"))),
)
"""The research that the committee has asked for, and any other."""

STAGES = (
    # Translators: said of a study, as are the words that follow
    Choice("published", Message(N_("Published"))),
    Choice("peer_reviewed", Message(N_("Peer reviewed"))),
    Choice("working_paper", Message(N_("Working paper"))),
    Choice("ongoing", Message(N_("Research under way"))),
)

RESEARCH_FINDINGS = Form(
    key="research_findings",
    title=N_("Research findings"),
    kind=SubmissionKind.RESEARCH_FINDINGS,
    questions=(
        Question(
            "topic",
            N_("Which topic is it about?"),
            OneOf(TOPICS),
            label=N_("Topic"),
        ),
        Question(
            "title",
            N_("What is the study called?"),
            ShortText(limit=250),
            label=N_("Title"),
        ),
        Question(
            "authors",
            N_("Who wrote it, and at which institution?"),
            ShortText(limit=400),
            label=N_("Authors"),
            identifies=True,
        ),
        Question(
            "year",
            N_("In which year?"),
            Year(since=1990, years_ahead=1),
            help=N_("Of its publication, or in which it is expected."),
            label=N_("Year"),
        ),
        Question(
            "countries",
            N_("Which countries does it cover?"),
            Several(PLACES),
            help=N_("Tap all that apply, or type them with commas."),
            label=N_("Countries"),
        ),
        Question(
            "countries_other",
            N_("Which other place?"),
            ShortText(limit=150),
            ask_if=answered("countries", "other"),
            label=N_("Other place"),
        ),
        Question(
            "findings",
            N_("What are the main findings?"),
            LongText(limit=2000),
            label=N_("Main findings"),
            opens_with="text",
        ),
        Question(
            "status",
            N_("How far is the study?"),
            OneOf(STAGES),
            label=N_("Status"),
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Method, policy, link, presentation, documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "method",
            N_("Which data and method does it use?"),
            LongText(limit=1000),
            help=N_("Registers, surveys, censuses, interviews."),
            required=False,
            ask_if=detail("details", "method"),
            label=N_("Data and method"),
        ),
        Question(
            "policy",
            N_("What does it mean for policy?"),
            LongText(limit=1500),
            required=False,
            ask_if=detail("details", "policy"),
            label=N_("Meaning for policy"),
        ),
        Question(
            "link",
            N_("Where can it be read?"),
            Links(most=1, limit=500, takes_doi=True),
            help=N_("A link that begins with https://, or a DOI."),
            required=False,
            ask_if=detail("details", "link"),
            label=N_("Link or DOI"),
            identifies=True,
        ),
        Question(
            "present",
            N_("Could you present it at a thematic meeting of the committee?"),
            YesNo(),
            required=False,
            ask_if=detail("details", "present"),
            label=N_("Presentation"),
        ),
        *papers("details"),
        *closing(SubmissionKind.RESEARCH_FINDINGS),
    ),
)
