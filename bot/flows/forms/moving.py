"""To which day and time the secretariat moves a meeting."""

from __future__ import annotations

from bot.flows.form import Form, Question
from bot.flows.forms.meeting import DUE, TIME, TOLD
from bot.flows.kinds import ComingDay
from locales import N_

MOVING = Form(
    key="moving",
    title=N_("Move the meeting"),
    confirms=True,
    questions=(
        Question(
            "day",
            N_("To which day is it moved?"),
            ComingDay(),
            help=N_("Tap one, or type another day. The time can be changed afterwards."),
            label=N_("Day"),
        ),
        TIME,
        DUE,
        TOLD,
    ),
)
