"""What a person confirms who opens an invitation: name, language, time zone."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.geography import ZONES
from bot.flows.kinds import OneOf, ShortText, Sought
from bot.flows.sources import ALL_LANGUAGES
from locales import N_

JOINING = Form(
    key="joining",
    title=N_("Welcome"),
    confirms=True,
    questions=(
        Question(
            "name",
            N_("What is your name?"),
            ShortText(limit=100),
            help=N_("As the secretariat should know you."),
            label=N_("Name"),
        ),
        Question(
            "language",
            N_("Which language should I write in?"),
            OneOf(ALL_LANGUAGES),
            label=N_("Language"),
        ),
        Question(
            "zone",
            N_("What is your time zone?"),
            Sought(ZONES),
            help=N_("Tap one, or type a city. Reminders come in the morning of your zone."),
            label=N_("Time zone"),
        ),
    ),
)
