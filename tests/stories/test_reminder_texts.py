"""What a reminder says: how near the date is, what was given last time, what is begun, what else."""

from __future__ import annotations

from typing import Any

import pytest

from committee.submissions import SubmissionKind
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE, ORGAN
from tests.stock import lay_in
from tests.stories.reminder_scenes import nothing_new

ASKED = "All actors are invited to share good practices and research findings on migration and development."
ABOUT = "Workshop with the International Organization for Migration on the link between migration and development."
REPLY = (
    "Tap a button, or simply reply to this message with text, a voice note, a photo or a document."
)
WORKSHOP = "Workshop on migration and development with IOM"


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A delegate who is done with the February meeting."""
    await empty_chat.let_in(DELEGATE)
    await nothing_new(empty_chat.house, DELEGATE, "february")
    return empty_chat


async def test_the_text_changes_as_the_date_nears(delegate: Chat) -> None:
    """Well ahead and two weeks before it says what the meeting is about; near it, what is asked."""
    when = "Tuesday, March 16, 2027, 10:00 in Washington; 08:00 your time."
    await delegate(f"""
        (30 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / {when} / A first word, well ahead: contributions are due in 30 days, and can be sent at any time. / {ABOUT} / {ASKED} / {REPLY} …
        (14 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / {when} / … are due in 14 days. / {ABOUT} / {ASKED} / {REPLY} …
        (7 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / {when} / … are due in 7 days. / {ABOUT} / {ASKED} / {REPLY} …
        (3 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / {when} / … are due in 3 days. / {ASKED} / {REPLY} …
        (2 days before the March meeting, 09:00 in Guatemala)
        …
        (1 day before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / {when} / … are due tomorrow. / {ASKED} / {REPLY} …
    """)


async def test_on_the_day_itself_it_says_so(empty_chat: Chat) -> None:
    """What could not go the day before still goes in the last hours, by day."""
    await empty_chat.let_in(ORGAN)
    await empty_chat(f"""
        (3 days before the March meeting, 12:00 in Washington)
        …
        (0 days before the March meeting, 07:59 in Washington)
        (0 days before the March meeting, 08:00 in Washington)
        Bot → Organ: {WORKSHOP} / … / … are due today. / … Also due: …
    """)


async def test_the_deadline_is_said_where_it_is_not_the_meetings_beginning(
    delegate: Chat,
) -> None:
    await delegate("""
        (0 days before the March meeting, 12:00 in Guatemala)
        …
        (3 days before the April meeting, 09:00 in Guatemala)
        Bot → Delegate: … / Tuesday, April 20, 2027, 10:00 in Washington; 08:00 your time. / … are due in 3 days. / … / … Tuesday, April 13, 2027, 08:00 … / … Also due: …
    """)


@pytest.mark.parametrize(
    ("kind", "answers", "said"),
    [
        pytest.param(
            SubmissionKind.ACTIVITY_PROGRESS,
            {},
            "Last time Guatemala reported on activity 28, on December 20, 2026.",
            id="a report",
        ),
        pytest.param(
            SubmissionKind.GOOD_PRACTICE,
            {},
            "Last time Guatemala sent: Good practice, “Shelters at the border”, on December 20, 2026.",
            id="a practice",
        ),
        pytest.param(
            SubmissionKind.GOOD_PRACTICE,
            {"title": "Temporary shelters at every border crossing of the country and beyond it"},
            "Last time Guatemala sent: Good practice, “Temporary shelters at every border crossing of the country…”, on December 20, 2026.",
            id="a long title",
        ),
        pytest.param(
            SubmissionKind.GOOD_PRACTICE,
            {"title": "<b>A & B</b> *x* {actor}"},
            "Last time Guatemala sent: Good practice, “<b>A & B</b> *x* {actor}”, on December 20, 2026.",
            id="a title like mark-up",
        ),
    ],
)
async def test_it_says_what_the_actor_gave_last_time(
    delegate: Chat, house: House, kind: SubmissionKind, answers: dict[str, Any], said: str
) -> None:
    await lay_in(house, DELEGATE, SubmissionKind.ACTIVITY_PROGRESS, days_ago=60)
    await lay_in(house, DELEGATE, kind, days_ago=31, **answers)
    await delegate(f"""
        (7 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: … / {ASKED} / {said} / {REPLY} …
    """)


async def test_it_tells_nothing_of_what_others_gave(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(DELEGATE, ORGAN)
    await nothing_new(house, DELEGATE, "february")
    await lay_in(house, ORGAN, days_ago=5)
    await empty_chat(f"""
        (7 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: … / {ASKED} / {REPLY} …
        …
    """)


BEGUN = """
    Delegate: /practice
    …
    Delegate: Shelters at the border
    …
"""


async def test_an_open_draft_is_counted_and_its_button_goes_on_with_it(delegate: Chat) -> None:
    await delegate("(26 days before the March meeting, 12:00 in Guatemala)\n…")
    await delegate(BEGUN)
    await delegate(f"""
        (20 days before the March meeting, 12:00 in Guatemala)
        …
        (14 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: … / Your draft is waiting: 2 of 16 answered. / {REPLY} [Go on: 2 of 16 answered] [Report progress] …
        Delegate: /menu
        …
        Delegate taps the old [Go on: 2 of 16 answered]
        Bot → Delegate: … · 2/…
    """)


async def test_a_draft_of_a_kind_that_is_not_asked_for_is_not_counted(delegate: Chat) -> None:
    await delegate(f"""
        (26 days before the March meeting, 12:00 in Guatemala)
        …
        Delegate: /report
        …
        Delegate: 28
        …
        (20 days before the March meeting, 12:00 in Guatemala)
        …
        (14 days before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: … / {ASKED} / {REPLY} [Report progress] …
    """)


async def test_two_meetings_are_one_message_with_a_button_for_the_second(delegate: Chat) -> None:
    """What is due first stands whole; the button brings the other one whole, with its answers."""
    await delegate(f"""
        (3 days before the March meeting, 09:00 in Guatemala)
        …
        (1 day before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / … / … are due tomorrow. / {ASKED} / Also due: Update of the Program, until Tuesday, April 13, 2027, 08:00 your time. / {REPLY} [Report progress] … [Update of the Program]
        Delegate taps [Update of the Program]
        Bot → Delegate: Update of the Program / … [Nothing new] …
    """)


async def test_of_two_meetings_one_that_was_answered_is_not_spoken_of(
    delegate: Chat, house: House
) -> None:
    await nothing_new(house, DELEGATE, "april")
    await delegate(f"""
        (3 days before the March meeting, 09:00 in Guatemala)
        …
        (1 day before the March meeting, 09:00 in Guatemala)
        Bot → Delegate: {WORKSHOP} / … / {ASKED} / {REPLY} …
    """)
