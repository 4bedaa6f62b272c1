"""The reminder before a meeting: to whom, when, and every way to answer it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from storage import calls, submissions
from storage.calendar import meeting_by_key
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, OBSERVER, ORGAN, Character

FEBRUARY = "2026-27/february"
REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] [Share a practice] [Nothing new] [Later]
"""


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A chat in which the delegate is the only one who is reminded."""
    await empty_chat.let_in(DELEGATE)
    return empty_chat


async def test_it_comes_at_nine_in_the_recipients_own_zone(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, ORGAN)
    await empty_chat("""
        (7 days before the February meeting, 08:59 in Washington)
        (7 days before the February meeting, 09:00 in Washington)
        Bot → Organ: Progress of the Program and SICREMI / …
        (7 days before the February meeting, 08:59 in Guatemala)
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)


async def test_the_clock_of_the_house_looks_again_without_saying_it_twice(
    delegate: Chat, house: House
) -> None:
    await delegate(REMINDED)
    for _ in range(3):
        await house.tick()
    await delegate.catch_up()
    await delegate("(2 hours later)")


async def test_it_repeats_on_the_days_of_the_plan_until_the_meeting(delegate: Chat) -> None:
    await delegate("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (4 days before the February meeting, 20:00 in Guatemala)
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (2 days before the February meeting, 20:00 in Guatemala)
        (1 day before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (0 days before the February meeting, 12:00 in Guatemala)
    """)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Delegate taps [Report progress]", id="by button"),
        pytest.param("Delegate replies to the reminder: We opened two shelters.", id="by text"),
        pytest.param("Delegate replies to the reminder with a voice note", id="by voice"),
        pytest.param("Delegate replies to the reminder with a photo", id="by photo"),
        pytest.param("Delegate replies to the reminder with a document", id="by document"),
    ],
)
async def test_every_answer_opens_the_form_that_was_asked_for(delegate: Chat, answer: str) -> None:
    await delegate(REMINDED)
    await delegate(f"""
        {answer}
        Bot → Delegate: … Which activity is this about? · 1/… [21 Exchange of migration data] …
    """)


FINISH = """
    Delegate: 28
    …
    Delegate taps [Under way]
    …
"""
CLOSE = """
    Delegate taps [María López]
    …
    Delegate taps [Public]
    …
    Delegate taps [I confirm]
"""


async def test_the_text_of_a_reply_is_the_first_answer(delegate: Chat, house: House) -> None:
    await delegate(REMINDED)
    await delegate("""
        Delegate replies to the reminder: We opened two shelters.
        …
    """)
    await delegate(FINISH)
    await delegate("""
        Delegate taps [No]
        …
    """)
    await delegate(
        CLOSE
        + """
        Bot → Delegate: … What was done: We opened two shelters. … [Send] …
        Delegate taps [Send]
        Bot → Delegate: … CAM/2026-27/PR-0001. …
    """
    )
    (sent,) = await house.look(submissions.submissions_sent)
    assert sent.answers["done"] == "We opened two shelters."
    assert sent.meeting_title is not None
    assert sent.meeting_title["en"] == "Progress of the Program and SICREMI"


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        ("voice note", "voice.ogg"),
        ("photo", "photo.jpg"),
        ("document “informe.pdf”", "informe.pdf"),
    ],
)
async def test_the_file_of_a_reply_is_kept_with_what_is_written_under_it(
    delegate: Chat, house: House, thing: str, name: str
) -> None:
    await delegate(REMINDED)
    await delegate(f"""
        Delegate replies to the reminder with a {thing}: Two shelters, seen from outside.
        …
    """)
    await delegate(FINISH)
    await delegate("""
        Delegate taps [No]
        …
    """)
    await delegate(
        CLOSE
        + """
        …
        Delegate taps [Send]
        …
    """
    )
    (sent,) = await house.look(submissions.submissions_sent)
    assert sent.answers["done"] == "Two shelters, seen from outside."
    assert [file["name"] for file in sent.answers["attachments"]] == [name]


async def test_nothing_new_counts_as_heard_and_can_be_undone(
    empty_chat: Chat, house: House
) -> None:
    chat = empty_chat
    await chat.let_in(DELEGATE, COLLEAGUE)
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        Bot → Colleague: Progress of the Program and SICREMI / …
        Delegate taps [Nothing new]
        Bot → Delegate (edited): Noted: nothing new. … [Undo]
        (3 days before the February meeting, 09:00 in Guatemala)
    """)
    assert await answered(house)
    await chat("""
        Delegate taps [Undo]
        Bot → Delegate (edited): … [Report progress] [Share a practice] [Nothing new] [Later]
    """)
    assert not await answered(house)
    await chat("""
        (1 day before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)


async def answered(house: House) -> bool:
    def ask(connection: Connection) -> bool:
        meeting = meeting_by_key(connection, FEBRUARY)
        assert meeting is not None
        return bool(calls.actors_answered(connection, meeting.id))

    return await house.look(ask)


@pytest.mark.parametrize(
    ("wish", "then"),
    [("Tomorrow", 6), ("In 3 days", 4), ("The day before it is due", 1)],
)
async def test_later_asks_again_on_the_day_that_was_wished(
    delegate: Chat, wish: str, then: int
) -> None:
    await delegate(REMINDED)
    await delegate(f"""
        Delegate taps [Later]
        Bot → Delegate: When may I ask again? [Tomorrow] [In 3 days] [The day before it is due]
        Delegate taps [{wish}]
        Bot → Delegate (edited): I will ask again on …
    """)
    await delegate(f"""
        ({then} days before the February meeting, 08:59 in Guatemala)
        ({then} days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … [Later]
    """)


async def test_at_most_one_unasked_message_a_day(empty_chat: Chat) -> None:
    """Also to somebody who answers for two actors."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat.house.let_in_also(DELEGATE, "cim")
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (7 days before the February meeting, 20:30 in Guatemala)
        (6 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (6 days before the February meeting, 20:00 in Guatemala)
    """)


async def test_nobody_is_written_to_at_night(delegate: Chat) -> None:
    """A reminder that was missed in the day waits for the morning."""
    await delegate("""
        (7 days before the February meeting, 21:00 in Guatemala)
        (6 days before the February meeting, 07:59 in Guatemala)
        (6 days before the February meeting, 08:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)


@pytest.mark.parametrize("actor", ["CUB", "NIC"])
async def test_a_state_that_is_not_expected_to_report_is_not_reminded(
    empty_chat: Chat, actor: str
) -> None:
    away = Character("Delegate", 2001, "María", "López", DELEGATE.role, actor)
    await empty_chat.let_in(away)
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Washington)
        (1 day before the February meeting, 12:00 in Washington)
    """)


async def test_an_observer_is_not_reminded(empty_chat: Chat) -> None:
    await empty_chat.let_in(OBSERVER)
    await empty_chat("(7 days before the February meeting, 09:00 in Washington)")


async def test_a_reply_to_an_old_reminder_goes_on_with_its_draft(delegate: Chat) -> None:
    await delegate(REMINDED)
    await delegate("""
        Delegate taps [Report progress]
        …
        Delegate: 28
        …
        Delegate taps [Save and leave]
        …
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: … Where does it stand? · 4/10 …
    """)


async def test_after_the_meeting_an_answer_is_welcome_all_the_same(delegate: Chat) -> None:
    await delegate(REMINDED)
    await delegate("""
        (0 days before the February meeting, 20:00 in Guatemala)
        Delegate taps [Report progress]
        Bot → Delegate: That meeting has already taken place; your contribution is welcome all the same. / … Which activity …
    """)
