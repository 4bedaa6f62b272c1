"""What changes after a reminder was queued and before it is sent; who comes, goes and comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services import members_ending
from services.office import Transaction
from storage import members, people, world
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, ORGAN, Character
from tests.stories.calendar_scenes import cancel, change, meeting
from tests.stories.reminder_scenes import (
    changes,
    held_back,
    looks_again,
    moves_to,
    nothing_new,
)

SEVEN_BEFORE = datetime(2027, 2, 9, 15, tzinfo=UTC)
"""Seven days before the February meeting, 09:00 in Guatemala."""
REMINDED = "Bot → Delegate: Progress of the Program and SICREMI / …"


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """The delegate, alone."""
    await empty_chat.let_in(DELEGATE)
    return empty_chat


async def ends(house: House, who: Character, actor: str) -> None:
    """Somebody's role for an actor ends, as the secretariat decides."""

    def run(transaction: Transaction) -> None:
        connection = transaction.connection
        person = people.participant_by_telegram(connection, who.id)
        known = world.actor_by_key(connection, actor)
        assert person is not None
        assert known is not None
        for member in members.members_of(connection, person.id):
            if member.actor == known:
                members_ending.end(transaction, member)

    await house.app.services.office.do(run)


async def test_a_new_zone_counts_for_what_was_not_sent(delegate: Chat) -> None:
    """It was morning where they were; it comes when it is where they are."""
    await delegate("""
        (14 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate: /settings
        …
        Delegate taps [Time zone]
        …
    """)
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await delegate.sandbox.send(DELEGATE.id, "Vancouver")
        await delegate.house.settle()
    await looks_again(delegate)
    await delegate(f"""
        Bot → Delegate: From now on I go by the time in Vancouver. …
        (7 days before the February meeting, 08:59 in Vancouver)
        (7 days before the February meeting, 09:00 in Vancouver)
        {REMINDED} Tuesday, February 16, 2027, 10:00 in Washington; 07:00 your time. …
        (7 days before the February meeting, 20:00 in Vancouver)
    """)


async def test_a_new_language_is_the_one_in_which_it_is_said(delegate: Chat, house: House) -> None:
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await changes(house, DELEGATE, language="es")
    delegate.languages[DELEGATE.id] = "es"
    await delegate(f"""
        {REMINDED} [Report progress] [Share a practice] [Nothing new] [Later] …
    """)
    assert "SICREMI" in delegate.sandbox.messages(DELEGATE.id)[-1].text
    assert "martes" in delegate.sandbox.messages(DELEGATE.id)[-1].text


async def test_a_moved_meeting_takes_its_reminder_along(delegate: Chat, house: House) -> None:
    """Told of the move at once; reminded by the new date, as if it had always been planned so."""
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        before = (await meeting(house)).plan
        later = before.starts_at + timedelta(days=14)
        await change(delegate, replace(before, starts_at=later, deadline=later))
    await delegate("""
        Bot → Delegate: … Progress of the Program and SICREMI …
    """)
    await looks_again(delegate)
    await delegate("""
        Bot → Delegate: Progress of the Program and SICREMI / … are due in 21 days, and can be sent at any time. …
        (2 days before the February meeting, 20:00 in Guatemala)
        …
        (0 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … are due in 14 days. …
    """)


async def test_of_a_cancelled_meeting_nobody_is_reminded(delegate: Chat) -> None:
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await cancel(delegate)
    await delegate("""
        Bot → Delegate: A meeting has been cancelled: Progress of the Program and SICREMI / …
    """)
    await looks_again(delegate)
    await delegate("""
        (1 day before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Workshop on migration and development with IOM / …
    """)


async def test_what_a_colleague_answers_spares_the_whole_delegation(
    delegate: Chat, house: House
) -> None:
    await delegate.let_in(COLLEAGUE)
    await delegate("""
        (14 days before the February meeting, 09:00 in Guatemala)
        …
    """)
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await delegate.sandbox.tap_data(COLLEAGUE.id, *tap(delegate, "Nothing new"))
        await delegate.house.settle()
    await looks_again(delegate)
    await delegate("…\n(3 days before the February meeting, 12:00 in Guatemala)")
    for each in (DELEGATE, COLLEAGUE):
        texts = [message.text for message in delegate.sandbox.messages(each.id)]
        assert texts
        assert not any("in 7 days" in text for text in texts)


