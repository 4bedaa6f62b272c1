"""What those concerned hear when a meeting is moved or cancelled: once, by day, and nothing false."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from committee.access import Role
from committee.calendar import WASHINGTON, PlannedMeeting
from committee.localtime import local_day
from tests.chat import Chat
from tests.house import House
from tests.people import CLEARER, DELEGATE, NETWORK, OBSERVER, ORGAN, SECRETARIAT
from tests.stories.calendar_scenes import (
    alone,
    cancel,
    change,
    meeting,
    over_night,
    put_off,
    recorded,
)

TOLD = """
    Bot → Delegate: A meeting has been moved: Progress of the Program and SICREMI / Now: Thursday, February 18, 2027, 10:00 in Washington; 09:00 your time. / Before: Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. [Report progress] [Share a practice] [Nothing new] [Later] … [About the meeting] [Calendar file]
"""


def later(plan: PlannedMeeting, days: int) -> PlannedMeeting:
    """The same meeting `days` days later, its deadline with it."""
    by = timedelta(days=days)
    return replace(plan, starts_at=plan.starts_at + by, deadline=plan.deadline + by)


@pytest.fixture(autouse=True)
async def _alone(house: House) -> None:
    await alone(house)


async def february(house: House) -> PlannedMeeting:
    """The meeting of February as it stands."""
    return (await meeting(house)).plan


async def test_each_whom_it_concerns_is_told_once(chat: Chat, house: House) -> None:
    """The delegates and the organ owe an answer; chair and secretariat know what is held."""
    await chat.let_in(OBSERVER, CLEARER)
    await change(chat, later(await february(house), 2))
    await chat(f"""
        {TOLD}
        Bot → Colleague: A meeting has been moved: … [Report progress] …
        Bot → Organ: A meeting has been moved: … / Now: Thursday, February 18, 2027, 10:00 (Washington time). / Before: Tuesday, February 16, 2027, 10:00 (Washington time). [Report progress] …
        Bot → Secretariat: A meeting has been moved: … [About the meeting] [Calendar file]
        Bot → Chair: A meeting has been moved: … [About the meeting] [Calendar file]
        (3 days later)
    """)
    assert await recorded(house) == [("meeting_moved", {"sequence": 1})]


async def test_who_moved_it_and_who_cannot_be_reached_are_not_told(
    chat: Chat, house: House
) -> None:
    await chat("""
        Colleague blocks the bot
    """)
    await change(chat, later(await february(house), 2), by=SECRETARIAT)
    await chat(f"""
        {TOLD}
        Bot → Organ: A meeting has been moved: …
        Bot → Chair: A meeting has been moved: …
    """)


async def test_who_has_answered_gets_the_news_without_the_buttons_to_answer(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat("""
        Delegate: /calendar
        …
        Delegate taps [Feb 16: Progress of the Program and SICREMI]
        …
        Delegate taps [Nothing new]
        …
    """)
    await change(empty_chat, later(await february(house), 2))
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: Progress of the Program and SICREMI / Now: … / Before: … your time. [About the meeting] [Calendar file]
        Delegate taps [About the meeting]
        Bot → Delegate: Progress of the Program and SICREMI / Regular meeting / Thursday, February 18, 2027, … Guatemala has answered for this meeting. Thank you. …
    """)


async def test_only_those_are_told_whom_the_meeting_asks(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(DELEGATE, ORGAN)
    plan = await february(house)
    asks = tuple(replace(ask, actor_kinds=(), actors=("cim",)) for ask in plan.asks)
    await change(empty_chat, replace(plan, asks=asks))
    await change(empty_chat, later(replace(plan, asks=asks), 2))
    await empty_chat("""
        Bot → Organ: A meeting has been moved: … [Report progress] …
    """)
    assert await recorded(house) == [
        ("meeting_changed", {"sequence": 1}),
        ("meeting_moved", {"sequence": 2}),
    ]


async def test_a_meeting_that_asks_nothing_concerns_all_focal_points(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE, replace(NETWORK, role=Role.CONTRIBUTOR, actor="cidh"))
    plan = replace(await february(house), asks=())
    await change(empty_chat, plan)
    await change(empty_chat, later(plan, 2))
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: … [About the meeting] [Calendar file]
    """)


async def test_other_changes_are_told_to_nobody(chat: Chat, house: House) -> None:
    plan = await february(house)
    await change(chat, replace(plan, mandates=("AG/RES. 1",)))
    await change(chat, replace(plan, mandates=("AG/RES. 1",)))
    await chat("(1 day later)")
    assert await recorded(house) == [("meeting_changed", {"sequence": 1})]


async def test_a_deadline_or_place_that_changes_is_told(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(DELEGATE)
    plan = await february(house)
    earlier = replace(plan, deadline=plan.deadline - timedelta(days=5))
    await change(empty_chat, earlier)
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: Progress of the Program and SICREMI / Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. / Contributions are received until Thursday, February 11, 2027, 09:00 your time. [Report progress] …
    """)
    moved = replace(earlier, deadline=plan.deadline - timedelta(days=6))
    await change(empty_chat, replace(moved, link="https://oas.org/live"))
    await empty_chat("""
        Bot → Delegate: … / Contributions are received until Wednesday, February 10, 2027, 09:00 your time. / Before, contributions were received until Thursday, February 11, 2027, 09:00 your time. / Link to take part from afar: https://oas.org/live …
    """)
    await change(empty_chat, replace(moved, link="https://oas.org/other"))
    await empty_chat("""
        Bot → Delegate: A meeting has changed: Progress of the Program and SICREMI / … / Link to take part from afar: https://oas.org/other …
    """)


