"""How much it takes: taps and messages from the reminder to the receipt, counted and printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from storage import submissions, tables
from tests.chat import Chat
from tests.people import COLLEAGUE, DELEGATE

BEFORE = """
    Colleague: /report
    …
    Colleague: 28
    …
    Colleague taps [Under way]
    …
    Colleague: The consulates have new guidelines.
    …
    Colleague taps [No]
    …
    Colleague taps [Jorge Paz]
    …
    Colleague taps [Working group only]
    …
    Colleague taps [I confirm]
    …
    Colleague taps [Send]
    …
"""
"""Guatemala has reported before, so that who answers and who reads is known."""

REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""

SHORTEST = """
    Delegate replies to the reminder: We opened two shelters in Petén.
    Bot → Delegate: … Which activity is this about? …
    Delegate taps [28 Consular assistance]
    Bot → Delegate (edited): …
    Bot → Delegate: Where does it stand? …
    Delegate taps [Under way]
    Bot → Delegate (edited): …
    Bot → Delegate: Would you like to add details? …
    Delegate taps [No]
    Bot → Delegate (edited): …
    Bot → Delegate: I am authorized to submit this for my organization. …
    Delegate taps [I confirm]
    Bot → Delegate (edited): …
    Bot → Delegate: Progress on an activity / … [Send] …
    Delegate taps [Send]
    …
"""

LONG = """
    Delegate taps [Report progress]
    …
    Delegate taps [28 Consular assistance]
    …
    Delegate taps [Under way]
    …
    Delegate: We opened two shelters in Petén.
    …
    Delegate taps [Yes]
    …
    Delegate: 320 people were received, 180 of them women.
    …
    Delegate: 320
    …
    Delegate taps [National]
    Delegate taps [Bilateral]
    Delegate taps [Done ▸]
    …
    Delegate: The consulates of Mexico.
    …
    Delegate: The national budget.
    …
    Delegate: Too few interpreters.
    …
    Delegate: Training for the staff.
    …
    Delegate: A third shelter by December 2027.
    …
    Delegate taps [G1 …]
    Delegate taps [Done ▸]
    …
    Delegate: https://example.org/shelters
    …
    Delegate sends a photo
    …
    Delegate taps [Done ▸]
    …
    Delegate: Note 12 of 2 February 2027
    …
    Delegate taps [I confirm]
    …
    Delegate taps [Send]
    …
"""


@dataclass(frozen=True, slots=True)
class Effort:
    """What it took: taps and messages of the person, and messages of the bot after the reminder."""

    taps: int
    written: int
    read: int


async def _effort(chat: Chat, script: str) -> Effort:
    """Play what leads from the reminder to the receipt, and count."""
    before = {message.id for message in chat.sandbox.messages(DELEGATE.id)}
    await chat(script)
    after = [m for m in chat.sandbox.messages(DELEGATE.id) if m.id not in before]
    read = sum(message.from_bot for message in after)
    return Effort(len(re.findall(r"Delegate taps", script)), len(after) - read, read)


@pytest.fixture
async def reminded(empty_chat: Chat) -> Chat:
    """The delegate of a state that has reported before, reminded of the February meeting."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(BEFORE)
    await _take_back_the_answer(empty_chat)
    await empty_chat(REMINDED)
    return empty_chat


async def _take_back_the_answer(chat: Chat) -> None:
    """What was sent before was not for the February meeting."""
    await chat.house.app.services.office.do(
        lambda t: t.connection.execute(update(tables.submissions).values(meeting_id=None))
    )


async def test_the_shortest_useful_report(reminded: Chat) -> None:
    effort = await _effort(reminded, SHORTEST)
    print(f"shortest report by reply: {effort}")
    assert effort.read <= 6
    assert effort.taps + effort.written <= 6
    assert len(await reminded.house.look(submissions.submissions_sent)) == 2


async def test_a_long_report_by_thumb(reminded: Chat) -> None:
    effort = await _effort(reminded, LONG)
    print(f"every field of a progress report: {effort}")
    sent = (await reminded.house.look(submissions.submissions_sent))[-1]
    empty = [key for key, value in sent.answers.items() if value in (None, [], "")]
    assert empty == []
    assert effort.read <= 25


async def test_nothing_new_is_one_tap(reminded: Chat) -> None:
    effort = await _effort(reminded, "Delegate taps [Nothing new]\n…")
    print(f"nothing new: {effort}")
    assert effort == Effort(taps=1, written=0, read=0)
    noted = select(func.count()).select_from(tables.responses)
    assert await reminded.house.look(lambda c: c.execute(noted).scalar()) == 1
