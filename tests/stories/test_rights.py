"""Who may do what: asked again when an action runs, not when its button was drawn."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, EVERYBODY, OBSERVER, ORGAN, SECRETARIAT, STRANGER

NOT_ALLOWED = "That is reserved to others in the committee; …"


@pytest.mark.parametrize("command", ["/status", "/export", "/invite"])
@pytest.mark.parametrize("who", [DELEGATE, OBSERVER, STRANGER], ids=lambda who: who.called)
async def test_what_is_the_committees_is_refused_to_others(
    empty_chat: Chat, who: object, command: str
) -> None:
    character = next(each for each in EVERYBODY if each is who)
    if character is not STRANGER:
        await empty_chat.let_in(character)
    await empty_chat(f"""
        {character.called}: {command}
        Bot → {character.called}: {NOT_ALLOWED}
    """)


@pytest.mark.parametrize("command", ["/report", "/practice"])
@pytest.mark.parametrize("who", [OBSERVER, CHAIR, STRANGER], ids=lambda who: who.called)
async def test_submitting_is_for_those_who_speak_for_an_actor(
    empty_chat: Chat, who: object, command: str
) -> None:
    character = next(each for each in EVERYBODY if each is who)
    if character is not STRANGER:
        await empty_chat.let_in(character)
    await empty_chat(f"""
        {character.called}: {command}
        Bot → {character.called}: {NOT_ALLOWED}
    """)


async def test_the_chair_does_not_invite(chat: Chat) -> None:
    await chat(f"""
        Chair: /invite
        Bot → Chair: {NOT_ALLOWED}
    """)


@pytest.mark.parametrize(("button", "who"), [("Compilation", CHAIR), ("Invite", SECRETARIAT)])
async def test_an_old_button_does_nothing_for_somebody_who_has_left(
    chat: Chat, house: House, button: str, who: object
) -> None:
    character = next(each for each in EVERYBODY if each is who)
    await chat(f"""
        {character.called}: /help
        Bot → {character.called}: … [{button}] …
    """)
    await house.dismiss(character)
    await chat(f"""
        {character.called} taps [{button}]
        Bot → {character.called}: {NOT_ALLOWED}
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
    from storage import submissions

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
            Bot → Delegate: {NOT_ALLOWED}
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
    from committee.access import Role
    from services.compilations import Request, compile_for

    assert ORGAN.actor == "cim"
    for roles, seen in (((Role.CHAIR,), 0), ((Role.SECRETARIAT,), 1)):
        request = Request("en", roles)
        made = await house.look(lambda c, r=request: compile_for(c, r, now=house.clock.now()))
        assert sum(len(tuple(sheet.rows)) for sheet in made.sheets) == seen
