"""Invitations: for one person, once, for three days; and nobody learns why one cannot be used."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import Connection, select

from committee.access import Role
from locales import LANGUAGES, Language
from storage.tables import invitations, memberships, metadata, participants
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, SECRETARIAT, STRANGER

JOIN = """
    …
    {who} taps [{name}]
    …
    {who} taps [English]
    …
    {who} taps [Guatemala]
    …
"""


async def issued(house: House, actor: str | None = "GTM", role: Role = Role.FOCAL_POINT) -> str:
    invitation = await house.app.services.invitations.issue(actor_key=actor, role=role)
    return invitation.token


async def told(chat: Chat, who: int, token: str) -> str:
    """What the bot says to somebody who opens the link with `token`."""
    await chat.sandbox.send(who, f"/start {token}")
    await chat.catch_up()
    answer = chat.sandbox.messages(who)[-1]
    assert answer.from_bot
    await chat("…")
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_used_expired_and_unknown_are_told_in_the_same_words(
    empty_chat: Chat, house: House, language: Language
) -> None:
    used, expired = await issued(house), await issued(house)
    await empty_chat.sandbox.send(DELEGATE.id, f"/start {used}")
    await empty_chat.catch_up()
    await empty_chat("""
        …
        Delegate taps [María López]
        …
        Delegate: English
        …
        Delegate taps [Guatemala]
        …
        Delegate taps [Confirm]
        …
    """)
    of_used = await told(empty_chat, STRANGER.id, used)
    await empty_chat("(73 hours later)")
    of_expired = await told(empty_chat, STRANGER.id, expired)
    of_unknown = await told(empty_chat, STRANGER.id, "A" * 32)
    of_nonsense = await told(empty_chat, STRANGER.id, "<b>x</b>")
    assert of_used == of_expired == of_unknown == of_nonsense
    await empty_chat.sandbox.send(STRANGER.id, "/start " + "A" * 32)
    await empty_chat.catch_up()
    await empty_chat("Bot → Stranger: This invitation cannot be used. …")


async def test_it_is_good_for_seventy_two_hours(empty_chat: Chat, house: House) -> None:
    token = await issued(house)
    await empty_chat("""
        (71 hours later)
    """)
    await empty_chat.sandbox.send(DELEGATE.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat("""
        Bot → Delegate: You have been invited: Focal point, Guatemala. …
    """)


async def test_of_two_who_open_it_the_first_to_confirm_is_in(
    empty_chat: Chat, house: House
) -> None:
    token = await issued(house)
    for who in (DELEGATE, STRANGER):
        await empty_chat.sandbox.send(who.id, f"/start {token}")
        await empty_chat.catch_up()
        await empty_chat(JOIN.format(who=who.called, name=who.name))
    await empty_chat("""
        Delegate taps [Confirm]
        Bot → Delegate: Welcome, María López. …
        Stranger taps [Confirm]
        Bot → Stranger: This invitation cannot be used. …
    """)
    assert await house.look(members) == [DELEGATE.id]


async def test_of_two_who_confirm_at_the_same_moment_one_is_in(
    empty_chat: Chat, house: House
) -> None:
    token = await issued(house)
    for who in (DELEGATE, STRANGER):
        await empty_chat.sandbox.send(who.id, f"/start {token}")
        await empty_chat.catch_up()
        await empty_chat(JOIN.format(who=who.called, name=who.name))
    for who in (DELEGATE, STRANGER):
        await empty_chat.sandbox.tap(who.id, "Confirm")
    await empty_chat.catch_up()
    await empty_chat("…")
    assert len(await house.look(members)) == 1
    texts = [empty_chat.sandbox.messages(who.id)[-1].text for who in (DELEGATE, STRANGER)]
    assert sum("cannot be used" in text for text in texts) == 1


def members(connection: Connection) -> list[int]:
    return [
        row[0]
        for row in connection.execute(
            select(participants.c.telegram_id).join(
                memberships, memberships.c.participant_id == participants.c.id
            )
        )
    ]


async def test_the_token_is_nowhere_in_the_database_once_it_is_sent(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat("""
        Secretariat: /invite
        …
        Secretariat: Guatemala
        …
        Secretariat taps [Focal point]
        …
        Secretariat taps [Confirm]
        …
    """)
    texts = [message.text for message in empty_chat.sandbox.messages(SECRETARIAT.id)]
    token = next(found[1] for text in texts if (found := re.search(r"start=([\w-]{32,})", text)))
    assert token not in await house.look(everything)
    assert len(token) >= 128 / 6


def everything(connection: Connection) -> str:
    """Every value of every table."""
    rows: list[Any] = []
    for table in metadata.sorted_tables:
        rows += [tuple(row) for row in connection.execute(select(table))]
    return repr(rows)


async def test_a_picture_of_the_link_comes_with_it(empty_chat: Chat) -> None:
    await empty_chat("""
        Secretariat: /invite
        …
        Secretariat: CIM
        …
        Secretariat taps [Alternate]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: … https://t.me/enlace_sandbox_bot?start=…
        Bot → Secretariat: (photo) …
    """)
    file = empty_chat.sandbox.messages(SECRETARIAT.id)[-1].file()
    assert file is not None
    picture = empty_chat.sandbox.world.files.get(file["file_id"]).path.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert file["width"] >= 400


async def test_the_chair_is_invited_to_the_committee(empty_chat: Chat, house: House) -> None:
    token = await issued(house, None, Role.CHAIR)
    await empty_chat.sandbox.send(CHAIR.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat("""
        Bot → Chair: You have been invited: Chair. … [Carlos Méndez] …
        Chair: Carlos Méndez
        …
        Chair: English
        …
        Chair: 1
        …
        Chair taps [Confirm]
        Bot → Chair: Welcome, Carlos Méndez. Your role: Chair. …
        Chair: /status
        Bot → Chair: Status for …
    """)


async def test_only_its_hash_is_kept(house: House) -> None:
    token = await issued(house)
    (row,) = await house.look(lambda c: list(c.execute(select(invitations))))
    assert row.token_hash != token
    assert re.fullmatch("[0-9a-f]{64}", row.token_hash)
