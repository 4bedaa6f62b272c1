"""Who may do what: asked again when an action runs, not when its button was drawn."""

from __future__ import annotations

import pytest

from committee.access import Role
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from storage import submissions
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, OBSERVER, SECRETARIAT, STRANGER, Character

NOT_ALLOWED = "That is reserved to others in the committee; …"


@pytest.mark.parametrize("command", ["/status", "/export", "/invite"])
@pytest.mark.parametrize("who", [DELEGATE, OBSERVER, STRANGER], ids=lambda who: who.called)
async def test_what_is_the_committees_is_refused_to_others(
    empty_chat: Chat, who: Character, command: str
) -> None:
    if who is not STRANGER:
        await empty_chat.let_in(who)
    await empty_chat(f"""
        {who.called}: {command}
        Bot → {who.called}: {NOT_ALLOWED}
    """)


@pytest.mark.parametrize("command", ["/report", "/practice"])
@pytest.mark.parametrize("who", [OBSERVER, CHAIR, STRANGER], ids=lambda who: who.called)
async def test_submitting_is_for_those_who_speak_for_an_actor(
    empty_chat: Chat, who: Character, command: str
) -> None:
    if who is not STRANGER:
        await empty_chat.let_in(who)
    await empty_chat(f"""
        {who.called}: {command}
        Bot → {who.called}: {NOT_ALLOWED}
    """)


async def test_the_chair_does_not_invite(chat: Chat) -> None:
    await chat(f"""
        Chair: /invite
        Bot → Chair: {NOT_ALLOWED}
    """)


@pytest.mark.parametrize(("button", "who"), [("Compilation", CHAIR), ("Invite", SECRETARIAT)])
async def test_an_old_button_does_nothing_for_somebody_who_has_left(
    chat: Chat, house: House, button: str, who: Character
) -> None:
    await chat(f"""
        {who.called}: /help
        Bot → {who.called}: … [{button}] …
    """)
    await house.dismiss(who)
    await chat(f"""
        {who.called} taps [{button}]
        Bot → {who.called}: {NOT_ALLOWED}
    """)


async def test_a_draft_begun_before_leaving_is_not_sent(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: 28
        …
        Delegate taps [Planned]
        …
        Delegate: We plan two shelters.
        …
        Delegate taps [No]
        …
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
    """)
    await house.dismiss(DELEGATE)
    await chat(f"""
        Delegate taps [Send]
        Bot → Delegate: {NOT_ALLOWED}
    """)
    assert await house.look(submissions.submissions_sent) == []


async def test_a_reminder_answered_after_leaving_says_nothing_for_the_state(
    chat: Chat, house: House
) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
    """)
    await house.dismiss(DELEGATE)
    for button in ("Nothing new", "Report progress", "Later"):
        await chat(f"""
            Delegate taps [{button}]
            Bot → Delegate: You no longer answer for Guatemala, so nothing was changed. …
        """)


async def test_the_secretariats_eyes_only_is_kept_from_the_chair(chat: Chat, house: House) -> None:
    await chat("""
        Organ: /report
        …
        Organ: 12
        …
        Organ taps [Done]
        …
        Organ: Told to the secretariat alone.
        …
        Organ taps [No]
        …
        Organ taps [Andrew Clarke]
        …
        Organ taps [Secretariat only]
        …
        Organ taps [I confirm]
        …
        Organ taps [Send]
        …
    """)
    assert await seen_by(house, Role.CHAIR) == 0
    assert await seen_by(house, Role.SECRETARIAT) == 1


async def seen_by(house: House, role: Role) -> int:
    """How many submissions the compilation for that role holds."""
    request = Request("en", (role,))
    now = house.clock.now()
    return await house.look(lambda c: len(Snapshot(c, request, now=now).entries))
