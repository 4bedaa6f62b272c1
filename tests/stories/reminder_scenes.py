"""What stories of reminders share: mail held back, a bot that is away, what was said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from storage import calendar, calls, pacing, people, world
from storage.tables import participants
from tests.chat import Chat
from tests.house import House
from tests.people import Character

HOUR = 3600.0


@asynccontextmanager
async def held_back(chat: Chat) -> AsyncIterator[None]:
    """Nothing is sent meanwhile, as when Telegram asks for a pause; then an hour has passed."""
    pulse = chat.house.clock.pulse()
    await chat.house.app.database.write(
        lambda connection: pacing.pause(connection, pulse + HOUR, pulse=pulse)
    )
    yield
    await chat.house.pass_over(HOUR + 1)
    await chat.catch_up()


async def moves_to(chat: Chat, moment: datetime) -> None:
    """Let it be that moment, and what is due then be queued."""
    await chat.sandbox.clock.move_to(moment)


async def is_away(chat: Chat, time: timedelta) -> None:
    """Let the bot not run for that long, by every clock, and then look at the clock."""
    chat.sandbox.clock.offset += time
    chat.house.clock.ahead += time.total_seconds()
    await chat.house.tick()
    await chat.catch_up()


async def looks_again(chat: Chat) -> None:
    """Let the clock's door look, as it does every few seconds."""
    await chat.house.tick()
    await chat.catch_up()


async def changes(house: House, who: Character, **values: Any) -> None:  # noqa: ANN401 - columns
    """Set columns of somebody, as if they had done so long ago."""
    theirs = participants.c.telegram_id == who.id
    changed = update(participants).where(theirs).values(**values)
    await house.app.services.office.do(lambda t: t.connection.execute(changed) and None)


async def nothing_new(house: House, who: Character, month: str) -> None:
    """Somebody's actor has said that it has nothing new for a meeting of the term."""

    def run(transaction: Any) -> None:  # noqa: ANN401 - a transaction
        connection = transaction.connection
        meeting = calendar.meeting_by_key(connection, f"2026-27/{month}")
        person = people.participant_by_telegram(connection, who.id)
        actor = world.actor_by_key(connection, who.actor or "")
        assert meeting is not None
        assert person is not None
        assert actor is not None
        calls.add_response(
            connection,
            meeting_id=meeting.id,
            actor_id=actor.id,
            participant_id=person.id,
            kind=calls.NOTHING_NEW,
            now=transaction.now,
        )

    await house.app.services.office.do(run)
