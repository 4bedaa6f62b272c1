"""Every row of every table before and after a try, and whose the rows are that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from storage import tables
from tests.rights.seats import Seat

Row = Mapping[str, Any]
Rows = dict[str, dict[int | str, Row]]
Change = tuple[Row | None, Row | None]
"""A row before and after; None where there was none, or is none."""

BOOKKEEPING = {"inbox", "outbox", "audit", "paces", "locks", "marks"}
"""Tables in which every update, and every look at the clock, leaves its traces."""
SHARED = {"counters", "terms"}
"""Tables with rows that are nobody's: they change with what somebody sends."""


_OF_SEAT = re.compile(r"seat-([0-9]+)")


def meeting_key(seat: Seat) -> str:
    """How the key of a meeting says that it is of that seat."""
    return f"seat-{seat.number}"


def snapshot(connection: Connection) -> Rows:
    """Every row of every table, but for bookkeeping."""
    return {
        table.name: {_key(row): row for row in _rows(connection, table.name)}
        for table in tables.metadata.sorted_tables
        if table.name not in BOOKKEEPING
    }


def _rows(connection: Connection, table: str) -> Iterator[Row]:
    """The rows as the database gives them, which is quicker than what they stand for."""
    found = connection.exec_driver_sql(f"SELECT * FROM {table}")
    columns = list(found.keys())
    return (dict(zip(columns, row, strict=True)) for row in found)


def by_seat(seats: Iterable[Seat], before: Rows, after: Rows) -> dict[int, dict[str, list[Change]]]:
    """The rows that differ, by the number of the seat that they belong to, and their table."""
    of_person: dict[int, int] = {}
    of_actor: dict[int, int] = {}
    for seat in seats:
        of_person |= dict.fromkeys(seat.people, seat.number)
        of_actor |= dict.fromkeys((seat.own, seat.other), seat.number)
    found: dict[int, dict[str, list[Change]]] = {}
    shared = set()
    for table, was, now in _differing(before, after):
        if table in SHARED:
            shared.add(table)
            continue
        numbers = {
            number
            for row in (was, now)
            for number in _whose(table, row or {}, of_person, of_actor, after)
        }
        assert len(numbers) == 1, f"a row of {table} belongs to the seats {numbers}: {was} {now}"
        found.setdefault(numbers.pop(), {}).setdefault(table, []).append((was, now))
    assert not shared or any({"submissions", "meetings"} & {*each} for each in found.values()), (
        shared
    )
    return found


def _differing(before: Rows, after: Rows) -> Iterator[tuple[str, Row | None, Row | None]]:
    """Table, row before and row after, of every row that differs."""
    for table, rows in after.items():
        for key in rows.keys() | before[table].keys():
            was, now = before[table].get(key), rows.get(key)
            if was != now:
                yield table, was, now


def _key(row: Row) -> int | str:
    return int(row["id"]) if "id" in row else "/".join(str(each) for each in row.values())


def _whose(
    table: str, row: Row, of_person: Mapping[int, int], of_actor: Mapping[int, int], rows: Rows
) -> Iterator[int]:
    """The seats whose people or actors the row names; what a round sends is its sender's."""
    if row.get("round_id") is not None:
        row = rows["rounds"][row["round_id"]]
    if table == "topics":
        row = {"actor_id": rows["submissions"][row["submission_id"]]["actor_id"]} if row else {}
    if table == "participants" and row:
        yield of_person[row["id"]]
    if table == "actors" and row:  # one that has registered
        asked = (each for each in rows["registrations"].values() if each["actor_id"] == row["id"])
        yield from (of_person[each["participant_id"]] for each in asked)
    if table == "meetings" and (named := _OF_SEAT.search(row.get("key", ""))):
        yield int(named[1])
    for column in ("participant_id", "asked_by", "issued_by", "decided_by", "started_by"):
        if row.get(column) is not None:
            yield of_person[row[column]]
    if row.get("actor_id") in of_actor:
        yield of_actor[row["actor_id"]]
