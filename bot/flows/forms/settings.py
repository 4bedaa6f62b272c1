"""One question each: what a person changes of their settings, done as soon as it is answered."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.geography import HOLIDAY_COUNTRIES, ZONES
from bot.flows.kinds import Sought
from locales import N_

SETTINGS_ZONE = Form(
    key="settings_zone",
    title=N_("Time zone"),
    confirms=True,
    at_once=True,
    questions=(
        Question(
            "zone",
            N_("What is your time zone?"),
            Sought(ZONES),
            help=N_("Tap one, or type a city. Reminders come in the morning of your zone."),
            label=N_("Time zone"),
        ),
    ),
)

SETTINGS_HOLIDAYS = Form(
    key="settings_holidays",
    title=N_("Public holidays"),
    confirms=True,
    at_once=True,
    questions=(
        Question(
            "holidays",
            N_("On the public holidays of which country should I not remind you?"),
            Sought(HOLIDAY_COUNTRIES),
            help=N_("Tap one, or type another country. Such a reminder comes on another day."),
            label=N_("Public holidays"),
        ),
    ),
)

SETTINGS = (SETTINGS_ZONE, SETTINGS_HOLIDAYS)
