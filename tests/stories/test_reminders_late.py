"""The bot was away: what is of use still goes, once and marked; what is past is reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from storage.tables import audit, outbox
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, DEPUTY, ORGAN, SECRETARIAT
from tests.stories.calendar_scenes import alone
from tests.stories.reminder_scenes import (
    held_back,
    is_away,
    looks_again,
    moves_to,
    nothing_new,
)
from tests.stories.round_scenes import change, put_off, rows_of

LATE = "This comes later than planned; please excuse the delay."
THREE_DAYS = timedelta(days=3)
SEVEN_BEFORE = datetime(2027, 2, 9, 15, tzinfo=UTC)
"""Seven days before the February meeting, 09:00 in Guatemala."""
BEFORE_SEVEN = "(8 days before the February meeting, 12:00 in Guatemala)\n…"
BEFORE_THE_LAST = "(2 days before the February meeting, 12:00 in Guatemala)\n…"


@pytest.fixture
async def office(empty_chat: Chat) -> Chat:
    """The delegate and the secretariat; the February meeting is the only one that asks."""
    await alone(empty_chat.house)
    await empty_chat.let_in(DELEGATE, SECRETARIAT)
    return empty_chat


async def recorded(house: House, action: str) -> list[dict[str, Any]]:
    """The facts of these entries of the trail."""
    found = await house.look(
        lambda c: c.execute(select(audit.c.facts).where(audit.c.action == action)).scalars().all()
    )
    return list(found)


async def test_after_three_days_what_is_of_use_goes_once_and_is_marked(
    office: Chat, house: House
) -> None:
    """The reminder of seven days before comes five days before; the secretariat knows why."""
    await office(BEFORE_SEVEN)
    await is_away(office, THREE_DAYS)
    await office(f"""
        Bot → Delegate: Progress of the Program and SICREMI / {LATE} / … / … are due in 5 days. …
        Bot → Secretariat: Enlace was not running from Monday, February 8, 2027, 13:00 to Thursday, February 11, 2027, 13:00 your time. / 1 reminder goes out later than planned. …
        …
    """)
    for _ in range(3):
        await looks_again(office)
    await office("""
        (5 days before the February meeting, 20:00 in Guatemala)
        (4 days before the February meeting, 20:00 in Guatemala)
    """)
    assert await recorded(house, "reminders_late") == [{"count": 1}]
    assert await recorded(house, "reminders_missed") == []


async def test_what_comes_as_planned_afterwards_is_not_marked(office: Chat) -> None:
    await office(BEFORE_SEVEN)
    await is_away(office, THREE_DAYS)
    await office("…\n(3 days before the February meeting, 09:00 in Guatemala)\n…")
    said = office.sandbox.messages(DELEGATE.id)[-1].text
    assert "in 3 days" in said
    assert LATE not in said


async def test_what_fell_due_just_before_the_return_is_not_late(office: Chat) -> None:
    """An hour is not worth a word, to nobody."""
    await office("(8 days before the February meeting, 10:00 in Guatemala)\n…")
    await is_away(office, timedelta(days=1))
    await office("""
        Bot → Delegate: Progress of the Program and SICREMI / Tuesday, February 16, 2027, … are due in 7 days. …
    """)
    assert await recorded(office.house, "reminders_late") == []


async def test_what_comes_back_at_night_waits_for_the_morning_and_is_marked(office: Chat) -> None:
    await office(BEFORE_SEVEN)
    await is_away(office, timedelta(hours=35))
    assert await recorded(office.house, "reminders_late") == [{"count": 1}]
    await office("(6 days before the February meeting, 07:59 in Guatemala)")
    await office(f"""
        (6 days before the February meeting, 08:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / {LATE} / …
    """)


async def test_all_that_go_late_are_counted_wherever_they_live(office: Chat, house: House) -> None:
    """Also those for whom it is night when the bot comes back; told once."""
    await office.let_in(COLLEAGUE, ORGAN)
    await office(BEFORE_SEVEN)
    await is_away(office, timedelta(days=2, hours=19, minutes=30))
    await office("""
        Bot → Organ: …
        Bot → Secretariat: … / 3 reminders go out later than planned. …
        (5 days before the February meeting, 10:00 in Guatemala)
        Bot → Delegate: …
        Bot → Colleague: …
    """)
    assert await recorded(house, "reminders_late") == [{"count": 3}]


async def test_what_is_past_is_reported_and_not_sent(office: Chat, house: House) -> None:
    """Nobody is reminded of a meeting that is over; the secretariat, each of it, is told once."""
    await office.let_in(COLLEAGUE, DEPUTY)
    await office(BEFORE_THE_LAST)
    await is_away(office, THREE_DAYS)
    missed = "2 reminders could not go out before contributions to “Progress of the Program and SICREMI” were due."
    await office(f"""
        Bot → Secretariat: Enlace was not running from Sunday, February 14, 2027, 13:00 to Wednesday, February 17, 2027, 13:00 your time. / {missed} …
        Bot → Deputy: Enlace was not running from … / {missed} …
        …
    """)
    for _ in range(3):
        await looks_again(office)
    await office("(2 days later)\n…")
    assert [facts["count"] for facts in await recorded(house, "reminders_missed")] == [2]
    for each in (DELEGATE, COLLEAGUE):
        texts = [message.text for message in office.sandbox.messages(each.id)]
        assert not any("tomorrow" in text or "today" in text for text in texts)


async def test_each_meeting_that_is_past_is_a_report_of_its_own(empty_chat: Chat) -> None:
    """Three months away: of February, March and April one each, and what is next goes out."""
    await empty_chat.let_in(DELEGATE, SECRETARIAT)
    await empty_chat("(20 days before the February meeting, 12:00 in Guatemala)\n…")
    back = datetime(2027, 4, 20, 16, tzinfo=UTC)
    await is_away(empty_chat, back - empty_chat.sandbox.clock.now())
    texts = [message.text for message in empty_chat.sandbox.messages(SECRETARIAT.id)]
    for title in ("Progress of the Program and SICREMI", "Workshop on migration", "Update of the"):
        assert sum(title in text and "could not go out" in text for text in texts) == 1
    assert sum("goes out later" in text for text in texts) == 1
    reminded = [message.text for message in empty_chat.sandbox.messages(DELEGATE.id)]
    assert [LATE in text for text in reminded] == [True]
    await empty_chat("…")


async def test_who_has_answered_is_not_counted_among_what_was_missed(
    office: Chat, house: House
) -> None:
    await nothing_new(house, DELEGATE, "february")
    await office(BEFORE_THE_LAST)
    await is_away(office, THREE_DAYS)
    await office("…")
    assert await recorded(house, "reminders_missed") == []


async def test_what_was_put_off_and_could_not_go_is_reported(office: Chat, house: House) -> None:
    """It had been promised: whoever asked to be reminded later and was not is counted."""
    await office("""
        (3 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        …
        Delegate taps [The evening before]
        …
        (1 day before the February meeting, 12:00 in Guatemala)
        …
    """)
    await is_away(office, THREE_DAYS)
    await office("""
        Bot → Secretariat: Enlace was not running … / 1 reminder could not go out before contributions to “Progress of the Program and SICREMI” were due. …
        …
    """)
    assert [facts["count"] for facts in await recorded(house, "reminders_missed")] == [1]


async def test_what_was_put_off_comes_late_while_it_is_of_use(office: Chat) -> None:
    await office("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
        (7 days before the February meeting, 20:00 in Guatemala)
        …
    """)
    await is_away(office, timedelta(days=2, hours=14))
    await office(f"""
        Bot → Delegate: Progress of the Program and SICREMI / {LATE} / … are due in 4 days. …
        …
    """)


async def test_what_was_put_off_to_the_day_before_a_step_comes_with_it_once(office: Chat) -> None:
    """It goes only when the plan's own is due: that is not said again on the day after."""
    await office("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        …
        Delegate taps [In 3 days]
        …
        (4 days before the February meeting, 08:00 in Guatemala)
        …
    """)
    await is_away(office, timedelta(days=1, hours=4))
    await office(f"""
        Bot → Delegate: Progress of the Program and SICREMI / {LATE} / … are due in 3 days. …
        …
        (2 days before the February meeting, 20:00 in Guatemala)
        (1 day before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … are due tomorrow. …
        (0 days before the February meeting, 12:00 in Guatemala)
    """)
    said = [message.text for message in office.sandbox.messages(DELEGATE.id)]
    assert not any("Also due" in text for text in said)


async def test_what_could_not_go_on_its_day_comes_next_morning_in_that_mornings_words(
    office: Chat, house: House
) -> None:
    """Queued at nine; Telegram takes nothing until the night. No second word that day."""
    async with held_back(office):
        await moves_to(office, SEVEN_BEFORE)
        office.sandbox.clock.offset += timedelta(hours=12, minutes=5)
    await looks_again(office)
    await office("""
        (6 days before the February meeting, 07:59 in Guatemala)
        (6 days before the February meeting, 08:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / Tuesday, February 16, 2027, … are due in 6 days. …
        (6 days before the February meeting, 20:00 in Guatemala)
        (4 days before the February meeting, 20:00 in Guatemala)
    """)
    assert await recorded(house, "unasked_lapsed") == [{"count": 1}]


async def test_what_waits_from_the_day_before_comes_together_with_what_is_due_today(
    office: Chat, house: House
) -> None:
    """The tick of the morning is there before the relay: one message, and not the old one."""
    await house.let_in_also(DELEGATE, "cim")
    async with held_back(office):
        await moves_to(office, SEVEN_BEFORE)
        await put_off(house, DELEGATE)
        office.sandbox.clock.offset += timedelta(hours=24)
        await house.tick()
    await office("""
        Bot → Delegate: Progress of the Program and SICREMI / … are due in 6 days. … Also due, for … [Report progress] …
        (6 days before the February meeting, 20:00 in Guatemala)
        (5 days before the February meeting, 20:00 in Guatemala)
    """)


@pytest.mark.parametrize("fault", ["TimedOut", "NetworkError, 2 in doubt"])
async def test_what_may_have_arrived_on_its_day_is_not_said_again(
    office: Chat, house: House, fault: str
) -> None:
    """Telegram may have taken it, only its answer did not reach us; by night it goes no more."""
    async with held_back(office):
        await moves_to(office, SEVEN_BEFORE)
        await change(
            house, update(outbox).where(outbox.c.chat_id == DELEGATE.id).values(fault=fault)
        )
        office.sandbox.clock.offset += timedelta(hours=12, minutes=5)
        await house.tick()
    await office("""
        (6 days before the February meeting, 09:00 in Guatemala)
        (4 days before the February meeting, 20:00 in Guatemala)
    """)
    (letter,) = await rows_of(house, outbox)
    assert (letter.status, letter.fault) == ("void", fault)


async def test_a_date_that_somebody_moves_is_no_absence(office: Chat, house: House) -> None:
    """In the demo the date jumps while the bot runs: nobody is told that it was away."""
    await office(BEFORE_SEVEN)
    await office("""
        (5 days before the February meeting, 12:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / Tuesday, February 16, 2027, …
    """)
    assert await recorded(house, "reminders_late") == []
