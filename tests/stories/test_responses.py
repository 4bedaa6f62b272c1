"""Nothing new, and what colleagues see and hear of an answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select, update

from storage import calendar, calls, tables
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, ORGAN
from tests.stories.review_scenes import letters_with, passed_over

FEBRUARY = "2026-27/february"
REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""
NOTED = "Noted: nothing new. Guatemala: nobody will be reminded again for “Progress of the Program and SICREMI”."
TOLD = "María López has answered for Guatemala: nothing new for “Progress of the Program and SICREMI”. You need do nothing."
ADD = "[Report progress] [Share a practice]"


@pytest.fixture
async def two(empty_chat: Chat) -> Chat:
    """A chat in which a delegate and a colleague have just been reminded."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    return empty_chat


async def later(chat: Chat, seconds: float) -> None:
    """Let that time pass on every clock."""
    await chat.house.pass_over(seconds)
    await chat.sandbox.clock.move(timedelta(seconds=seconds))
    await chat.catch_up()


async def just_before_the_minute(chat: Chat) -> None:
    """The date stands where it is put; the machine's clock, by which letters go, runs on."""
    await chat.house.pass_over(30)
    await chat.sandbox.clock.move(timedelta(seconds=59))
    await chat.catch_up()


async def answered(house: House) -> bool:
    """Whether Guatemala or anybody has answered for the February meeting."""

    def ask(connection: Connection) -> bool:
        meeting = calendar.meeting_by_key(connection, FEBRUARY)
        assert meeting is not None
        return bool(calls.actors_answered(connection, meeting.id))

    return await house.look(ask)


async def noted(house: House, action: str) -> int:
    """How often that stands in the trail."""
    counted = select(func.count()).where(tables.audit.c.action == action)
    return await house.look(lambda c: c.execute(counted).scalar_one())


async def cancel(house: House, key: str = FEBRUARY) -> None:
    """The meeting is not held."""
    changed = update(tables.meetings).where(tables.meetings.c.key == key)
    await house.app.services.office.do(
        lambda t: t.connection.execute(changed.values(cancelled_at=t.now))
    )


# --- the minute ----------------------------------------------------------------------------


async def test_nothing_new_counts_at_once_and_is_told_after_the_minute(
    two: Chat, house: House
) -> None:
    await two(f"""
        Delegate taps [Nothing new]
        Bot → Delegate (edited): {NOTED} / You can undo this for a minute; … [Undo]
    """)
    assert await answered(house)
    await just_before_the_minute(two)
    await two("(0 minutes later)")
    await later(two, 31)
    await two(f"""
        Bot → Colleague: {TOLD} {ADD}
        (3 days before the February meeting, 09:00 in Guatemala)
        (1 day before the February meeting, 20:00 in Guatemala)
        …
    """)
    assert await letters_with(house, "answered:") == 1


