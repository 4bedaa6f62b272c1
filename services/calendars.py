"""The committee's calendar: looked at by everybody, kept by the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services import calendars_forms, calendars_looks
from services.calendars_changing import add, cancel, change
from services.office import Envelope, Office, Turn
from storage.drafts import Draft

__all__ = ["Calendars", "add", "cancel", "change"]


class Calendars:
    """What can be done with meetings in the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope, page: int | None = None) -> None:
        """Show the coming meetings, or another `page` of them in place of this one."""
        await self._office.turn(envelope, lambda turn: calendars_looks.show_list(turn, page))

    async def opened(self, envelope: Envelope, row: int) -> None:
        """Show everything about a meeting."""

        def show(turn: Turn) -> None:
            calendars_looks.show_card(turn, calendars_looks.found(turn, row))

        await self._office.turn(envelope, show)

    async def file(self, envelope: Envelope, row: int) -> None:
        """Send a meeting as a calendar file."""

        def send(turn: Turn) -> None:
            calendars_looks.send_file(turn, calendars_looks.found(turn, row))

        await self._office.turn(envelope, send)

    async def term_file(self, envelope: Envelope) -> None:
        """Send the whole term as a calendar file."""
        await self._office.turn(envelope, calendars_looks.send_term)

    async def adding(self, envelope: Envelope) -> None:
        """Begin to add a meeting."""
        await self._office.turn(
            envelope, lambda turn: calendars_forms.begin_adding(turn, self._office)
        )

    async def keeping(self, envelope: Envelope, row: int, word: str) -> None:
        """Begin to "move" or to "change" a meeting."""
        await self._office.turn(
            envelope, lambda turn: calendars_forms.begin(turn, self._office, row, word)
        )

    async def cancelling(self, envelope: Envelope, row: int) -> None:
        """Ask whether a meeting is surely to be cancelled."""
        await self._office.turn(envelope, lambda turn: calendars_forms.ask_cancelling(turn, row))

    async def cancelled(self, envelope: Envelope, row: int, sequence: int | None) -> None:
        """Cancel a meeting, if it was changed `sequence` times, as when that was asked."""
        await self._office.turn(
            envelope, lambda turn: calendars_forms.cancel_surely(turn, row, sequence)
        )

    def finish_adding(self, turn: Turn, _draft: Draft, answers: Mapping[str, Any]) -> None:
        """Put the meeting into the calendar."""
        calendars_forms.finish_adding(turn, answers)

    def finish_changing(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Change the meeting."""
        calendars_forms.finish_changing(turn, draft, answers)

    def finish_moving(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Move the meeting."""
        calendars_forms.finish_moving(turn, draft, answers)
