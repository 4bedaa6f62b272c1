"""Sending: what was confirmed is received, or goes to the actor's clearing person first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services import amending
from services.clearance import Clearance
from services.office import Office, Turn
from services.receipts import receipt
from services.receiving import OutdatedError, receive
from storage.drafts import Draft


class Submissions:
    """What sending the form of a submission does."""

    def __init__(self, office: Office, clearance: Clearance) -> None:
        self._office = office
        self._clearance = clearance

    def finish(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Keep what was sent under its number and give the person the receipt."""
        if self._clearance.wanted(turn, draft):
            self._clearance.asked(turn, draft)
            return
        try:
            received = receive(turn, draft, answers, author=turn.person)
        except OutdatedError as outdated:
            amending.show_again(turn, self._office, draft, outdated.newest)
            return
        turn.reply(receipt(received))
