"""Nothing new: undone for a minute, told to colleagues once, and one answer of two."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE
from tests.stories.response_scenes import (
    ADD,
    NOTED,
    REMINDED,
    TOLD,
    answered,
    just_before_the_minute,
    later,
    noted,
)
from tests.stories.review_scenes import letters_with, passed_over


@pytest.fixture
async def two(empty_chat: Chat) -> Chat:
    """A chat in which a delegate and a colleague have just been reminded."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    return empty_chat


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