async def test_undone_within_the_minute_nobody_hears_of_it(two: Chat, house: House) -> None:
    await two("""
        Delegate taps [Nothing new]
        …
    """)
    await just_before_the_minute(two)
    await two("""
        Delegate taps [Undo]
        Bot → Delegate (edited): Progress of the Program and SICREMI / Taken back. What would you like to do? [Report progress] [Share a practice] [Nothing new] [Later] …
    """)
    assert not await answered(house)
    await later(two, 120)
    await two("""
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)
    assert await noted(house, "nothing_new_undone") == 1


async def test_undone_twice_is_undone_once(two: Chat, house: House) -> None:
    await two("""
        Delegate taps [Nothing new]
        …
        Delegate taps [Undo] twice
        Bot → Delegate (edited): … / That has been taken back already. What would you like to do? [Report progress] …
    """)
    assert not await answered(house)
    assert await noted(house, "nothing_new_undone") == 1


async def test_said_again_after_it_was_undone_it_is_told_once(two: Chat) -> None:
    await two(f"""
        Delegate taps [Nothing new]
        …
        Delegate taps [Undo]
        …
        Delegate taps [Nothing new]
        Bot → Delegate (edited): {NOTED} / …
    """)
    await later(two, 61)
    await two(f"Bot → Colleague: {TOLD} {ADD}")


async def test_after_the_minute_it_is_too_late_and_a_report_is_welcome(
    two: Chat, house: House
) -> None:
    await two("""
        Delegate taps [Nothing new]
        …
    """)
    await later(two, 60)
    await two(f"""
        …
        Delegate taps [Undo]
        Bot → Delegate (edited): It is too late to undo this: “nothing new” stands for Guatemala, since … {ADD}
        Delegate taps [Report progress]
        Bot → Delegate: … Which activity is this about? …
    """)
    assert await answered(house)


async def test_who_was_told_all_the_same_hears_that_it_is_open_again(
    two: Chat, house: House
) -> None:
    """As when an undo waited in a queue while the letter went."""
    await two("""
        Delegate taps [Nothing new]
        …
    """)
    await house.pass_over(61)
    await two.catch_up()
    await two(f"""
        Bot → Colleague: {TOLD} {ADD}
        Delegate taps [Undo]
        Bot → Delegate (edited): … / Taken back. …
        Bot → Colleague: María López has taken back “nothing new” for Guatemala: “Progress of the Program and SICREMI” is open again. [Report progress] [Share a practice] [Nothing new] [Later] …
    """)


async def test_colleagues_are_not_told_at_night(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat("""
        (7 days before the February meeting, 20:59 in Guatemala)
        …
        Delegate taps [Nothing new]
        …
    """)
    await later(empty_chat, 61)
    await empty_chat("(6 days before the February meeting, 07:59 in Guatemala)")
    await empty_chat.sandbox.clock.move(timedelta(minutes=1))
    await empty_chat.house.pass_over(11 * 3600)
    await empty_chat.catch_up()
    await empty_chat(f"Bot → Colleague: {TOLD} {ADD}")


# --- twice, at once ------------------------------------------------------------------------


async def test_a_double_tap_has_one_effect_and_can_still_be_undone(two: Chat, house: House) -> None:
    await two("""
        Delegate taps [Nothing new] twice
        Bot → Delegate (edited): You answered for Guatemala on …: nothing new for “Progress of the Program and SICREMI”. / … [Undo]
    """)
    assert await noted(house, "nothing_new") == 1
    await later(two, 61)
    await two(f"Bot → Colleague: {TOLD} {ADD}")


async def test_a_colleagues_tap_afterwards_says_who_was_first(two: Chat, house: House) -> None:
    """And as the colleague has seen it, it need not be told."""
    await two(f"""
        Delegate taps [Nothing new]
        …
        Colleague taps [Nothing new]
        Bot → Colleague (edited): María López answered for Guatemala on Tuesday, February 9, 2027, 09:00: nothing new for “Progress of the Program and SICREMI”. / Nothing more is needed. If you would like to add something, it is welcome. {ADD}
    """)
    await later(two, 61)
    await two("(2 hours later)")
    assert await noted(house, "nothing_new") == 1


async def test_two_who_answer_at_once_are_one_answer(two: Chat, house: House) -> None:
    taps = []
    for person in (DELEGATE, COLLEAGUE):
        message, _, data = two.button(person.id, "Nothing new")
        taps.append(two.sandbox.tap_data(person.id, data, message))
    await asyncio.gather(*taps)
    await passed_over(two)
    assert await noted(house, "nothing_new") == 1
    shown = [
        two.sandbox.messages(person.id)[-1].text.split()[0] for person in (DELEGATE, COLLEAGUE)
    ]
    assert sorted(shown) in (["María", "Noted:"], ["Jorge", "Noted:"])
    await later(two, 61)
    await two("(2 hours later)")


# --- what colleagues see -------------------------------------------------------------------


@pytest.mark.parametrize("button", ["Nothing new", "Later", "Report progress", "Share a practice"])
async def test_every_button_of_an_old_reminder_says_who_answered(two: Chat, button: str) -> None:
    """And turns the reminder into that; from there more can be added."""
    await two(f"""
        Delegate taps [Nothing new]
        …
        Colleague taps [{button}]
        Bot → Colleague (edited): María López answered for Guatemala on …: nothing new … {ADD}
        Colleague taps [Share a practice]
        Bot → Colleague: … What is the practice called? …
    """)


ANSWERED = """
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    …
    Delegate: We opened two shelters.
    …
    Delegate taps [No]
    …
"""
CONFIRMED = """
    Delegate taps [I confirm]
    …
    Delegate taps [Send]
"""
SENT = f"""
    Delegate taps [Report progress]
    {ANSWERED}
    Delegate taps [María López]
    …
    Delegate taps [Public]
    …
    {CONFIRMED}
"""


async def test_the_first_submission_is_told_to_colleagues_who_were_reminded(
    two: Chat, house: House
) -> None:
    await two.let_in(ORGAN)
    await two(
        SENT
        + f"""
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Colleague: María López has answered for Guatemala: Activity progress, received under number CAM/2026-27/PR-0001, for “Progress of the Program and SICREMI”. You need do nothing. [Read it] {ADD}
        Colleague taps the old [Later]
        Bot → Colleague (edited): María López answered for Guatemala on …: Activity progress, number CAM/2026-27/PR-0001, … {ADD}
        """
    )
    await two(
        f"""
        Delegate taps [Report progress]
        {ANSWERED}
        {CONFIRMED}
        Bot → Delegate: … CAM/2026-27/PR-0002. …
        """
    )


async def test_one_who_was_not_reminded_hears_nothing_of_a_submission(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat(REMINDED)
    await empty_chat.let_in(COLLEAGUE)
    await empty_chat(SENT + "Bot → Delegate: … CAM/2026-27/PR-0001. …")


# --- cancelled, over, no longer theirs -----------------------------------------------------


@pytest.mark.parametrize("button", ["Nothing new", "Later"])
async def test_for_a_cancelled_meeting_no_answer_is_needed(
    two: Chat, house: House, button: str
) -> None:
    await cancel(house)
    await two(f"""
        Delegate taps [{button}]
        Bot → Delegate (edited): “Progress of the Program and SICREMI” was cancelled; your contribution is welcome all the same. {ADD}
        Delegate taps [Report progress]
        Bot → Delegate: “Progress of the Program and SICREMI” was cancelled; your contribution is welcome all the same. / … Which activity is this about? …
    """)
    assert not await answered(house)


async def test_after_the_meeting_an_answer_is_welcome_all_the_same(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat(REMINDED)
    message, _, data = empty_chat.button(DELEGATE.id, "Later")
    await empty_chat("""
        (0 days before the February meeting, 20:00 in Guatemala)
        …
    """)
    await empty_chat.sandbox.tap_data(DELEGATE.id, data, message)
    await empty_chat.catch_up()
    await empty_chat(f"""
        Bot → Delegate: It was due on Tuesday, February 16, 2027, 09:00 your time; your contribution is welcome all the same. {ADD}
        Delegate taps [Report progress]
        Bot → Delegate: That meeting has already taken place; your contribution is welcome all the same. / … Which activity …
    """)


@pytest.mark.parametrize("button", ["Nothing new", "Report progress", "Later", "Not us any more"])
async def test_who_no_longer_answers_for_the_actor_is_told_so(
    two: Chat, house: House, button: str
) -> None:
    await house.dismiss(DELEGATE)
    await two(f"""
        Delegate taps [{button}]
        Bot → Delegate: You no longer answer for Guatemala, so nothing was changed. … / Welcome to Enlace. …
    """)
    assert not await answered(house)


# --- several in one message ----------------------------------------------------------------


async def test_what_else_a_message_speaks_of_stays_in_reach(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(DELEGATE)
    await house.let_in_also(DELEGATE, "cim")
    await empty_chat(REMINDED)
    other = "[Guatemala: Progress of the Program and SICREMI]"
    await empty_chat(f"""
        Delegate taps [Nothing new]
        Bot → Delegate (edited): Noted: nothing new. Inter-American Commission of Women: … [Undo] {other}
        Delegate taps {other}
        Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] [Share a practice] [Nothing new] [Later] [Not us any more]
        Delegate taps [Nothing new]
        Bot → Delegate (edited): {NOTED} / … [Undo]
        Delegate taps {other}
        Bot → Delegate: You answered for Guatemala on … [Undo]
    """)


async def test_a_meeting_shown_anew_that_was_cancelled_or_answered_says_so(
    empty_chat: Chat, house: House
) -> None:
    """In a message of its own: the one that speaks of several stays."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await house.let_in_also(DELEGATE, "cim")
    await empty_chat(REMINDED)
    other = "[Guatemala: Progress of the Program and SICREMI]"
    await empty_chat(f"""
        Colleague taps [Nothing new]
        …
        Delegate taps {other}
        Bot → Delegate: Jorge Paz answered for Guatemala on …: nothing new … {ADD}
    """)
    await cancel(house)
    await empty_chat(f"""
        Delegate taps {other}
        Bot → Delegate: “Progress of the Program and SICREMI” was cancelled; … {ADD}
    """)


async def test_a_submission_at_the_same_moment_is_told_as_well(two: Chat, house: House) -> None:
    """Who said "nothing new" hears that a colleague has sent something after all."""
    await two(
        SENT.replace("Delegate taps [Send]", "Colleague taps [Nothing new]\n…")
        + "Delegate taps [Send]\n"
        + f"""
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Colleague: María López has answered for Guatemala: Activity progress, … [Read it] {ADD}
        """
    )


async def test_withdrawn_it_is_open_again(two: Chat, house: House) -> None:
    await two(SENT + "…")
    gone = update(tables.submissions).values(state="withdrawn")
    await house.app.services.office.do(lambda t: t.connection.execute(gone))
    await two(f"""
        Colleague taps the old [Nothing new]
        Bot → Colleague (edited): {NOTED} / … [Undo]
    """)
