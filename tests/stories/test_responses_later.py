"""Later: on which days a reminder may come again."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import update

from committee.holidays import is_holiday
from committee.localtime import local_day
from committee.owing import in_quiet_hours
from committee.plan import Place
from services.responses_later import choices
from storage import tables
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE

GUATEMALA = "America/Guatemala"
EARLIEST, LATEST = (datetime(*day) for day in ((2026, 9, 1), (2027, 6, 1)))  # noqa: DTZ001 - hypothesis adds the zone
REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A chat in which a delegate has just been reminded."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat(REMINDED)
    return empty_chat


async def observes(house: House, country: str) -> None:
    """The delegate is not reminded on the public holidays of that country."""
    changed = update(tables.participants).values(holidays=country)
    await house.app.services.office.do(lambda t: t.connection.execute(changed))


@pytest.mark.parametrize(
    ("wish", "then", "at"),
    [
        ("Tomorrow", 6, time(9)),
        ("In 3 days", 4, time(9)),
        ("The evening before", 1, time(18)),
    ],
)
async def test_it_comes_again_on_the_day_that_was_wished_and_not_before(
    delegate: Chat, wish: str, then: int, at: time
) -> None:
    await delegate(f"""
        Delegate taps [Later]
        Bot → Delegate: When may I ask again? [Tomorrow] [In 3 days] [The evening before]
        Delegate taps [{wish}]
        Bot → Delegate (edited): I will ask again on …
    """)
    if then == 1:  # two days before, the meeting of March is told of for the first time
        await delegate("""
            (2 days before the February meeting, 09:00 in Guatemala)
            Bot → Delegate: Workshop on migration and development with IOM / …
        """)
    await delegate(f"""
        ({then} days before the February meeting, {at.hour - 1:02}:59 in Guatemala)
        ({then} days before the February meeting, {at:%H:%M} in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … [Later] …
    """)


async def test_a_colleague_is_reminded_as_planned(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    await empty_chat("""
        Delegate taps [Later]
        …
        Delegate taps [The evening before]
        …
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)


async def test_what_no_longer_fits_before_it_is_due_is_not_offered(empty_chat: Chat) -> None:
    """Nor a day that is not a later one."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat("""
        (3 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        Bot → Delegate: When may I ask again? [Tomorrow] [The evening before]
        (1 day before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps the old [Tomorrow]
        Bot → Delegate (edited): There is no later day left: it is due on Tuesday, February 16, 2027, 09:00 your time. … [Report progress] …
    """)


async def test_an_old_choice_that_no_longer_fits_brings_those_that_do(delegate: Chat) -> None:
    await delegate("""
        Delegate taps [Later]
        …
        (3 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps the old [In 3 days]
        Bot → Delegate (edited): That is no longer possible before it is due on Tuesday, February 16, 2027, 09:00 your time. When may I ask again? [Tomorrow] [The evening before]
    """)


async def test_a_double_tap_puts_it_off_once(delegate: Chat) -> None:
    await delegate("""
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow] twice
        Bot → Delegate (edited): I will ask again on …
        (6 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (6 days before the February meeting, 20:00 in Guatemala)
    """)


async def test_the_last_wish_counts(delegate: Chat) -> None:
    await delegate("""
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
        Delegate taps [Later]
        …
        Delegate taps [In 3 days]
        …
        (6 days before the February meeting, 20:00 in Guatemala)
        (4 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)


async def test_an_answer_takes_back_what_was_put_off(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    await empty_chat("""
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
        Colleague taps [Nothing new]
        …
        (6 days before the February meeting, 20:00 in Guatemala)
        …
        (1 day before the February meeting, 20:00 in Guatemala)
        …
    """)
    said = [m.text for m in empty_chat.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert sum("SICREMI" in text and "due" in text for text in said) == 1


async def test_the_next_reminder_is_told_of_past_what_could_not_go(
    empty_chat: Chat, house: House
) -> None:
    """What waits for a colleague who cannot be reached hides nothing that is still to come."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    await empty_chat("""
        Colleague taps [Later]
        …
        Colleague taps [Tomorrow]
        …
        Colleague blocks the bot
        …
        Delegate taps [Later]
        …
        Delegate taps [In 3 days]
        …
        (6 days before the February meeting, 12:00 in Guatemala)
    """)
    then = await house.app.services.reminders.next_due()
    assert then == datetime(2027, 2, 12, 15, tzinfo=UTC)


async def test_a_public_holiday_pushes_it_to_the_next_day_that_is_none(
    delegate: Chat, house: House
) -> None:
    """Where that is too late it is not offered: the evening before is Presidents' Day."""
    await observes(house, "US")
    await delegate("""
        Delegate taps [Later]
        Bot → Delegate: When may I ask again? [Tomorrow] [In 3 days]
    """)


# --- the rule alone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "deadline", "country", "expected"),
    [
        pytest.param(
            (2027, 2, 9, 9), (2027, 2, 16, 9), None,
            {"1": (10, 9), "3": (12, 9), "eve": (15, 18)}, id="a week ahead",
        ),
        pytest.param(
            (2027, 2, 14, 9), (2027, 2, 16, 9), None,
            {"1": (15, 9), "eve": (15, 18)}, id="two days ahead",
        ),
        pytest.param((2027, 2, 15, 9), (2027, 2, 16, 9), None, {}, id="the day before"),
        pytest.param(
            (2027, 2, 15, 9), (2027, 2, 16, 17), None, {"1": (16, 9)},
            id="the day before, due in the afternoon",
        ),
        pytest.param(
            (2027, 2, 12, 9), (2027, 2, 20, 9), "US",
            {"1": (13, 9), "3": (16, 9), "eve": (19, 18)}, id="Presidents' Day is passed over",
        ),
        pytest.param(
            (2027, 2, 12, 9), (2027, 2, 16, 17), "US",
            {"1": (13, 9), "3": (16, 9)}, id="two that fall together are offered once",
        ),
    ],
)  # fmt: skip
def test_the_days_that_fit(
    now: tuple[int, ...],
    deadline: tuple[int, ...],
    country: str | None,
    expected: dict[str, tuple[int, int]],
) -> None:
    zone = ZoneInfo(GUATEMALA)
    found = choices(
        datetime(*now, tzinfo=zone),  # type: ignore[arg-type,misc]
        datetime(*deadline, tzinfo=zone),  # type: ignore[arg-type,misc]
        Place(GUATEMALA, country),
    )
    there = {word: at.astimezone(zone) for word, at in found.items()}
    assert {word: (at.day, at.hour) for word, at in there.items()} == expected


@given(
    now=some.datetimes(EARLIEST, LATEST, timezones=some.just(UTC)),
    ahead=some.floats(-2, 35),
    zone=some.sampled_from(
        ["America/Guatemala", "America/Santiago", "America/Havana", "America/St_Johns"]
    ),
    country=some.sampled_from([None, "US", "BR", "CL"]),
)
def test_whatever_is_offered_is_a_later_day_in_time_and_by_day(
    now: datetime, ahead: float, zone: str, country: str | None
) -> None:
    deadline = now + timedelta(days=ahead)
    found = choices(now, deadline, Place(zone, country))
    assert len(set(found.values())) == len(found)
    for moment in found.values():
        assert local_day(moment, zone) > local_day(now, zone)
        assert moment < deadline
        assert not in_quiet_hours(moment, zone)
        assert country is None or not is_holiday(country, local_day(moment, zone))
