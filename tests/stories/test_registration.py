"""Organizations that register themselves, and the secretariat's decision."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection, select

from storage.tables import actors, memberships
from tests.chat import Chat
from tests.house import House
from tests.people import DEPUTY, NETWORK, SECRETARIAT

ASKED = """
    Network: /register
    …
    Network taps [Diaspora network]
    …
    Network: Red Chapina
    …
    Network: Guatemala
    …
    Network: We help families.
    …
    Network: /skip
    …
    Network taps [Rosa Ferreira]
    …
    Network taps [Send]
    Bot → Network: Thank you. Your request has been passed …
"""


def networks(connection: Connection) -> int:
    return len(list(connection.execute(select(actors).where(actors.c.kind == "diaspora"))))


async def test_a_request_that_is_declined_opens_nothing(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await empty_chat(
        ASKED
        + """
        Bot → Secretariat: Red Chapina asks to be registered / … [Approve] [Decline]
        Secretariat taps [Decline]
        Bot → Secretariat (edited): The request of Red Chapina was declined by Hélène Baptiste.
        Bot → Network: The secretariat could not register Red Chapina this time. …
        Network: /practice
        Bot → Network: That is reserved to others in the committee; …
    """
    )
    assert await house.look(networks) == 0


async def test_whoever_waits_is_told_so(empty_chat: Chat) -> None:
    await empty_chat(ASKED)
    await empty_chat("""
        Network: /register
        Bot → Network: Your request is with the committee’s secretariat. …
        Network: hello?
        Bot → Network: … Your request is with the committee’s secretariat. …
    """)


async def test_two_who_approve_one_after_the_other(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(SECRETARIAT, DEPUTY)
    await empty_chat(
        ASKED
        + """
        Bot → Secretariat: Red Chapina asks to be registered / … [Approve] [Decline]
        Bot → Deputy: Red Chapina asks to be registered / … [Approve] [Decline]
        Secretariat taps [Approve]
        Bot → Secretariat (edited): Red Chapina has been registered by Hélène Baptiste.
        Bot → Deputy: Red Chapina has been registered by Hélène Baptiste.
        Bot → Network: Red Chapina is now registered. … [Share a practice] …
        Deputy taps [Decline]
        Bot → Deputy: That request has been decided already. Thank you. / What would you like to do? …
    """
    )
    assert await house.look(networks) == 1


async def test_two_who_approve_at_the_same_moment_have_one_effect(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(SECRETARIAT, DEPUTY)
    await empty_chat(ASKED + "…")
    await asyncio.gather(
        empty_chat.sandbox.tap(SECRETARIAT.id, "Approve"),
        empty_chat.sandbox.tap(DEPUTY.id, "Approve"),
    )
    await empty_chat.catch_up()
    await empty_chat("…")
    assert await house.look(networks) == 1
    rows = await house.look(
        lambda c: list(c.execute(select(memberships).where(memberships.c.role == "contributor")))
    )
    assert len(rows) == 1
    welcomes = [m for m in empty_chat.sandbox.messages(NETWORK.id) if "now registered" in m.text]
    assert len(welcomes) == 1


async def test_somebody_who_is_no_longer_secretariat_decides_nothing(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DEPUTY)
    await empty_chat(ASKED + "…")
    await house.dismiss(DEPUTY)
    await empty_chat("""
        Deputy taps [Approve]
        Bot → Deputy: That is reserved to others in the committee; …
    """)
    assert await house.look(networks) == 0
