"""The annex: the texts too long for a cell, whole, in numbered pieces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from export.compilation import REFERENCE, Cell, Column, Row, Sheet, Words
from export.unicode_text import mended, utf16_beginning, utf16_length, utf16_pieces
from export.xlsx_cell import TEXT_LIMIT

_LABEL_LIMIT = 255
_IN_MEMORY = 1 << 20


class Annex:
    """Gathers the texts too long for their cells while the sheets are being written.

    They wait in a file without a name in `folder`, so that memory stays flat however many.
    """

    def __init__(self, words: Words, folder: Path) -> None:
        self._words = words
        self._texts = 0
        self._waiting = SpooledTemporaryFile(  # noqa: SIM115 - closed by __exit__
            _IN_MEMORY, mode="w+", encoding="utf-8", newline="\n", dir=str(folder)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._waiting.close()

    @property
    def is_needed(self) -> bool:
        """Some text did not fit into its cell."""
        return self._texts > 0

    def fitted(self, cell: Cell, sheet: str, heading: str) -> Cell:
        """`cell`, or where it is too long its beginning and the mark, the whole kept here."""
        if not isinstance(cell, str) or not _too_long(text := mended(cell)):
            return cell
        self._texts += 1
        reference = f"A-{self._texts}"
        heading = utf16_beginning(mended(heading), _LABEL_LIMIT)
        self._waiting.write(json.dumps((reference, sheet, heading, text)) + "\n")
        mark = "\n" + self._words.continued.replace(REFERENCE, reference)
        return utf16_beginning(text, TEXT_LIMIT - utf16_length(mended(mark))) + mark

    def as_sheet(self) -> Sheet:
        """The annex itself, a piece a row; nothing can be added while its rows are read."""
        words = self._words
        columns = (
            Column("reference", words.reference, 12),
            Column("sheet", words.sheet, 24),
            Column("column", words.column, 24),
            Column("piece", words.piece, 10),
            Column("text", words.text, long=True),
        )
        return Sheet("annex", words.annex, columns, self._rows())

    def _rows(self) -> Iterator[Row]:
        self._waiting.seek(0)
        for line in self._waiting:
            reference, sheet, heading, text = json.loads(line)
            pieces = tuple(utf16_pieces(text, TEXT_LIMIT))
            for number, piece in enumerate(pieces, start=1):
                yield reference, sheet, heading, f"{number}/{len(pieces)}", piece


def _too_long(text: str) -> bool:
    return 2 * len(text) > TEXT_LIMIT and utf16_length(text) > TEXT_LIMIT
