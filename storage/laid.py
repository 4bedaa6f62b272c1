"""A small table that comes with a question, as one parameter: the statement stays the same.

Rows given as VALUES would make a new statement of every question, and wording one takes longer than
answering it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    Connection,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
    type_coerce,
)

_SQLITE_TIME = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLAlchemy keeps a point in time there, as text."""


def laid_table(name: str, columns: Mapping[str, Any], *, dialect: str, parameter: str) -> CTE:
    """The table whose rows are in `parameter`, as `laid` makes it."""
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 - see database.py

        rows = cast(bindparam(parameter, type_=Text), JSONB)
        given = func.jsonb_to_recordset(rows).table_valued(
            *(column(each, kind) for each, kind in columns.items()), name=f"{name}_rows"
        )
        of_it = given.render_derived(with_types=True)
        return select(*(of_it.c[each] for each in columns)).cte(name)
    each_row = func.json_each(bindparam(parameter, type_=Text)).table_valued(
        "value", name=f"{name}_rows"
    )
    values = (
        type_coerce(func.json_extract(each_row.c.value, f"$.{each}"), kind).label(each)
        for each, kind in columns.items()
    )
    return select(*values).cte(name)


def laid(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> str:
    """The parameter of a `laid_table` for these rows."""

    def written(value: object) -> str:
        if isinstance(value, datetime):
            in_utc = value.astimezone(UTC)
            if connection.dialect.name == "sqlite":
                return in_utc.strftime(_SQLITE_TIME)
            return in_utc.isoformat()
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(type(value))

    return json.dumps(list(rows), default=written)