async def test_a_deadline_that_becomes_the_beginning_says_what_holds_now(
    empty_chat: Chat, house: House
) -> None:
    plan = await february(house)
    await change(empty_chat, replace(plan, deadline=plan.deadline - timedelta(days=5)))
    await empty_chat.let_in(DELEGATE)
    await change(empty_chat, plan)
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: … / Contributions are received until Tuesday, February 16, 2027, 09:00 your time. / Before, contributions were received until Thursday, February 11, 2027, 09:00 your time. [Report progress] …
    """)


async def test_a_deadline_of_a_meeting_that_asks_nothing_is_told_to_nobody(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    plan = await february(house)
    earlier = plan.deadline - timedelta(days=5)
    await change(empty_chat, replace(plan, asks=(), deadline=earlier))
    await change(empty_chat, replace(plan, asks=(), deadline=earlier - timedelta(days=1)))
    await empty_chat("(1 minute later)")
    assert {action for action, _ in await recorded(house)} == {"meeting_changed"}


@pytest.mark.parametrize("is_in", [True, False])
async def test_whom_it_no_longer_concerns_hears_it_where_their_news_was_taken_back(
    empty_chat: Chat, house: House, *, is_in: bool
) -> None:
    """In the night it is moved, then asks only somebody else, then is moved again."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat("(14 hours later)")
    plan = await february(house)
    await change(empty_chat, later(plan, 1))
    asks = tuple(replace(ask, actor_kinds=(), actors=("cim",)) for ask in plan.asks)
    await change(empty_chat, replace(later(plan, 1), asks=asks))
    if not is_in:
        await house.dismiss(DELEGATE)
    await change(empty_chat, replace(later(plan, 2), asks=asks))
    await over_night(empty_chat, 12)
    told = TOLD.replace("[Report progress] [Share a practice] [Nothing new] [Later] … ", "")
    await empty_chat(told if is_in else "")


async def test_at_night_it_waits_and_only_the_newest_is_told(
    empty_chat: Chat, house: House
) -> None:
    """Two moves in a night are told as one: from what she knew to how it stands."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat("(14 hours later)")
    plan = await february(house)
    await change(empty_chat, later(plan, 1))
    await empty_chat("(10 minutes later)")
    await change(empty_chat, later(plan, 2))
    await over_night(empty_chat, 1)
    await empty_chat("")
    await over_night(empty_chat, 9)
    await empty_chat(TOLD)
    await over_night(empty_chat, 24)
    await empty_chat("")


async def test_moved_and_moved_back_in_a_night_nothing_is_told(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat("(14 hours later)")
    plan = await february(house)
    await change(empty_chat, later(plan, 1))
    await empty_chat("(10 minutes later)")
    await change(empty_chat, plan)
    await over_night(empty_chat, 12)
    await empty_chat("")
    assert [action for action, _ in await recorded(house)] == ["meeting_moved"] * 2


async def test_moved_and_cancelled_in_a_night_the_cancelling_is_told(
    empty_chat: Chat, house: House
) -> None:
    """Of when it was planned for she hears what she knew."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat("(14 hours later)")
    await change(empty_chat, later(await february(house), 1))
    await cancel(empty_chat)
    await over_night(empty_chat, 12)
    await empty_chat("""
        Bot → Delegate: A meeting has been cancelled: Progress of the Program and SICREMI / It was planned for Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. / Nothing is expected for it any more. … [About the meeting] [Calendar file]
    """)


async def test_the_plan_follows_the_meeting(empty_chat: Chat, house: House) -> None:
    """No reminder comes on the days of the old date; those of the new one come."""
    await empty_chat.let_in(DELEGATE)
    await change(empty_chat, later(await february(house), 7))
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: …
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … due in 14 days. …
        (3 days before the February meeting, 09:00 in Guatemala)
        (1 day before the February meeting, 09:00 in Guatemala)
        (0 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] …
    """)


async def test_nobody_is_reminded_of_a_meeting_that_is_not_held(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    await cancel(empty_chat)
    await empty_chat("""
        Bot → Delegate: A meeting has been cancelled: …
        (7 days before the February meeting, 09:00 in Guatemala)
        (3 days before the February meeting, 09:00 in Guatemala)
        (1 day before the February meeting, 09:00 in Guatemala)
    """)
    assert await recorded(house) == [("meeting_cancelled", {"sequence": 1})]


PUT_OFF = """
    (7 days before the February meeting, 09:00 in Guatemala)
    Bot → Delegate: Progress of the Program and SICREMI / …
    Delegate taps [Later]
    …
    Delegate taps [The evening before]
    …
"""


async def test_what_was_put_off_is_spared_when_the_meeting_is_cancelled(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat(PUT_OFF)
    await cancel(empty_chat)
    await empty_chat("""
        Bot → Delegate: A meeting has been cancelled: …
        (7 days later)
    """)
    assert {status for status, _ in await put_off(house)} >= {"spared"}
    assert "later" not in {status for status, _ in await put_off(house)}


async def test_what_was_put_off_until_after_the_new_deadline_comes_by_the_plan(
    empty_chat: Chat, house: House
) -> None:
    """Put off to the 15th; the meeting is now on the 13th, and the plan reminds on the 12th."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat(PUT_OFF)
    await change(empty_chat, later(await february(house), -3))
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: …
        (4 days before the February meeting, 09:00 in Guatemala)
        …
        (3 days before the February meeting, 09:00 in Guatemala)
    """)
    days = [day for status, day in await put_off(house) if status == "queued"]
    assert days[-1] < local_day((await february(house)).deadline, WASHINGTON).isoformat()
    assert len(days) > 1


async def test_what_was_put_off_to_before_the_new_deadline_stays(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat(PUT_OFF)
    await change(empty_chat, later(await february(house), 5))
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: …
        (2 days before the February meeting, 09:00 in Guatemala)
        (1 day before the February meeting, 18:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)
