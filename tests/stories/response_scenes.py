"""Scenes of answers to a reminder: what is said, what is answered, time that passes."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, func, select, update

from storage import calendar, calls, tables
from tests.chat import Chat
from tests.house import House

FEBRUARY = "2026-27/february"
REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""
NOTED = "Noted: nothing new. Guatemala: nobody will be reminded again for “Progress of the Program and SICREMI”."
TOLD = "María López has answered for Guatemala: nothing new for “Progress of the Program and SICREMI”. You need do nothing."
ADD = "[Report progress] [Share a practice]"
ANSWERED = """
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    …
    Delegate: We opened two shelters.
    …
    Delegate taps [No]
    …
"""
CONFIRMED = """
    Delegate taps [I confirm]
    …
    Delegate taps [Send]
"""
SENT = f"""
    Delegate taps [Report progress]
    {ANSWERED}
    Delegate taps [María López]
    …
    Delegate taps [Public]
    …
    {CONFIRMED}
"""


async def later(chat: Chat, seconds: float) -> None:
    """Let that time pass on every clock."""
    await chat.house.pass_over(seconds)
    await chat.sandbox.clock.move(timedelta(seconds=seconds))
    await chat.catch_up()


async def just_before_the_minute(chat: Chat) -> None:
    """The date stands where it is put; the machine's clock, by which letters go, runs on."""
    await chat.house.pass_over(30)
    await chat.sandbox.clock.move(timedelta(seconds=59))
    await chat.catch_up()


async def answered(house: House) -> bool:
    """Whether Guatemala or anybody has answered for the February meeting."""

    def ask(connection: Connection) -> bool:
        meeting = calendar.meeting_by_key(connection, FEBRUARY)
        assert meeting is not None
        return bool(calls.actors_answered(connection, meeting.id))

    return await house.look(ask)


async def noted(house: House, action: str) -> int:
    """How often that stands in the trail."""
    counted = select(func.count()).where(tables.audit.c.action == action)
    return await house.look(lambda c: c.execute(counted).scalar_one())


async def cancel(house: House, key: str = FEBRUARY) -> None:
    """The meeting is not held."""
    changed = update(tables.meetings).where(tables.meetings.c.key == key)
    await house.app.services.office.do(
        lambda t: t.connection.execute(changed.values(cancelled_at=t.now))
    )
