"""What colleagues see and hear of an answer; meetings that are off, roles that have ended."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from storage import tables
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, ORGAN
from tests.stories.response_scenes import (
    ADD,
    ANSWERED,
    CONFIRMED,
    NOTED,
    REMINDED,
    SENT,
    answered,
    cancel,
)


@pytest.fixture
async def two(empty_chat: Chat) -> Chat:
    """A chat in which a delegate and a colleague have just been reminded."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    return empty_chat


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


async def test_a_meeting_shown_anew_that_is_past_says_until_when_it_was_due(
    empty_chat: Chat, house: House
) -> None:
    """And offers what can still be done, not to be reminded later."""
    await empty_chat.let_in(DELEGATE)
    await house.let_in_also(DELEGATE, "cim")
    await empty_chat(f"""
        {REMINDED}
        (0 days before the February meeting, 20:00 in Guatemala)
        …
        Delegate taps the old [Guatemala: Progress of the Program and SICREMI]
        Bot → Delegate: Progress of the Program and SICREMI / It was due on Tuesday, February 16, 2027, 09:00 your time; your contribution is welcome all the same. {ADD}
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
