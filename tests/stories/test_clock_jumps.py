"""The machine's clock jumps under the running bot: no storm, nothing removed, nothing stuck."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, update

from services.rebasing import rebase
from storage.tables import audit, inbox, jobs, meetings, outbox, participants, reminders
from tests.chat import Chat
from tests.house import House
from tests.people import SECRETARIAT

DAY = 24 * 3600.0
TABLES = (audit, inbox, outbox, meetings, reminders)
"""Where a tick would leave its mark."""


async def all_ticks(house: House) -> None:
    """Every tick as the scheduler calls it."""
    for job in house.app.ticks._scheduler.get_jobs():
        await job.func()


async def counted(house: House) -> dict[str, int]:
    """How many rows there are."""

    def count(connection: Connection) -> dict[str, int]:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in TABLES
        }

    return await house.look(count)


async def write(house: House, statement: Any) -> None:  # noqa: ANN401 - any statement
    """Lay something into the database."""
    await house.app.database.write(lambda connection: connection.execute(statement))


@pytest.mark.parametrize("days", [5 / 24, -3, 3650, 20.1])
async def test_no_tick_has_an_effect_until_the_clock_can_be_trusted(
    chat: Chat, house: House, days: float
) -> None:
    """Twenty days ahead reminders would be due, ten years ahead all would be forgotten."""
    await chat("""
        Delegate: /help
        …
    """)
    before = await counted(house)
    house.clock.is_steady, house.clock.jumped = False, 1
    chat.sandbox.clock.offset += timedelta(days=days)
    await all_ticks(house)
    await chat("Delegate: /calendar\n…")
    await all_ticks(house)
    after = await counted(house)
    assert (after["meetings"], after["reminders"]) == (before["meetings"], before["reminders"])
    assert after["inbox"] == before["inbox"] + 1
    assert after["outbox"] == before["outbox"] + 1


async def test_once_it_is_trusted_all_goes_on(chat: Chat, house: House) -> None:
    """The clock was right after all: what is due comes once."""
    house.clock.is_steady = False
    chat.sandbox.clock.offset += timedelta(days=20.1)
    await all_ticks(house)
    await chat("Chair: /help\n…")
    house.clock.is_steady = True
    await all_ticks(house)
    await chat.catch_up()
    await chat("""
        Bot → Delegate: … [Report progress] [Share a practice] [Nothing new] [Later] …
        …
    """)
    said = await counted(house)
    await all_ticks(house)
    assert await counted(house) == said


async def test_sending_goes_on_after_the_clock_was_put_back(chat: Chat, house: House) -> None:
    house.clock.ahead = 3 * DAY
    await chat("""
        Delegate: /help
        …
    """)
    house.clock.ahead, house.clock.jumped = 0.0, 1
    await house.app._mend_after_jump()
    await chat("""
        Delegate: /help
        Bot → Delegate: What would you like to do? …
        Delegate: /help
        Bot → Delegate: What would you like to do? …
    """)


async def test_what_a_vanished_worker_had_leased_is_taken_over(chat: Chat, house: House) -> None:
    """Updates, messages and documents, leased before the clock was put back by three days."""
    far = house.clock.pulse() + 3 * DAY
    now = house.clock.now()
    row = await house.look(
        lambda c: c.execute(
            select(participants.c.id).where(participants.c.telegram_id == SECRETARIAT.id)
        ).scalar_one()
    )
    await chat("Delegate: /help\n…")
    held = {"worker": "gone", "status": "leased", "ready_at_pulse": far, "attempts": 1}
    await write(house, update(outbox).values(**held))
    await write(house, update(inbox).values(**held))
    await write(
        house,
        insert(jobs).values(kind="export", params={}, participant_id=row, asked_at=now, **held),
    )
    await rebase(house.app.services.office)

    def waits(connection: Connection) -> list[float]:
        return [
            connection.execute(select(func.max(table.c.ready_at_pulse))).scalar_one()
            - house.clock.pulse()
            for table in (outbox, inbox, jobs)
        ]

    messages, updates, documents = await house.look(waits)
    assert messages <= 31
    assert updates <= 31
    assert documents <= 606
    await write(house, update(jobs).values(status="done"))
    await house.pass_over(32)
    await chat.catch_up()
    assert await chat_is_quiet(house)


async def chat_is_quiet(house: House) -> bool:
    """Whether nothing waits any more."""

    def leased(connection: Connection) -> int:
        held = select(func.count()).select_from(outbox).where(outbox.c.status == "leased")
        taken = select(func.count()).select_from(inbox).where(inbox.c.status == "leased")
        return connection.execute(held).scalar_one() + connection.execute(taken).scalar_one()

    return await house.look(leased) == 0


async def test_mending_changes_nothing_where_nothing_is_wrong(chat: Chat, house: House) -> None:
    await chat("Delegate: /report\n…")
    for _ in range(2):
        await house.app._mend_after_jump()
    await chat("""
        Delegate: 28
        Bot → Delegate: … Where does it stand? …
    """)
    assert not house.wrong_calls()
