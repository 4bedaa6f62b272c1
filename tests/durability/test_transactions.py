"""The database's own promises: every transaction whole, none lost, none in another's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Database, PostgresDatabase, open_database
from storage.submissions import next_serial
from storage.tables import counters, drafts

MANY = 200


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


def _put(key: str, value: int = 0) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(insert(counters).values(key=key, value=value))

    return work


async def _kept(database: Database) -> dict[str, int]:
    return await database.read(
        lambda connection: {row.key: row.value for row in connection.execute(select(counters))}
    )


async def test_two_hundred_read_modify_writes_at_once(database: Database) -> None:
    """200 of 200, and no error."""
    await database.write(_put("counted"))

    def add_one(connection: Connection) -> int:
        value = int(
            connection.execute(
                select(counters.c.value).where(counters.c.key == "counted").with_for_update()
            ).scalar_one()
        )
        connection.execute(
            update(counters).where(counters.c.key == "counted").values(value=value + 1)
        )
        return value

    seen = await asyncio.gather(*(database.write(add_one) for _ in range(MANY)))
    assert sorted(seen) == list(range(MANY))
    assert await _kept(database) == {"counted": MANY}


async def test_two_hundred_numbers_at_once(database: Database) -> None:
    """Receipt numbers: each once, no gap, also where every third asker fails afterwards."""

    def take(place: int) -> Callable[[Connection], int]:
        def work(connection: Connection) -> int:
            number = next_serial(connection, "2026-27/good_practice")
            if place % 3 == 0:
                raise ValueError
            return number

        return work

    given = await asyncio.gather(
        *(database.write(take(place)) for place in range(MANY)), return_exceptions=True
    )
    numbers = sorted(number for number in given if isinstance(number, int))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == MANY - len(range(0, MANY, 3))


async def test_a_failing_piece_takes_no_other_with_it(database: Database) -> None:
    """What it had written is gone; what was committed together with it is there."""

    def work(place: int) -> Callable[[Connection], None]:
        def run(connection: Connection) -> None:
            _put(f"piece-{place}")(connection)
            if place % 3 == 0:
                raise ValueError(place)
            if place % 3 == 1:
                _put("taken")(connection)

        return run

    await database.write(_put("taken"))
    results = await asyncio.gather(
        *(database.write(work(place)) for place in range(30)), return_exceptions=True
    )
    kinds = [type(result) for result in results]
    assert kinds == [ValueError, IntegrityError, type(None)] * 10
    expected = {"taken", *(f"piece-{place}" for place in range(30) if place % 3 == 2)}
    assert set(await _kept(database)) == expected


async def test_cancelled_callers_leave_whole_transactions(database: Database) -> None:
    """What was asked for happens whole, whoever still waits, and the database serves on."""

    def pair(place: int) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            _put(f"one-{place}")(connection)
            _put(f"two-{place}")(connection)

        return work

    tasks = [asyncio.create_task(database.write(pair(place))) for place in range(60)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await tasks[1]
    for task in tasks[2::4]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(result, asyncio.CancelledError) for result in results) >= 30
    await database.write(_put("after"))
    expected = {"after"}
    for place in range(60):
        expected |= {f"one-{place}", f"two-{place}"}

    async def all_there() -> bool:
        return set(await _kept(database)) == expected

    async with asyncio.timeout(10):
        while not await all_there():
            await database.read(lambda _: None)


async def test_closing_waits_for_what_was_asked(database_url: str) -> None:
    """Callers that are gone do not make a transaction half done either."""
    database = open_database(database_url)
    tasks = [asyncio.create_task(database.write(_put(f"late-{place}"))) for place in range(20)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await database.close()
    await asyncio.gather(*tasks, return_exceptions=True)
    again = open_database(database_url)
    assert len(await _kept(again)) == 20
    await again.close()


@pytest.mark.parametrize("kind_of_database", ["sqlite"], indirect=True)
async def test_a_failed_commit_is_told_to_everybody_who_waits(database: Database) -> None:
    """Nothing of it is kept, and the next commit succeeds."""

    def fails_at_the_end(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.execute(update(drafts).values(actor_id=4711))
        connection.exec_driver_sql(
            "INSERT INTO memberships (participant_id, role, since) VALUES (4711, 'chair', 0)"
        )

    results = await asyncio.gather(
        database.write(_put("before")),
        database.write(fails_at_the_end),
        database.write(_put("behind")),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [IntegrityError] * 3
    assert await _kept(database) == {}
    await database.write(_put("next"))
    assert await _kept(database) == {"next": 0}


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_conflicting_transactions_are_tried_again(database: Database) -> None:
    """Two that wait for each other: the server ends one, and it is run anew."""
    assert isinstance(database, PostgresDatabase)
    await database.write(lambda connection: [_put("a")(connection), _put("b")(connection)])
    runs = 0

    def both(first: str, second: str) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            nonlocal runs
            runs += 1
            for key in (first, second):
                connection.execute(
                    update(counters).where(counters.c.key == key).values(value=counters.c.value + 1)
                )
                connection.exec_driver_sql("SELECT pg_sleep(0.02)")

        return work

    await asyncio.gather(database.write(both("a", "b")), database.write(both("b", "a")))
    assert await _kept(database) == {"a": 2, "b": 2}
    assert runs == 3
