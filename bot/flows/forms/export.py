"""What a compilation is to hold; begun with the usual answers, so that one tap confirms it."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.kinds import OneOf
from bot.flows.sources import ALL_LANGUAGES, FROM_SITUATION
from locales import N_

EXPORT = Form(
    key="export",
    title=N_("Compilation"),
    confirms=True,
    questions=(
        Question(
            "meeting",
            N_("For which meeting?"),
            OneOf(FROM_SITUATION),
            label=N_("Meeting"),
        ),
        Question(
            "kinds",
            N_("Which kind of submission?"),
            OneOf(FROM_SITUATION),
            label=N_("Kind"),
        ),
        Question(
            "actor_kinds",
            N_("Whose submissions?"),
            OneOf(FROM_SITUATION),
            label=N_("Actors"),
        ),
        Question(
            "format",
            N_("In which format?"),
            OneOf(FROM_SITUATION),
            help=N_("XLSX to sort and read, CSV and JSON for programs."),
            label=N_("Format"),
        ),
        Question(
            "language",
            N_("In which language should the headings be?"),
            OneOf(ALL_LANGUAGES),
            label=N_("Language"),
        ),
    ),
)
