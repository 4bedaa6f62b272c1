"""A row of several tables, seen as a row of one of them through the prefix of its labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, Table


def labelled(table: Table, prefix: str) -> Iterable[ColumnElement[Any]]:
    """The table's columns, each labelled with `prefix`."""
    return [column.label(prefix + column.name) for column in table.c]


class Prefixed:
    """The part of a row whose labels begin with `prefix`."""

    __slots__ = ("_prefix", "_row")

    def __init__(self, row: Row[*tuple[Any, ...]], prefix: str) -> None:
        self._row, self._prefix = row, prefix

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a column's value
        return getattr(self._row, self._prefix + name)
