"""The one friendly reminder of a draft that was left alone, and that of meetings before it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.tables import drafts
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE

BEGUN = """
    Delegate: /report
    …
    Delegate: 28
    …
"""
NUDGED = "Bot → Delegate: A draft of yours is waiting. Progress on an activity: 28. Would you like to go on with it? / Nothing is lost, and I will not ask about it again. [Go on] [Discard it?] [Not now]"


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A chat with the delegate alone; it is 09:00 in Guatemala when stories begin."""
    await empty_chat.let_in(DELEGATE)
    return empty_chat


async def test_after_three_days_once_and_never_again(delegate: Chat) -> None:
    await delegate(BEGUN)
    await delegate(f"""
        (2 days later)
        (23 hours later)
        (1 hour later)
        {NUDGED}
        (1 day later)
        (10 days later)
        Bot → Delegate: Progress of the Program and SICREMI / … / Your draft is waiting: 4 of 10 answered. / … [Go on: 4 of 10 answered] …
    """)


async def test_not_before_nine_and_not_at_night(delegate: Chat) -> None:
    await delegate("(13 hours later)")
    await delegate(BEGUN)
    await delegate(f"""
        (3 days later)
        (5 hours later)
        (4 hours later)
        (1 hour later)
        (1 hour later)
        {NUDGED}
    """)


async def test_an_answer_begins_the_three_days_anew(delegate: Chat) -> None:
    await delegate(BEGUN)
    await delegate("""
        (2 days later)
        Delegate: planned
        …
        (2 days later)
        (1 day later)
        Bot → Delegate: A draft of yours is waiting. …
    """)


async def test_going_on_opens_it(delegate: Chat) -> None:
    await delegate(BEGUN)
    await delegate(f"""
        (3 days later)
        {NUDGED}
        Delegate taps [Go on]
        Bot → Delegate: Where does it stand? · 4/10 …
    """)


async def test_not_now_does_nothing(delegate: Chat, house: House) -> None:
    await delegate(BEGUN)
    await delegate(f"""
        (3 days later)
        {NUDGED}
        Delegate taps [Not now]
        Bot → Delegate (edited): It stays as it is. With /drafts you can go on with it at any time.
        Delegate: planned
        Bot → Delegate: … What was done? · 5/10 …
    """)


async def test_discarding_is_asked_first(delegate: Chat, house: House) -> None:
    await delegate(BEGUN)
    await delegate(f"""
        (3 days later)
        {NUDGED}
        Delegate taps [Discard it?]
        Bot → Delegate (edited): Discard this draft? / … [Yes, discard] [No, keep it]
        Delegate taps [No, keep it]
        Bot → Delegate: Where does it stand? · 4/10 …
        Delegate taps [Yes, discard]
        Bot → Delegate (edited): The draft was discarded.
        Bot → Delegate: What would you like to do? …
        Delegate taps the old [Yes, discard]
        Bot → Delegate: That button is no longer in use. / …
    """)
    (status,) = await house.look(lambda c: list(c.execute(select(drafts.c.status)).scalars()))
    assert status == "discarded"


async def test_several_drafts_make_one_message(delegate: Chat) -> None:
    await delegate(BEGUN)
    await delegate("""
        Delegate: /practice
        …
        Delegate: Kitchens
        …
        (3 days later)
        Bot → Delegate: Drafts of yours are waiting. Would you like to go on with one of them? / … [Progress on an activity: 28 · 3 days ago · 4 of 10] [Good practice: Kitchens · 3 days ago · 2 of 16] [Not now]
        (1 day later)
    """)


async def test_whoever_holds_it_is_asked(chat: Chat) -> None:
    await chat(BEGUN)
    await chat("""
        Colleague: /drafts
        …
        Colleague taps [María López: Progress …]
        …
        (3 days later)
        Bot → Colleague: A draft of yours is waiting. …
        (1 day later)
    """)


async def test_who_has_left_is_not_asked(delegate: Chat, house: House) -> None:
    await delegate(BEGUN)
    await house.dismiss(DELEGATE)
    await delegate("""
        (3 days later)
        (1 day later)
    """)


async def test_who_has_blocked_the_bot_is_asked_when_back(delegate: Chat) -> None:
    await delegate(BEGUN)
    await delegate(f"""
        Delegate blocks the bot
        (3 days later)
        Delegate unblocks the bot
        …
        (1 day later)
        {NUDGED}
    """)


async def test_a_form_that_is_no_submission_is_left_in_peace(chat: Chat) -> None:
    await chat("""
        Secretariat: /invite
        …
        (4 days later)
    """)


async def test_a_reminder_of_a_meeting_goes_before_and_the_draft_waits_a_day(
    delegate: Chat,
) -> None:
    """Both fall due at nine of the same morning."""
    await delegate("""
        (10 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)
    await delegate(BEGUN)
    await delegate(f"""
        (7 days before the February meeting, 08:59 in Guatemala)
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (7 days before the February meeting, 18:00 in Guatemala)
        (6 days before the February meeting, 08:30 in Guatemala)
        (6 days before the February meeting, 09:00 in Guatemala)
        {NUDGED}
    """)


async def test_what_waits_for_clearance_is_left_in_peace(delegate: Chat, house: House) -> None:
    await delegate(BEGUN)
    await house.app.services.office.do(
        lambda t: t.connection.execute(drafts.update().values(status="clearing"))
    )
    await delegate("""
        (4 days later)
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts / With the clearing person: Progress on an activity: 28. …
    """)


async def test_nobody_is_asked_about_a_colleagues_draft(chat: Chat) -> None:
    await chat(BEGUN)
    await chat(f"""
        (3 days later)
        {NUDGED}
    """)
    assert not [m for m in chat.sandbox.messages(COLLEAGUE.id) if m.from_bot]
