"""What was dealt with long ago makes no claim slower: the indexes on what waits are used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, insert

from storage import claiming, inbox, pacing
from storage.limits import Limits
from storage.tables import inbox as updates
from storage.tables import metadata, outbox
from tests.house import START

LONG_AGO = START - timedelta(days=5)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _effort(connection: Connection, work: Callable[[], object]) -> int:
    """Tens of instructions that SQLite runs for `work`."""
    seen: list[None] = []
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: seen.append(None), 10)
    work()
    driver.set_progress_handler(None, 10)
    return len(seen)


def _claim_update(connection: Connection) -> None:
    assert inbox.claim(connection, "worker", most=9, pulse=1.0, lease=0.0)


def _claim_message(connection: Connection) -> None:
    pace = pacing.pace_at(connection, Limits(overall=1000.0, per_chat=1000.0), 1.0)
    assert claiming.claim(connection, "worker", pace, most=9, lease=0.0)


def _look_ahead(connection: Connection) -> None:
    pace = pacing.pace_at(connection, Limits(overall=1000.0), 1.0)
    assert claiming.wait_for(connection, pace) is not None


def _update(number: int, status: str) -> dict[str, Any]:
    return {
        "update_id": number,
        "sender": 5000 + number % 7,
        "payload": "{}",
        "received_at": LONG_AGO,
        "status": status,
        "attempts": 1,
        "ready_at_pulse": 0.0,
    }


def _message(number: int, status: str) -> dict[str, Any]:
    return {
        "chat_id": 5000 + number % 7,
        "urgency": 0,
        "content": {},
        "status": status,
        "attempts": 1,
        "ready_at_pulse": 0.0,
        "parts_sent": 0,
        "queued_at": LONG_AGO,
    }


@pytest.mark.parametrize("work", [_claim_update, _claim_message, _look_ahead])
def test_a_claim_costs_the_same_however_much_was_done(
    connection: Connection, work: Callable[[Connection], None]
) -> None:
    for done in (0, 3_000):
        rows = [_update(1 + n, "done") for n in range(done)]
        sent = [_message(n, "sent") for n in range(done)]
        connection.execute(insert(updates), [*rows, _update(90_000 + done, "new")])
        connection.execute(insert(outbox), [*sent, _message(0, "new")])
        work(connection)
        effort = _effort(connection, lambda: work(connection))
        if done == 0:
            before = effort
    assert effort < 3 * before + 30
