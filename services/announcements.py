"""Announcements to a chosen audience: `/announce`, its form, and what its readers get."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.choices import Choice
from bot.flows.forms.announcement import ANNOUNCEMENT
from committee.access import Action
from locales import LANGUAGES, Language
from services import drafting, rounds_preview
from services.office import Envelope, Office, Turn
from services.rounds_lines import announced as lines
from services.rounds_reach import MINUTE, Reach, asking_soon, of_announcement
from services.situations import Hints
from storage import calendar, rounds
from storage.drafts import Draft
from storage.rounds import Round

__all__ = ["Announcements", "begin", "lines", "reach_of"]


class Announcements:
    """From `/announce` to the preview; what follows is the same as for an extra round."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def ask(self, envelope: Envelope) -> None:
        """Begin the form that says to whom what is announced."""
        await self._office.turn(envelope, self._ask)

    def _ask(self, turn: Turn) -> None:
        turn.require(Action.SEND_ROUND)
        begin(turn, self._office)

    def finish(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Prepare the announcement, and show whom it would reach."""
        turn.require(Action.SEND_ROUND)
        language: Language = answers["language"]
        texts = {each: answers.get(f"text_{each}") for each in LANGUAGES}
        texts[language] = answers["text"]
        about = rounds_preview.prepare(
            turn,
            rounds.ANNOUNCEMENT,
            {
                "texts": {each: text for each, text in texts.items() if text},
                "language": language,
                "audience": list(answers["audience"]),
                "silent_for": answers.get("silent"),
            },
        )
        reach = reach_of(turn, about)
        rounds_preview.record(turn, "round_prepared", about, people=len(reach.people))
        rounds_preview.show(turn, about, reach)


def begin(turn: Turn, office: Office, about: Round | None = None) -> None:
    """Begin the form; with `about`, from what was said there."""
    answers: dict[str, Any] = {"language": turn.person.language}
    if about is not None:
        texts, language = about.content["texts"], about.content["language"]
        answers = {
            "audience": list(about.content["audience"]),
            "silent": about.content.get("silent_for"),
            "language": language,
            "text": texts[language],
            **{f"text_{each}": texts.get(each) for each in LANGUAGES if each != language},
        }
    meetings = asking_soon(turn.connection, turn.now)
    hints = Hints(choices={"silent": [Choice(each.plan.key, each.plan.title) for each in meetings]})
    drafting.begin_form(turn, office, ANNOUNCEMENT.key, hints=hints, answers=answers)


def reach_of(turn: Turn, about: Round) -> Reach:
    """Whom the announcement would reach if it were sent now."""
    key = about.content.get("silent_for")
    return of_announcement(
        turn.connection,
        about.content["audience"],
        turn.now + MINUTE,
        sender=about.started_by,
        silent_for=calendar.meeting_by_key(turn.connection, key) if key else None,
    )
