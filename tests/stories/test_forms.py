"""Forms in a chat: back, skip, leave and come back; typed instead of tapped; refusals that help."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.house import House

TO_STATUS = """
    Delegate: /report
    …
    Delegate: 28
    …
"""


async def test_anything_can_be_typed_instead_of_tapped(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: consular assistance
        Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 …
        Delegate: under way
        Bot → Delegate: ✓ Status: Under way / What was done? · 5/10 …
        Delegate: back
        Bot → Delegate: Where does it stand? · 4/10 / Now: Under way …
        Delegate: keep
        Bot → Delegate: … What was done? · 5/10 …
        Delegate: Two shelters.
        Bot → Delegate: Would you like to add details? · 6/10 …
        Delegate: no
        Bot → Delegate: ✓ More details: No / Who can answer questions about this? · 7/10 …
        Delegate: María López, consul
        …
        Delegate: public
        …
        Delegate: yes
        Bot → Delegate: … [Send] …
        Delegate: send
        Bot → Delegate: … CAM/2026-27/PR-0001. …
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
    """)


async def test_words_that_fit_several_choices_are_asked_about(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: labor
        Bot → Delegate: Which of these do you mean? / Which activity is this about? · 1/10 / … [32 Regular and labor migration programs] [41 Labor law] …
        Delegate taps [41 Labor law]
        Bot → Delegate: Where does it stand? · 4/10 …
    """)


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("99", "“99” is not among the choices. Please tap one, or type a word of it."),
        ("zzzz", "“zzzz” is not among the choices. Please tap one, or type a word of it."),
    ],
)
async def test_an_unknown_choice_is_refused_in_one_sentence(
    chat: Chat, typed: str, refused: str
) -> None:
    await chat(f"""
        Delegate: /report
        …
        Delegate: {typed}
        Bot → Delegate: {refused} / Which activity is this about? · 1/10 / … [21 Exchange of migration data] …
    """)


async def test_too_long_is_told_with_its_length_and_the_question_again(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat(f"""
        Delegate taps [Planned]
        …
        Delegate: {"a" * 2001}
        Bot → Delegate: That is 2,001 characters; please keep it under 2,000. / What was done? · 5/10 …
        Delegate: {"a" * 2000}
        Bot → Delegate: Would you like to add details? · 6/10 …
    """)


async def test_a_month_before_the_other_is_refused(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: 28
        …
        Delegate: back
        …
        Delegate: May 2025
        Bot → Delegate: That is before September 2026. Please give the same date or a later one. / In which month does it end? · 3/10 …
        Delegate: soon
        Bot → Delegate: Please write a month and its year, for example … / In which month does it end? · 3/10 …
        Delegate: 12/2026
        Bot → Delegate: ✓ Until: December 2026 / …
    """)


async def test_a_required_question_is_not_skipped(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /skip
        Bot → Delegate: … Where does it stand? · 4/10 …
    """)


async def test_leaving_and_coming_back_a_week_later_on_another_phone(
    chat: Chat, house: House
) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /save
        Bot → Delegate: Saved. Nothing is lost; … [Continue my draft] …
    """)
    await house.restart()
    await chat("""
        (7 days later)
        Bot → Delegate: A draft of yours is waiting. Progress on an activity: 28. Would you like to go on with it? / … [Go on] [Discard it?] [Not now]
        Delegate taps [Continue my draft]
        Bot → Delegate: Your unfinished drafts [Progress on an activity …]
        Delegate taps [Progress on an activity …]
        Bot → Delegate: Where does it stand? · 4/10 …
    """)


async def test_two_drafts_are_kept_apart(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /practice
        Bot → Delegate: … What is the practice called? · 1/16 …
        Delegate: Shared kitchens
        Bot → Delegate: In a few sentences: who, what, where? · 2/16 …
        Delegate: /report
        Bot → Delegate: You had begun this one; it goes on where you left it. / Where does it stand? · 4/10 [Begin another one] …
        (1 minute later)
        Delegate: planned
        Bot → Delegate: … What was done? · 5/10 …
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Progress on an activity …] [Good practice …]
        Delegate taps [Good practice …]
        Bot → Delegate: In a few sentences: who, what, where? · 2/16 …
    """)


async def test_back_on_the_first_question_stays_there(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: /back
        Bot → Delegate: … Which activity is this about? · 1/10 …
    """)


async def test_the_next_report_starts_from_the_last(chat: Chat) -> None:
    """What was reported last stands first among the choices; contact, readers and period are known."""
    await chat(TO_STATUS)
    await chat("""
        Delegate taps [Planned]
        …
        Delegate: We plan two shelters.
        …
        Delegate taps [No]
        …
        Delegate: The consul, consul@example.org
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
        Delegate: /report
        Bot → Delegate: Which activity is this about? · 1/10 / … [28 Consular assistance] [21 Exchange of migration data] …
        Delegate taps [28 Consular assistance]
        …
        Delegate taps [Planned]
        …
        Delegate: Still planned.
        …
        Delegate taps [No]
        Bot → Delegate: I am authorized to submit this for my organization. · 10/10 …
    """)


async def test_turning_the_pages_of_a_long_list(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate taps [Next ›]
        Bot → Delegate (edited): … [27 …] [28 Consular assistance] … [‹ Previous] [Next ›] …
        Delegate taps [‹ Previous]
        Bot → Delegate (edited): … [21 Exchange of migration data] …
    """)


async def test_nothing_open_and_something_written(chat: Chat) -> None:
    await chat("""
        Delegate: hello
        Bot → Delegate: … [Report progress] [Share a practice] …
        Delegate: /nosuchcommand
        Bot → Delegate: … [Report progress] [Share a practice] …
        Delegate: /back
        Bot → Delegate: … [Report progress] [Share a practice] …
    """)


async def test_the_language_can_be_changed_in_the_middle(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /language
        Bot → Delegate: Which language do you prefer? [Español] [English] [Français] [Português]
        Delegate taps [Français]
        …
    """)
    chat.languages[2001] = "fr"
    await chat("""
        Delegate: planned
        Bot → Delegate: … What was done? · 5/10 …
    """)


async def test_the_calendar_shows_both_times(chat: Chat) -> None:
    await chat("""
        Delegate: /calendar
        Bot → Delegate: … Progress of the Program and SICREMI / … 10:00 … 09:00 …
    """)
