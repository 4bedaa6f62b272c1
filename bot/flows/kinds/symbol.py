"""The symbol of a document of the Organization, as "CIDI/CAM/doc.19/15 rev. 9"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.kinds.text import ShortText
from bot.flows.refusals import NotSymbolError
from committee.symbols import SYMBOL_LIMIT, is_symbol
from locales.message import Json

_EXAMPLE = "CIDI/CAM/doc.19/15"


@dataclass(frozen=True)
class DocumentSymbol(ShortText):
    """A symbol; what has another form is refused."""

    limit: int = SYMBOL_LIMIT

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` can be a symbol."""
        if not isinstance(value, str) or not is_symbol(value):
            raise NotSymbolError(limit=SYMBOL_LIMIT, example=_EXAMPLE)
