"""The secretariat keeps the calendar in the chat: changes, moves and cancels meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from services.tokens import short
from storage import tables
from tests.chat import Chat
from tests.house import House
from tests.people import DEPUTY, SECRETARIAT
from tests.stories.calendar_scenes import alone, change, meeting, recorded, tap

OPENED = """
    Secretariat: /calendar
    …
    Secretariat taps [Feb 16: Progress of the Program and SICREMI]
    …
"""
DELIVERED = """
    Bot → Delegate: A meeting has been moved: …
    Bot → Colleague: A meeting has been moved: …
    Bot → Organ: A meeting has been moved: …
    Bot → Chair: A meeting has been moved: …
"""


@pytest.fixture(autouse=True)
async def _alone(house: House) -> None:
    await alone(house)


MOVED = """
    Secretariat taps [Move]
    Bot → Secretariat: To be moved: “Progress of the Program and SICREMI”, Tuesday, February 16, 2027, 10:00 in Washington. / To which day is it moved? · 1/4 / … [February 16, 2027] [March 16, 2027] …
    Secretariat: 18 February 2027
    Bot → Secretariat: ✓ Day: February 18, 2027 / Move the meeting / … / Day: February 18, 2027 / Time in Washington: 10:00 / Due, days before: 0 / Will be told: … people [Confirm] …
