"""The reminder before a meeting, and every way to answer it."""

from __future__ import annotations

from tests.chat import Chat


async def test_a_reply_to_the_reminder_starts_a_draft(chat: Chat) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] [Share a practice] [Nothing new] [Later]
        Bot → Colleague: Progress of the Program and SICREMI / …
        Bot → Organ: Progress of the Program and SICREMI / …
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: … Which activity is this about? · 1/10 … [Next ›] …
    """)
