"""The digest after a round of reminders and in the morning before a meeting."""

from __future__ import annotations

from tests.chat import Chat
from tests.people import CHAIR, DELEGATE, ORGAN


async def test_in_the_morning_of_the_meeting_the_chair_reads_who_has_answered(
    empty_chat: Chat,
) -> None:
    await empty_chat.let_in(CHAIR, DELEGATE, ORGAN)
    await empty_chat("""
        (0 days before the February meeting, 07:59 in Washington)
        …
        (0 days before the February meeting, 08:00 in Washington)
        Bot → Chair: Who has answered: “Progress of the Program and SICREMI” / Meeting: Tuesday, February 16, 2027, 10:00, Washington time / As of Tuesday, February 16, 2027, 08:00 / …
        Bot → Chair: (photo …
    """)
