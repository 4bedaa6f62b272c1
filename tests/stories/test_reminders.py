"""The reminder before a meeting: to whom, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from committee.access import Role
from committee.actors import Actor, ActorKind
from locales import Localized
from services.office import Transaction
from storage import world
from storage.tables import drafts, meetings, memberships, participants
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE, NETWORK, OBSERVER, ORGAN, Character
from tests.stories.round_scenes import change

REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    Bot → Delegate: Progress of the Program and SICREMI / … [Report progress] [Share a practice] [Nothing new] [Later] …
"""

ASKED = [
    {
        "submission_kinds": ["good_practice"],
        "actor_kinds": [],
        "actors": [],
        "activities": [],
        "objectives": [],
        "themes": [],
    }
]


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A chat in which the delegate is the only one who is reminded."""
    await empty_chat.let_in(DELEGATE)
    return empty_chat


async def test_it_comes_at_nine_in_the_recipients_own_zone(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, ORGAN)
    await empty_chat("""
        (14 days before the February meeting, 10:00 in Guatemala)
        …
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
    """On the day before, the March meeting has been in it for two days: one message a day."""
    await delegate("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (4 days before the February meeting, 20:00 in Guatemala)
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (2 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Workshop on migration and development with IOM / …
        (2 days before the February meeting, 20:00 in Guatemala)
        (1 day before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        (0 days before the February meeting, 12:00 in Guatemala)
    """)


async def test_somebody_who_answers_for_two_actors_gets_one_message(empty_chat: Chat) -> None:
    """The first whole, with its answers; the second as a line, with a button that opens it."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat.house.let_in_also(DELEGATE, "cim")
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / For Inter-American Commission of Women: / … Also due, for Guatemala: Progress of the Program and SICREMI, until … [Report progress] [Share a practice] … [Guatemala: Progress of the Program and SICREMI]
        (7 days before the February meeting, 20:30 in Guatemala)
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


async def test_one_who_cannot_be_written_to_does_not_keep_the_others_from_it(
    empty_chat: Chat, house: House
) -> None:
    """A draft that cannot be read any more stands in the way of its author's reminder alone."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE, ORGAN)
    await empty_chat("""
        Colleague: /report
        …
        Colleague: 28
        …
    """)
    await change(house, update(drafts).values(state={}, nudged_at=house.clock.now()))
    with capture_logs() as lines:
        await empty_chat("""
            (7 days before the February meeting, 09:00 in Guatemala)
            Bot → Delegate: Progress of the Program and SICREMI / …
            Bot → Organ: Progress of the Program and SICREMI / …
        """)
    row = await house.look(
        lambda c: c.execute(
            select(participants.c.id).where(participants.c.telegram_id == COLLEAGUE.id)
        ).scalar_one()
    )
    (line,) = [each for each in lines if each["event"] == "not_reminded"]
    assert (line["participant"], line["error"], line["alarm"]) == (row, "ValueError", True)


async def test_an_observer_is_not_reminded(empty_chat: Chat) -> None:
    await empty_chat.let_in(OBSERVER)
    await empty_chat("(7 days before the February meeting, 09:00 in Washington)")


async def test_an_organization_that_registered_itself_can_be_asked_by_name(
    empty_chat: Chat, house: House
) -> None:
    """A meeting names its actors; one that came in by itself is in no list of ours."""
    await empty_chat.let_in(replace(NETWORK, role=Role.CONTRIBUTOR, actor="cim"))

    def name_it(transaction: Transaction) -> None:
        kitchen = Localized(es="Cocina", en="Kitchen", fr="Cuisine", pt="Cozinha")
        known = Actor("kitchen-network", ActorKind.DIASPORA, kitchen, None, None)
        row = world.add_actor(transaction.connection, known)
        asks = [{**each, "actors": ["kitchen-network"], "actor_kinds": []} for each in ASKED]
        transaction.connection.execute(update(meetings).values(asks=asks))
        transaction.connection.execute(update(memberships).values(actor_id=row))

    await house.app.services.office.do(name_it)
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Washington)
        Bot → Network: Progress of the Program and SICREMI / …
    """)
