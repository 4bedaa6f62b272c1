"""What should be added to the Program, changed or dropped, or done together."""

from __future__ import annotations

from bot.flows.choices import Choice
from bot.flows.conditions import all_of, answered_any, offered
from bot.flows.form import Form, Question
from bot.flows.forms.closing import closing, detail, papers
from bot.flows.kinds import LongText, OneOf, Several, ShortText, YesNo
from bot.flows.sources import FROM_SITUATION, PROGRAM_PARTS
from committee.actors import ActorKind, kind_name
from committee.submissions import SubmissionKind
from locales import N_, Message

PROPOSALS = (
    Choice("new_activity", Message(N_("A new activity"))),
    Choice("change", Message(N_("To change an activity or another part"))),
    Choice("drop", Message(N_("To drop an activity or another part"))),
    Choice("follow_up", Message(N_("A new follow-up measure"))),
    Choice("meeting", Message(N_("A meeting or course"))),
    Choice("cooperation", Message(N_("Cooperation"))),
    Choice("other", Message(N_("Something else"))),
)

GROUPS = tuple(
    Choice(kind.value, kind_name(kind, plural=True))
    for kind in ActorKind
    if kind is not ActorKind.OBSERVER
)
"""The groups of actors that the Program names."""

FLOOR = (
    Choice("yes", Message(N_("Yes, please"))),
    Choice("no", Message(N_("No, in writing only"))),
    Choice("if_time", Message(N_("If there is time"))),
)

NEW_PROPOSAL = Form(
    key="new_proposal",
    title=N_("New proposal"),
    kind=SubmissionKind.NEW_PROPOSAL,
    questions=(
        Question(
            "title",
            N_("What is the proposal called?"),
            ShortText(limit=150),
            label=N_("Name"),
        ),
        Question(
            "kind",
            N_("What do you propose?"),
            OneOf(PROPOSALS),
            label=N_("Kind of proposal"),
        ),
        Question(
            "target",
            N_("Which part of the Program is this about?"),
            OneOf(PROGRAM_PARTS),
            help=N_("Tap one, or type its number or a word of it."),
            ask_if=answered_any("kind", ("change", "drop")),
            label=N_("Part of the Program"),
        ),
        Question(
            "text",
            N_("What should it say, or what should be done?"),
            LongText(limit=2000),
            help=N_("The wording or the action that you propose, in up to 2000 characters."),
            label=N_("Proposal"),
            opens_with="text",
        ),
        Question(
            "reason",
            N_("Why do you propose it?"),
            LongText(limit=1500),
            label=N_("Reasons"),
        ),
        Question(
            "who",
            N_("Who would carry it out?"),
            Several(GROUPS),
            help=N_("Tap all that apply, or type them with commas."),
            label=N_("To be carried out by"),
        ),
        Question(
            "details",
            N_("Would you like to add details?"),
            YesNo(),
            help=N_("Mandate, means, co-sponsors, the floor, documents: each may be skipped."),
            label=N_("More details"),
        ),
        Question(
            "mandate",
            N_("Which mandate supports it?"),
            LongText(limit=300),
            help=N_("For example a General Assembly resolution and its paragraph."),
            required=False,
            ask_if=detail("details", "mandate"),
            label=N_("Mandate"),
        ),
        Question(
            "means",
            N_("What would it cost, who could fund it, and by when?"),
            LongText(limit=800),
            required=False,
            ask_if=detail("details", "means"),
            label=N_("Means and timetable"),
        ),
        Question(
            "cosponsors",
            N_("Who sponsors it with you?"),
            Several(FROM_SITUATION, most=20),
            help=N_("Up to 20. Tap them, or type their names with commas."),
            required=False,
            ask_if=all_of(detail("details", "cosponsors"), offered("cosponsors")),
            label=N_("Co-sponsors"),
            identifies=True,
        ),
        Question(
            "oral",
            N_("Would you like the floor at the CIDI meeting?"),
            OneOf(FLOOR),
            required=False,
            ask_if=detail("details", "oral"),
            label=N_("Floor at the meeting"),
        ),
        *papers("details"),
        *closing(SubmissionKind.NEW_PROPOSAL),
    ),
)
