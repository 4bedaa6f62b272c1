"""Meetings that change while something else is under way: another change, a reminder on its way."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from sandbox.faults import Fault
from services import calendars
from services.calendars_changing import MeetingChangedMeanwhileError
from storage.calendar import Meeting
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE
from tests.stories.calendar_scenes import alone, cancel, meeting, recorded


async def test_of_two_changes_at_once_one_is_made(empty_chat: Chat, house: House) -> None:
    """Neither is lost unseen: the other one is told that it came too late."""
    await empty_chat.let_in(DELEGATE)
    before = await meeting(house)

    async def move(days: int) -> Meeting:
        by = timedelta(days=days)
        plan = replace(
            before.plan, starts_at=before.plan.starts_at + by, deadline=before.plan.deadline + by
        )
        return await house.app.services.office.do(lambda t: calendars.change(t, before, plan))

    made = await asyncio.gather(*map(move, (1, 2, 3)), return_exceptions=True)
    refused = [each for each in made if isinstance(each, BaseException)]
    assert [type(each) for each in refused] == [MeetingChangedMeanwhileError] * 2
    await empty_chat.catch_up()
    await empty_chat("""
        Bot → Delegate: A meeting has been moved: …
    """)
    assert await recorded(house) == [("meeting_moved", {"sequence": 1})]


async def test_a_reminder_that_has_not_gone_yet_does_not_go_any_more(
    empty_chat: Chat, house: House
) -> None:
    """Telegram asked for patience just when the reminder was to go; then the meeting is off."""
    await alone(house)
    await empty_chat.let_in(DELEGATE)
    empty_chat.sandbox.faults.add(Fault(status=429, method="sendMessage", retry_after=300))
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
    """)
    await cancel(empty_chat)
    await house.pass_over(301)
    await empty_chat.catch_up()
    await empty_chat("""
        Bot → Delegate: A meeting has been cancelled: …
        (1 day later)
    """)
