"""Draft texts that are open for input: put before the actors, and closed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from committee.consultations import DraftText
from committee.localtime import instant
from locales import Refusal
from locales.phrases import offering
from services.office import WASHINGTON, Office, Transaction
from storage import consultations
from storage.consultations import Consultation


class OpenedBeforeError(Refusal):
    """A document with that symbol has been opened before; needs `symbol`."""

    message = offering.OPENED_BEFORE


class NotOpenError(Refusal):
    """No document with that symbol is open; needs `symbol`."""

    message = offering.NOT_OPEN


class Consultations:
    """What the operator does with draft texts."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def open(self, draft: DraftText) -> None:
        """Take input on `draft` from now on; raises OpenedBeforeError for a known symbol."""
        await self._office.do(lambda transaction: _open(transaction, draft))

    async def close(self, symbol: str) -> None:
        """Take no more input on the document; raises NotOpenError when it is not open."""
        await self._office.do(lambda transaction: _close(transaction, symbol))

    async def listed(self) -> tuple[Sequence[Consultation], datetime]:
        """Every document that was opened, the newest first, and the time it is."""
        return await self._office.look(consultations.all_consultations), self._office.clock.now()


def _open(transaction: Transaction, draft: DraftText) -> None:
    row = consultations.add_consultation(
        transaction.connection, draft, closes_at=_end_of(draft), now=transaction.now
    )
    if row is None:
        raise OpenedBeforeError(symbol=draft.symbol)
    transaction.record("consultation_opened", subject="consultation", subject_id=row)


def _end_of(draft: DraftText) -> datetime | None:
    """The midnight in Washington that ends the last day."""
    if draft.last_day is None:
        return None
    return instant(draft.last_day + timedelta(days=1), time(0, 0), WASHINGTON)


def _close(transaction: Transaction, symbol: str) -> None:
    row = consultations.close_consultation(transaction.connection, symbol, now=transaction.now)
    if row is None:
        raise NotOpenError(symbol=symbol)
    transaction.record("consultation_closed", subject="consultation", subject_id=row)
