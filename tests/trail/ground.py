"""A short trail in a database, and how it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, select

from services.office import Office, Transaction
from storage import people, trail
from storage.chain import Broken, Head, Unbroken, verify
from storage.database import Database
from storage.tables import audit
from tests.durability.post import HandClock
from tests.house import TRAIL_KEY

RECORDED = 12


def office_on(database: Database, *, secretariat: frozenset[int] = frozenset()) -> Office:
    """An office with the key of the tests."""
    return Office(database, HandClock(), trail_key=TRAIL_KEY, secretariat=secretariat)


def a_person(connection: Connection, telegram_id: int = 7001) -> int:
    """Somebody whom entries can name."""
    return people.add_participant(
        connection,
        telegram_id,
        name="Ana María Ríos",
        language="es",
        zone="America/Guatemala",
        now=HandClock().now(),
    ).id


async def record_some(office: Office, count: int = RECORDED) -> int:
    """Record `count` entries, each in a transaction of its own and a second apart; whose they are."""
    person = await office.database.write(a_person)

    def work(transaction: Transaction, place: int) -> None:
        transaction.now += timedelta(seconds=place, microseconds=place % 3)
        transaction.record(
            f"done_{place}",
            participant_id=person,
            subject="draft",
            subject_id=100 + place,
            facts={"kind": "good_practice", "count": place, "actor_id": None},
        )

    for place in range(count):
        await office.do(lambda transaction: work(transaction, place))  # noqa: B023 - awaited here
    return person


async def judged(
    database: Database, *, key: bytes = TRAIL_KEY, kept: Head | None = None
) -> Unbroken | Broken:
    """The verdict on the trail as it is now."""
    return await database.read(lambda c: verify(trail.links(c), key, kept=kept))


async def actions(database: Database) -> Sequence[str]:
    """What was recorded, in the order of numbers."""
    return await database.read(
        lambda c: list(c.execute(select(audit.c.action).order_by(audit.c.id)).scalars())
    )


async def numbers(database: Database) -> Sequence[int]:
    """The numbers of the trail's entries, in their order."""
    return await database.read(
        lambda c: list(c.execute(select(audit.c.id).order_by(audit.c.id)).scalars())
    )
