"""A voluntary contribution that is announced, under way or delivered."""

from __future__ import annotations

from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import all_of, answered, offered
from bot.flows.currencies import currencies
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import Amount, Date, LongText, OneOf, Several, YesNo
from bot.flows.sources import ALL_ACTIVITIES, FROM_SITUATION
from committee.submissions import SubmissionKind
from locales import N_, Message

PURPOSES = (
    Choice("program_fund", Message(N_("Specific fund of the Program"))),
    Choice("committee", Message(N_("Work of the committee"))),
    # Translators: the Continuous Reporting System on International Migration in the Americas
    Choice("sicremi", Message(N_("SICREMI"))),
    Choice("course_forum", Message(N_("Course or forum"))),
    Choice("other", Message(N_("Something else"))),
)

CONTRIBUTIONS = (
    Choice("money", Message(N_("Money"))),
    Choice("expertise", Message(N_("Staff or expertise"))),
    Choice("in_kind", Message(N_("In kind"))),
    Choice("policy", Message(N_("Policy commitment"))),
    # Translators: to be the host of a meeting or a person
    Choice("hosting", Message(N_("Hosting"))),
)

MODES = (
    Choice("individual", Message(N_("Alone"))),
    Choice("common", Message(N_("A common contribution"))),
    Choice("partnership", Message(N_("In partnership"))),
    Choice("matching", Message(N_("Matching another one"))),
)

STAGES = (
    # Translators: said of a contribution, as are the words that follow
    Choice("announced", Message(N_("Announced"))),
    Choice("agreed", Message(N_("Agreement signed"))),
    Choice("received", Message(N_("Received"))),
    Choice("partly_delivered", Message(N_("Partly delivered"))),
    Choice("delivered", Message(N_("Delivered"))),
    Choice("withdrawn", Message(N_("Withdrawn"))),
)

CONTRIBUTION_PLEDGE = Form(
    key="contribution_pledge",
    title=N_("Voluntary contribution pledge"),
    kind=SubmissionKind.CONTRIBUTION_PLEDGE,
    questions=(
        Question(
            "to",
            N_("What do you contribute to?"),
            OneOf(PURPOSES),
            label=N_("Purpose"),
        ),
        Question(
            "form",
            N_("In which form?"),
            OneOf(CONTRIBUTIONS),
            # Translators: money, staff, in kind: the form of a contribution
            label=N_("Form"),
        ),
        Question(
            "amount",
            N_("What is the amount?"),
            Amount(),
            help=N_("The number alone; the currency comes next."),
            ask_if=answered("form", "money"),
            label=N_("Amount"),
        ),
        Question(
            "currency",
            N_("In which currency?"),
            OneOf(currencies),
            help=N_("Tap one, or type its name or its three letters."),
            ask_if=answered("form", "money"),
            label=N_("Currency"),
        ),
        Question(
            "describe",
            N_("What exactly is pledged?"),
            LongText(limit=3000, least=300),
            help=N_("Between 300 and 3000 characters, so that it can be measured."),
            label=N_("Description"),
            opens_with="text",
        ),
        Question(
            "dates_from",
            N_("On which date does it begin?"),
            Date(),
            help=N_("Tap one, or type a day, month and year."),
            label=N_("From"),
        ),
        Question(
            "dates_until",
            N_("On which date does it end?"),
            Date(years_ahead=30),
            help=N_("Tap one, or type a day, month and year."),
            check=not_before("dates_from"),
            label=N_("Until"),
        ),
        Question(
            "mode",
            N_("Do you contribute alone or with others?"),
            OneOf(MODES),
            label=N_("Alone or with others"),
        ),
        Question(
            "matching_id",
            N_("Which pledge does it match?"),
            OneOf(FROM_SITUATION),
            help=N_("Tap one, or type its number or a word of it."),
            ask_if=all_of(answered("mode", "matching"), offered("matching_id")),
            label=N_("Matched pledge"),
        ),
        Question(
            "state",
            N_("How far is it?"),
            OneOf(STAGES),
            label=N_("Stage"),
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Earmarking and documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "earmark",
            N_("Is it earmarked for certain activities?"),
            Several(ALL_ACTIVITIES),
            help=N_("Tap them, or type their numbers with commas; skip this if it is for all."),
            required=False,
            ask_if=detail("details", "earmark"),
            label=N_("Earmarked for"),
        ),
        *papers("details"),
        *closing(SubmissionKind.CONTRIBUTION_PLEDGE),
    ),
)
