"""What stands before a round by hand in its stories, laid into a house without a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from services.office import Transaction
from storage import calendar, calls, people
from storage.tables import participants, reminders
from tests.house import House
from tests.people import Character

FEBRUARY = "2026-27/february"


async def change(house: House, statement: Any) -> None:  # noqa: ANN401 - an update
    """Change rows as if something had happened meanwhile."""

    def run(transaction: Transaction) -> None:
        transaction.connection.execute(statement)

    await house.app.services.office.do(run)


async def written_today(house: House, *characters: Character) -> None:
    """They have had an unasked message an hour ago."""
    theirs = participants.c.telegram_id.in_([each.id for each in characters])
    an_hour_ago = house.clock.now() - timedelta(hours=1)
    await change(house, update(participants).where(theirs).values(unasked_at=an_hour_ago))


async def answered(house: House, character: Character) -> None:
    """Their actor says for the February meeting that there is nothing new."""

    def run(transaction: Transaction) -> None:
        connection = transaction.connection
        person, actor, meeting = _of_february(transaction, character)
        calls.add_response(
            connection,
            meeting_id=meeting,
            actor_id=actor,
            participant_id=person,
            kind=calls.NOTHING_NEW,
            now=transaction.now,
        )

    await house.app.services.office.do(run)


async def put_off(house: House, character: Character) -> None:
    """They asked to be reminded of the February meeting again tomorrow at 09:00."""

    def run(transaction: Transaction) -> None:
        person, actor, meeting = _of_february(transaction, character)
        tomorrow = (transaction.now + timedelta(days=1)).replace(hour=14, minute=0)
        transaction.connection.execute(
            insert(reminders).values(
                meeting_id=meeting,
                participant_id=person,
                actor_id=actor,
                due_at=tomorrow,
                local_day=tomorrow.date(),
                status="later",
            )
        )

    await house.app.services.office.do(run)


def _of_february(transaction: Transaction, character: Character) -> tuple[int, int, int]:
    """Rows of the person, their actor and the meeting."""
    connection = transaction.connection
    person = people.participant_by_telegram(connection, character.id)
    meeting = calendar.meeting_by_key(connection, FEBRUARY)
    assert person is not None
    assert meeting is not None
    actor = people.memberships_of(connection, person.id)[0].actor
    assert actor is not None
    return person.id, actor.id, meeting.id


async def rows_of(house: House, table: Any) -> list[Any]:  # noqa: ANN401 - a table
    """Every row of a table, in order."""
    return await house.look(lambda c: list(c.execute(select(table).order_by(table.c.id))))
