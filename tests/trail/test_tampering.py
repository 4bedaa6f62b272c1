"""Whatever is done to the table by somebody without the key, the first row that is not right is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from services.office import Office
from storage import trail
from storage.chain import BEGINNING, Broken, Fault, Head, Unbroken, hash_of
from storage.database import Database
from storage.tables import audit
from tests.durability.post import HandClock
from tests.trail.ground import RECORDED, a_person, judged, record_some

AT = 5
"""The entry that is tampered with."""
LAST = RECORDED
FORGERS_KEY = b"f" * 32


def _set(**values: object) -> Callable[[Connection], None]:
    def tamper(connection: Connection) -> None:
        connection.execute(update(audit).where(audit.c.id == AT).values(**values))

    return tamper


def _another_person(connection: Connection) -> None:
    _set(participant_id=a_person(connection, 7002))(connection)


def _remove(connection: Connection) -> None:
    connection.execute(delete(audit).where(audit.c.id == AT))


def _move(connection: Connection, number: int, to: int) -> None:
    connection.execute(update(audit).where(audit.c.id == number).values(id=to))


def _swap(connection: Connection) -> None:
    _move(connection, AT, -1)
    _move(connection, AT + 1, AT)
    _move(connection, -1, AT + 1)


def _swap_with_hashes(connection: Connection) -> None:
    """The contents change places, the hashes stay where they were."""
    rows = connection.execute(select(audit).order_by(audit.c.id)).mappings().all()
    here, there = dict(rows[AT - 1]), dict(rows[AT])
    for into, taken in ((here, there), (there, here)):
        kept = {"id": into["id"], "hash": into["hash"]}
        connection.execute(update(audit).where(audit.c.id == into["id"]).values({**taken, **kept}))


def _remove_and_close_up(connection: Connection) -> None:
    _remove(connection)
    for number in range(AT + 1, LAST + 1):
        _move(connection, number, number - 1)


def _insert(connection: Connection) -> None:
    for number in range(LAST, AT - 1, -1):
        _move(connection, number, number + 1)
    copied = connection.execute(select(audit).where(audit.c.id == AT + 1)).mappings().one()
    connection.execute(insert(audit).values({**copied, "id": AT, "action": "made_up"}))


def _insert_at_the_end(connection: Connection) -> None:
    made_up = {"id": LAST + 1, "at": HandClock().now(), "action": "done", "facts": {}}
    connection.execute(insert(audit).values(hash="ab" * 32, **made_up))


def _insert_at_the_end_bare(connection: Connection) -> None:
    made_up = {"id": LAST + 1, "at": HandClock().now(), "action": "done", "facts": {}}
    connection.execute(insert(audit).values(made_up))


def _insert_before_the_first(connection: Connection) -> None:
    made_up = {"id": 0, "at": HandClock().now(), "action": "done", "facts": {}}
    connection.execute(insert(audit).values(made_up))


def _rehash(connection: Connection) -> None:
    """Change an entry and hash all from there on, with a key that is not the one."""
    _set(action="undone")(connection)
    links = list(trail.links(connection))
    before = links[AT - 2].hash or BEGINNING
    for link in links[AT - 1 :]:
        assert link.entry is not None
        before = hash_of(FORGERS_KEY, before, link.number, link.entry)
        connection.execute(update(audit).where(audit.c.id == link.number).values(hash=before))


def _unhash_the_beginning(connection: Connection) -> None:
    connection.execute(update(audit).where(audit.c.id < AT).values(hash=None))


def _repeat_the_first_hash(connection: Connection) -> None:
    first = select(audit.c.hash).where(audit.c.id == 1).scalar_subquery()
    _set(hash=first)(connection)


TAMPERING: dict[str, tuple[Callable[[Connection], None], int, Fault]] = {
    "a fact": (_set(facts={"kind": "good_practice", "count": 99}), AT, "changed"),
    "a fact more": (
        _set(facts={"kind": "good_practice", "count": 4, "actor_id": None, "x": 1}), AT, "changed"
    ),
    "a number as text": (
        _set(facts={"kind": "good_practice", "count": "4", "actor_id": None}), AT, "changed"
    ),
    "the action": (_set(action="undone"), AT, "changed"),
    "the time by a microsecond": (
        _set(at=HandClock().now() + timedelta(seconds=4, microseconds=2)), AT, "changed"
    ),
    "the participant": (_another_person, AT, "changed"),
    "nobody": (_set(participant_id=None), AT, "changed"),
    "the subject": (_set(subject="submission"), AT, "changed"),
    "the subject's id": (_set(subject_id=999), AT, "changed"),
    "the hash": (_set(hash="00" * 32), AT, "changed"),
    "another row's hash": (_repeat_the_first_hash, AT, "changed"),
    "no hash": (_set(hash=None), AT, "unhashed"),
    "removed": (_remove, AT, "missing"),
    "the first removed": (lambda c: _first(c, 1), 1, "missing"),
    "the beginning removed": (lambda c: _first(c, AT - 1), 1, "missing"),
    "removed and closed up": (_remove_and_close_up, AT, "changed"),
    "swapped": (_swap, AT, "changed"),
    "swapped beneath their hashes": (_swap_with_hashes, AT, "changed"),
    "inserted": (_insert, AT, "changed"),
    "added": (_insert_at_the_end, LAST + 1, "changed"),
    "added without a hash": (_insert_at_the_end_bare, LAST + 1, "unhashed"),
    "put before the first": (_insert_before_the_first, 0, "out of order"),
    "hashed with another key": (_rehash, AT, "changed"),
    "a beginning without hashes": (_unhash_the_beginning, AT, "changed"),
}  # fmt: skip


def _first(connection: Connection, count: int) -> None:
    connection.execute(delete(audit).where(audit.c.id <= count))


@pytest.mark.parametrize("what", TAMPERING)
async def test_the_row_is_named(database: Database, office: Office, what: str) -> None:
    await record_some(office)
    assert isinstance(await judged(database), Unbroken)
    tamper, number, fault = TAMPERING[what]
    await database.write(tamper)
    verdict = await judged(database)
    assert isinstance(verdict, Broken)
    assert (verdict.number, verdict.fault) == (number, fault)


async def test_the_first_of_several_is_named(database: Database, office: Office) -> None:
    await record_some(office)
    for number in (LAST, AT + 2, AT):
        await database.write(
            lambda c: c.execute(update(audit).where(audit.c.id == number).values(action="undone"))  # noqa: B023
        )
    assert await judged(database) == Broken(AT, "changed", AT - 1)


async def test_a_removed_end_shows_against_the_kept_head(
    database: Database, office: Office
) -> None:
    """Without the head it cannot be seen; with it, also after the bot has gone on."""
    await record_some(office)
    found = await database.read(trail.newest)
    assert found is not None
    entries, newest = found
    assert (entries, newest.number) == (LAST, LAST)
    kept = Head(newest.number, str(newest.hash))
    assert isinstance(await judged(database, kept=kept), Unbroken)
    await database.write(lambda c: c.execute(delete(audit).where(audit.c.id > AT)))
    assert isinstance(await judged(database), Unbroken)
    assert await judged(database, kept=kept) == Broken(AT + 1, "missing", AT)
    for _ in range(LAST):
        await office.do(lambda transaction: transaction.record("done"))
    assert isinstance(await judged(database), Unbroken)
    assert await judged(database, kept=kept) == Broken(LAST, "another", LAST - 1)


SPOILT = {
    "sqlite": (
        "UPDATE audit SET at = 'once upon a time' WHERE id = :id",
        "UPDATE audit SET at = '2027-01-20 15:00:04+06:00' WHERE id = :id",
        "UPDATE audit SET at = x'00ff' WHERE id = :id",
        "UPDATE audit SET facts = 'no JSON' WHERE id = :id",
        "UPDATE audit SET facts = CAST(x'ff' AS TEXT) WHERE id = :id",
        "UPDATE audit SET action = CAST(x'ff' AS TEXT) WHERE id = :id",
        "UPDATE audit SET action = x'ff' WHERE id = :id",
        "UPDATE audit SET hash = x'ff' WHERE id = :id",
        "UPDATE audit SET participant_id = NULL, subject_id = 'x' WHERE id = :id",
    ),
    "postgresql": (
        "UPDATE audit SET at = 'infinity' WHERE id = :id",
        "UPDATE audit SET at = '0044-03-15 BC' WHERE id = :id",
        "UPDATE audit SET at = '20000-01-01' WHERE id = :id",
        "UPDATE audit SET facts = '[]' WHERE id = :id",
        "UPDATE audit SET facts = ('1' || repeat('0', 5000))::json WHERE id = :id",
        "UPDATE audit SET facts = (repeat('[', 5000) || repeat(']', 5000))::json WHERE id = :id",
    ),
}


async def test_a_row_that_no_driver_can_read_is_named(
    database: Database, office: Office, kind_of_database: str
) -> None:
    """Wherever it stands among those that are read together."""
    await record_some(office)
    for statement in SPOILT[kind_of_database]:
        for number in (LAST, AT, 1):

            def spoil(connection: Connection, statement: str = statement, at: int = number) -> None:
                connection.execute(text(statement), {"id": at})

            await database.write(spoil)
            assert await judged(database) == Broken(number, "changed", number - 1), statement
        await database.write(lambda c: c.execute(delete(audit)))
        for _ in range(LAST):
            await office.do(lambda transaction: transaction.record("done"))
