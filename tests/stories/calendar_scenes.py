"""Scenes of the calendar: meetings as they stand, planned or kept without the chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from committee.calendar import PlannedMeeting
from services import calendars
from services.office import Transaction
from services.seal import seal_of
from storage import calendar, people, tables
from storage.calendar import Meeting
from tests.chat import Chat
from tests.house import House
from tests.people import Character

FEBRUARY = "2026-27/february"


async def meeting(house: House, key: str = FEBRUARY) -> Meeting:
    """The meeting called `key` as it stands."""
    found = await house.look(lambda c: calendar.meeting_by_key(c, key))
    assert found is not None, key
    return found


async def add(house: House, plan: PlannedMeeting) -> Meeting:
    """Add a meeting, as a file does."""
    return await house.app.services.office.do(lambda t: calendars.add(t, plan))


async def change(
    chat: Chat, plan: PlannedMeeting, *, by: Character | None = None, key: str = FEBRUARY
) -> Meeting:
    """Put `plan` in place of a meeting, as a file does."""
    before = await meeting(chat.house, key)

    def work(transaction: Transaction) -> Meeting:
        who = people.participant_by_telegram(transaction.connection, by.id) if by else None
        return calendars.change(transaction, before, plan, by=who)

    changed = await chat.house.app.services.office.do(work)
    await chat.catch_up()
    return changed


async def cancel(chat: Chat, *, key: str = FEBRUARY) -> None:
    """Cancel a meeting, as a file does."""
    before = await meeting(chat.house, key)
    await chat.house.app.services.office.do(lambda t: calendars.cancel(t, before))
    await chat.catch_up()


async def alone(house: House) -> None:
    """Leave the meeting of February the only one, so that no other one is reminded of."""
    others = delete(tables.meetings).where(tables.meetings.c.key != FEBRUARY)
    await house.app.services.office.do(lambda t: t.connection.execute(others) and None)


async def over_night(chat: Chat, hours: int) -> None:
    """Let hours pass on both clocks: news that waited for the morning goes."""
    await chat.sandbox.clock.move(timedelta(hours=hours))
    await chat.house.pass_over(hours * 3600)
    await chat.catch_up()


async def recorded(house: House) -> Sequence[tuple[str, dict[str, Any]]]:
    """What the trail holds about meetings, with its facts."""
    rows = await house.look(
        lambda c: c.execute(
            select(tables.audit.c.action, tables.audit.c.facts)
            .where(tables.audit.c.subject == "meeting")
            .order_by(tables.audit.c.id)
        ).all()
    )
    return [(row[0], row[1]) for row in rows]


async def put_off(house: House) -> list[tuple[str, str]]:
    """Status and local day of every reminder that there is a row of."""
    rows = await house.look(
        lambda c: c.execute(select(tables.reminders.c.status, tables.reminders.c.local_day)).all()
    )
    return [(row[0], row[1].isoformat()) for row in rows]


async def tap(chat: Chat, who: Character, data: str) -> None:
    """Let somebody tap a button with that data, as if it had been drawn for them."""
    seal = await seal_of(chat.house.app.services.office)
    message = chat.sandbox.messages(who.id)[-1].id
    await chat.sandbox.tap_data(who.id, seal.close(data, who.id), message)
    await chat.catch_up()