"""


async def test_a_meeting_is_moved_and_who_is_told_is_known_before(chat: Chat, house: House) -> None:
    await chat(f"""
        {OPENED}
        {MOVED.replace("told: …", "told: 4")}
        (3 hours later)
        Secretariat taps [Confirm] twice
        Bot → Secretariat: ✓ The meeting has been moved. / 4 people are told of it, each by day. / Progress of the Program and SICREMI / Regular meeting / Thursday, February 18, 2027, 10:00 (Washington time). / …
        Bot → Secretariat: That button is no longer in use. / …
        {DELIVERED}
    """)
    moved = await meeting(house)
    assert moved.sequence == 1
    assert await recorded(house) == [("meeting_moved", {"sequence": 1})]


async def test_a_deadline_keeps_its_distance_and_may_be_changed_with_it(
    chat: Chat, house: House
) -> None:
    await chat(f"""
        {OPENED}
        {MOVED}
        Secretariat taps [✎ Due, days before]
        …
        Secretariat: 400
        Bot → Secretariat: Please send a number between 0 and 120. / …
        Secretariat: 60
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: … Sunday, December 20, 2026, 10:00 in Washington, which has passed. Please choose fewer days. / … / Move the meeting / …
        Secretariat taps [✎ Due, days before]
        …
        Secretariat: 5
        …
        Secretariat taps [Confirm]
        …
        Secretariat taps [Move]
        …
        Secretariat: 25 February 2027
        Bot → Secretariat: … / Due, days before: 5 / …
        Secretariat taps [Confirm]
        …
    """)
    plan = (await meeting(house)).plan
    assert (plan.starts_at.isoformat(), plan.deadline.isoformat()) == (
        "2027-02-25T15:00:00+00:00",
        "2027-02-20T15:00:00+00:00",
    )


async def test_the_same_day_and_time_again_change_nothing(chat: Chat, house: House) -> None:
    await chat(f"""
        {OPENED}
        Secretariat taps [Move]
        …
        Secretariat taps [February 16, 2027]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: No change: the meeting stands as it was. / Progress of the Program and SICREMI / …
    """)
    assert (await meeting(house)).sequence == 0
    assert await recorded(house) == []


async def test_two_people_at_once_do_not_undo_each_other(chat: Chat, house: House) -> None:
    await chat.let_in(DEPUTY)
    await chat(f"""
        {OPENED}
        Secretariat taps [Move]
        …
        Secretariat: 19 February 2027
        …
        Deputy: /calendar
        …
        Deputy taps [Feb 16: Progress of the Program and SICREMI]
        …
        Deputy taps [Move]
        …
        Deputy: 18 February 2027
        …
        Deputy taps [Confirm]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: Somebody else has changed this meeting in the meantime, so nothing was changed now. / Progress of the Program and SICREMI / Regular meeting / Thursday, February 18, 2027, … [Move] …
    """)
    assert (await meeting(house)).sequence == 1


async def test_what_is_changed_silently_keeps_the_words_of_other_languages(
    chat: Chat, house: House
) -> None:
    before = (await meeting(house)).plan
    await chat(f"""
        {OPENED}
        Secretariat taps [Change]
        Bot → Secretariat: To be changed: “Progress of the Program and SICREMI”, Tuesday, February 16, 2027, 10:00 in Washington. / Change the meeting / … / Title: Progress of the Program and SICREMI / … / Title in Spanish: … / Will be told: 4 people, if the place or link is another one … [Confirm] …
        Secretariat taps [Next ›]
        …
        Secretariat taps [✎ Mandates]
        …
        Secretariat: AG/RES. 2816 (XLIV-O/14)
        …
        (a moment later)
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ The meeting has been changed. / Progress of the Program and SICREMI / … / Mandates: AG/RES. 2816 (XLIV-O/14) / …
        (1 hour later)
    """)
    after = (await meeting(house)).plan
    assert after.mandates == ("AG/RES. 2816 (XLIV-O/14)",)
    for same in ("title", "about", "asked", "agenda", "place", "asks", "starts_at", "deadline"):
        assert getattr(after, same) == getattr(before, same), same


async def test_another_place_is_told(chat: Chat, house: House) -> None:
    await chat(f"""
        {OPENED}
        Secretariat taps [Change]
        …
        Secretariat taps [✎ Place or link]
        …
        Secretariat: Hall of the Americas
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ The meeting has been changed. / 4 people are told of it, each by day. / … / Place: Hall of the Americas / …
        Bot → Delegate: A meeting has changed: Progress of the Program and SICREMI / Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. / Place now: Hall of the Americas. [Report progress] …
        …
    """)


async def test_a_web_address_that_everybody_sees_is_pointed_out(chat: Chat) -> None:
    await chat(f"""
        {OPENED}
        Secretariat taps [Change]
        …
        Secretariat taps [✎ Place or link]
        …
        Secretariat: https://oas.org/live or www.oas.org/more
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ The meeting has been changed. / 4 people are told of it, each by day. / One of its texts holds a web address, which everybody sees in the public calendar. … / Progress of the Program and SICREMI / …
        …
    """)


async def test_cancelling_is_asked_twice_and_says_how_many_are_told(
    chat: Chat, house: House
) -> None:
    await chat(f"""
        {OPENED}
        Secretariat taps [Cancel the meeting]
        Bot → Secretariat (edited): Cancel “Progress of the Program and SICREMI”? / Tuesday, February 16, 2027, 10:00 in Washington. / It stays in the calendar as cancelled, … / 4 people will be told, each by day in their zone. [Yes, cancel it] [No, keep the meeting]
        Secretariat taps [No, keep the meeting]
        Bot → Secretariat: Progress of the Program and SICREMI / Regular meeting / …
        Secretariat taps [Cancel the meeting]
        …
        Secretariat taps [Yes, cancel it] twice
        Bot → Secretariat (edited): ✓ The meeting has been cancelled. / 4 people are told of it, each by day.
        Bot → Secretariat: Progress of the Program and SICREMI / This meeting has been cancelled. / …
        Bot → Secretariat: That meeting has been cancelled; it stays in the calendar as it was. / …
        …
        Secretariat: /calendar
        Bot → Secretariat: No meetings are planned at present. [Whole term as a file] [Add a meeting]
    """)
    assert (await meeting(house)).cancelled_at is not None
    assert await recorded(house) == [("meeting_cancelled", {"sequence": 1})]


async def test_a_question_to_cancel_that_is_old_cancels_nothing(chat: Chat, house: House) -> None:
    """The meeting was moved after it was asked whether it is to be cancelled."""
    await chat(f"""
        {OPENED}
        Secretariat taps [Cancel the meeting]
        …
    """)
    await change(chat, replace((await meeting(house)).plan, mandates=("AG/RES. 1",)))
    await chat("""
        Secretariat taps [Yes, cancel it]
        Bot → Secretariat: Somebody else has changed this meeting in the meantime, so nothing was changed now. / Progress of the Program and SICREMI / …
    """)
    assert (await meeting(house)).cancelled_at is None


async def test_a_form_that_is_begun_ends_where_the_meeting_was_cancelled(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    await chat(f"""
        {OPENED}
        {MOVED}
        Deputy: /calendar
        …
        Deputy taps [Feb 16: Progress of the Program and SICREMI]
        …
        Deputy taps [Cancel the meeting]
        …
        Deputy taps [Yes, cancel it]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: That meeting has been cancelled; it stays in the calendar as it was. / Progress of the Program and SICREMI / This meeting has been cancelled. / …
    """)


async def test_what_is_past_stays_as_it_was(chat: Chat, house: House) -> None:
    row = (await meeting(house)).id
    await chat("""
        (0 days before the February meeting, 12:00 in Washington)
        …
        Secretariat: /calendar
        …
    """)
    for word in ("move", "change", "cancel", "gone:0"):
        await tap(chat, SECRETARIAT, f"c:{short(row)}:{word}")
        await chat("""
            Bot → Secretariat: … it stays in the calendar as it was. / …
        """)


async def test_who_is_no_longer_secretariat_ends_nothing(chat: Chat, house: House) -> None:
    """The form was begun, the right is asked for again when it is sent."""
    await chat(f"""
        {OPENED}
        {MOVED}
    """)
    await house.dismiss(SECRETARIAT)
    await chat("""
        Secretariat taps [Confirm]
        Bot → Secretariat: That is reserved to others in the committee; …
    """)
    assert (await meeting(house)).sequence == 0


async def test_a_draft_for_a_meeting_that_is_cancelled_stays(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /calendar
        …
        Delegate taps [Feb 16: Progress of the Program and SICREMI]
        …
        Delegate taps [Share a practice]
        …
        Delegate: Kitchens
        …
    """)
    await chat(f"""
        {OPENED}
        Secretariat taps [Cancel the meeting]
        …
        Secretariat taps [Yes, cancel it]
        …
        Delegate: /drafts
        Bot → Delegate: … Kitchens …
    """)
    rows = await house.look(lambda c: c.execute(select(tables.drafts.c.status)).scalars().all())
    assert "open" in rows
