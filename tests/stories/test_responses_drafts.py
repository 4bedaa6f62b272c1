"""Reporting from a reminder: with the draft that is under way, whoever writes it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from storage import tables
from tests.chat import Chat
from tests.house import House
from tests.people import CLEARER, COLLEAGUE, DELEGATE, Character
from tests.stories.response_scenes import ANSWERED

REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""
BEGUN = """
    Delegate taps [Report progress]
    …
    Delegate: 28
    …
    Delegate taps [Save and leave]
    …
"""
FIRST = "… Which activity is this about? …"
UNDER_WAY = "A colleague has this under way already. … [María López: Progress on an activity: 28 · today · 4 of 10] [Begin another one]"


@pytest.fixture
async def two(empty_chat: Chat) -> Chat:
    """A chat in which a delegate and a colleague have just been reminded."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    return empty_chat


async def taps_the_reminder(chat: Chat, who: Character, label: str) -> None:
    """Tap that button of the first reminder, whatever has been said since."""
    taps = [each for each in chat.buttons[who.id] if each[1] == label and each[2][:2] == "r:"]
    message, _, data = taps[0]
    await chat.sandbox.tap_data(who.id, data, message)
    await chat.catch_up()


async def drafts(house: House) -> list[tuple[str, int | None]]:
    """Status and meeting of every draft."""
    chosen = select(tables.drafts.c.status, tables.drafts.c.meeting_id).order_by(tables.drafts.c.id)
    return [(row[0], row[1]) for row in await house.look(lambda c: c.execute(chosen).all())]


async def test_ones_own_draft_goes_on(two: Chat, house: House) -> None:
    await two(BEGUN)
    await taps_the_reminder(two, DELEGATE, "Report progress")
    await two("""
        Bot → Delegate: You had begun this one; it goes on where you left it. / … Where does it stand? …
    """)
    assert len(await drafts(house)) == 1


async def test_a_draft_begun_for_no_meeting_now_counts_for_this_one(
    two: Chat, house: House
) -> None:
    await two(BEGUN)
    without = update(tables.drafts).values(meeting_id=None)
    await house.app.services.office.do(lambda t: t.connection.execute(without))
    await taps_the_reminder(two, DELEGATE, "Report progress")
    await two("""
        Bot → Delegate: You had begun this one; it goes on where you left it. / …
    """)
    ((_, meeting),) = await drafts(house)
    assert meeting is not None


async def test_another_form_is_another_draft(two: Chat, house: House) -> None:
    await two(BEGUN)
    await two("""
        Delegate taps [Share a practice]
        Bot → Delegate: … What is the practice called? …
    """)
    assert len(await drafts(house)) == 2


async def test_a_colleagues_draft_is_offered(two: Chat, house: House) -> None:
    await two(BEGUN)
    await two(f"""
        Colleague taps [Report progress]
        Bot → Colleague: {UNDER_WAY}
        Colleague taps [María López: …]
        Bot → Colleague: You go on with this draft of María López now; I have told them. / … Where does it stand? …
        Bot → Delegate: Jorge Paz goes on with your draft now: … [Take it back]
    """)
    assert len(await drafts(house)) == 1


async def test_beside_it_another_one_can_be_begun_once(two: Chat, house: House) -> None:
    await two(BEGUN)
    await two(f"""
        Colleague taps [Report progress]
        Bot → Colleague: {UNDER_WAY}
        Colleague taps [Begin another one] twice
        Bot → Colleague: {FIRST}
        …
    """)
    await taps_the_reminder(two, COLLEAGUE, "Report progress")
    await two(f"""
        Bot → Colleague: {FIRST}
    """)
    assert len(await drafts(house)) == 2


async def test_a_colleagues_draft_of_another_kind_or_meeting_is_none(
    two: Chat, house: House
) -> None:
    await two(BEGUN)
    await two("""
        Colleague taps [Share a practice]
        Bot → Colleague: … What is the practice called? …
    """)
    without = update(tables.drafts).values(meeting_id=None)
    await house.app.services.office.do(lambda t: t.connection.execute(without))
    await taps_the_reminder(two, COLLEAGUE, "Report progress")
    await two(f"""
        Bot → Colleague: {FIRST}
    """)


async def test_once_it_is_answered_the_reminder_says_so_before(two: Chat) -> None:
    """First who answered, then who writes, and only then a form."""
    await two(BEGUN)
    await two(f"""
        Delegate taps [Nothing new]
        …
        Colleague taps [Report progress]
        Bot → Colleague (edited): María López answered for Guatemala on …: nothing new … [Report progress] [Share a practice]
        Colleague taps [Report progress]
        Bot → Colleague: {UNDER_WAY}
        Colleague taps [Begin another one]
        Bot → Colleague: {FIRST}
    """)


async def test_what_waits_to_be_cleared_is_not_written_twice(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE, CLEARER)
    await empty_chat(REMINDED)
    await empty_chat(f"""
        Delegate taps [Report progress]
        {ANSWERED}
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
    """)
    await taps_the_reminder(empty_chat, DELEGATE, "Report progress")
    await empty_chat(f"""
        Bot → Delegate: … [Take it back] [Begin another one]
        Colleague taps [Report progress]
        Bot → Colleague: María López has written this already; it waits to be cleared: Progress on an activity: 28. [Begin another one]
        Colleague taps [Begin another one]
        Bot → Colleague: {FIRST}
    """)