def tap(chat: Chat, label: str) -> tuple[str, int]:
    """Data and message of the colleague's button."""
    message, _, data = chat.button(COLLEAGUE.id, label)
    return data, message


async def test_with_a_role_its_reminder_ends_and_the_rest_is_told_anew(
    delegate: Chat, house: House
) -> None:
    """A message about two actors is taken back when one of them is no longer theirs."""
    await house.let_in_also(DELEGATE, "cim")
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await ends(house, DELEGATE, "cim")
        await house.tick()
    await delegate(REMINDED)
    said = delegate.sandbox.messages(DELEGATE.id)[-1]
    assert "Women" not in said.text
    assert "Also due" not in said.text
    await looks_again(delegate)
    await delegate("(7 days before the February meeting, 20:00 in Guatemala)")


async def test_with_the_last_role_nothing_comes_any_more(delegate: Chat, house: House) -> None:
    async with held_back(delegate):
        await moves_to(delegate, SEVEN_BEFORE)
        await ends(house, DELEGATE, "GTM")
        await house.tick()
    await delegate("(1 day before the February meeting, 12:00 in Guatemala)")


async def test_who_joins_after_a_step_waits_for_the_next(delegate: Chat) -> None:
    await delegate("""
        (7 days before the February meeting, 12:00 in Guatemala)
        …
    """)
    await delegate.let_in(COLLEAGUE)
    await delegate("""
        (4 days before the February meeting, 20:00 in Guatemala)
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)


async def test_who_blocked_the_bot_is_reminded_when_they_are_back(delegate: Chat) -> None:
    """What could not reach them is due again; once."""
    await delegate("""
        Delegate blocks the bot
        (7 days before the February meeting, 09:00 in Guatemala)
        (5 days before the February meeting, 10:00 in Guatemala)
        Delegate unblocks the bot
        Delegate: /help
        …
    """)
    await looks_again(delegate)
    await delegate("""
        Bot → Delegate: Progress of the Program and SICREMI / … are due in 5 days. …
    """)
    await looks_again(delegate)
    await delegate("""
        (4 days before the February meeting, 12:00 in Guatemala)
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)


async def test_on_a_public_holiday_the_last_day_before_it_counts(
    empty_chat: Chat, house: House
) -> None:
    """Presidents' Day is the day before the meeting: who keeps it is told on Sunday, with March."""
    await empty_chat.let_in(ORGAN)
    await nothing_new(house, ORGAN, "march")
    await changes(house, ORGAN, holidays="US")
    await empty_chat("""
        (3 days before the February meeting, 09:00 in Washington)
        …
        (2 days before the February meeting, 08:59 in Washington)
        (2 days before the February meeting, 09:00 in Washington)
        Bot → Organ: Progress of the Program and SICREMI / … are due in 2 days. …
        (1 day before the February meeting, 12:00 in Washington)
        (0 days before the February meeting, 09:30 in Washington)
    """)


async def test_who_does_not_ask_for_it_is_written_to_on_holidays(empty_chat: Chat) -> None:
    await empty_chat.let_in(ORGAN)
    await empty_chat("""
        (2 days before the February meeting, 12:00 in Washington)
        …
        (1 day before the February meeting, 09:00 in Washington)
        Bot → Organ: Progress of the Program and SICREMI / … are due tomorrow. …
    """)


async def test_what_is_queued_before_a_holiday_that_is_kept_from_now_on_waits(
    empty_chat: Chat, house: House
) -> None:
    """Somebody who says on Presidents' Day that they keep it is left alone that day."""
    await empty_chat.let_in(ORGAN)
    await empty_chat("""
        (3 days before the February meeting, 12:00 in Washington)
        …
        Organ: /settings
        …
        Organ taps [Public holidays]
        …
        Organ taps [United States]
        …
        (1 day before the February meeting, 12:00 in Washington)
        (0 days before the February meeting, 08:00 in Washington)
        Bot → Organ: Progress of the Program and SICREMI / … are due today. …
    """)
