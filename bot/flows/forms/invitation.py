"""Whom the secretariat invites, and as what."""

from __future__ import annotations

from bot.flows.conditions import answered, unless
from bot.flows.form import Form, Question
from bot.flows.kinds import OneOf
from bot.flows.sources import FROM_SITUATION
from locales import N_

COMMITTEE = "committee"
"""Stands for the committee itself among the actors."""

INVITATION = Form(
    key="invitation",
    title=N_("Invitation"),
    confirms=True,
    questions=(
        Question(
            "actor",
            N_("Who is invited?"),
            OneOf(FROM_SITUATION),
            help=N_("Tap one, or type a word of its name."),
            label=N_("Actor"),
        ),
        Question(
            "role",
            N_("As what?"),
            OneOf(FROM_SITUATION),
            ask_if=unless(answered("actor", COMMITTEE)),
            label=N_("Role"),
        ),
        Question(
            "committee_role",
            N_("As what?"),
            OneOf(FROM_SITUATION),
            ask_if=answered("actor", COMMITTEE),
            label=N_("Role"),
        ),
    ),
)
