"""Scenes of the review: submissions that are in already, and how the database sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.flows.state import State, encode_state
from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.submissions import SubmissionKind, SubmissionState
from locales import Localized
from services.office import Transaction
from services.receiving import receive
from services.seal import seal_of
from storage import drafts, people, submissions, tables, world
from storage.submissions import Submission
from tests.chat import Chat
from tests.house import House
from tests.people import NETWORK, Character

PROGRESS: Mapping[str, Any] = {
    "activity": 28,
    "period_from": "2026-09",
    "period_to": "2027-01",
    "status": "under_way",
    "done": "We opened two shelters.",
    "details": False,
    "contact": "María López",
    "language": "en",
    "visibility": "public",
    "statement": True,
}
PRACTICE: Mapping[str, Any] = {
    "title": "Shared kitchens",
    "summary": "Families who arrive cook together with those who came before them, in kitchens.",
    "implementer": "Red Chapina",
    "contact": "Rosa Ferreira",
    "language": "es",
    "visibility": "public",
    "naming": "unnamed",
    "statement": True,
}
RED = replace(NETWORK, role=Role.CONTRIBUTOR, actor="red-chapina")
"""The network, once it is registered."""


async def register(chat: Chat) -> None:
    """Let a diaspora network in, as if it had registered long ago."""
    name = Localized(es="Red Chapina", en="Red Chapina", fr="Red Chapina", pt="Red Chapina")
    network = Actor("red-chapina", ActorKind.DIASPORA, name, acronym=None, country="GT")
    await chat.house.app.services.office.do(lambda t: world.add_actor(t.connection, network))
    await chat.let_in(RED)


async def sent(
    house: House,
    who: Character,
    answers: Mapping[str, Any] = PROGRESS,
    kind: SubmissionKind = SubmissionKind.ACTIVITY_PROGRESS,
) -> Submission:
    """Something that `who` sends for their actor, as if by the chat."""

    def run(transaction: Transaction) -> Submission:
        connection = transaction.connection
        person = people.participant_by_telegram(connection, who.id)
        actor = world.actor_by_key(connection, who.actor or "")
        assert person is not None
        assert actor is not None
        row = drafts.add_draft(
            connection,
            person.id,
            form=kind.value,
            state=encode_state(State(answers)),
            now=transaction.now,
            actor_id=actor.id,
            program_id=world.newest_program_id(connection),
        )
        drafts.open_draft(connection, person.id, None)
        connection.execute(
            tables.drafts.update().where(tables.drafts.c.id == row).values(status="sent")
        )
        draft = drafts.draft_by_id(connection, row)
        assert draft is not None
        return receive(transaction, draft, answers, author=person)

    return await house.app.services.office.do(run)


async def passed_over(chat: Chat) -> None:
    """Whatever was said meanwhile is not looked at."""
    await chat.catch_up()
    await chat("…")


async def standing(house: House, number: str) -> Submission:
    """The submission with that number as it is now."""
    found = await house.look(lambda c: submissions.submission_by_number(c, number))
    assert found is not None
    return found


async def state_of(house: House, number: str) -> SubmissionState:
    """The state it is in."""
    return (await standing(house, number)).state


async def letters_with(house: House, prefix: str) -> int:
    """How many letters were ever queued whose key begins so."""
    keys = await house.look(
        lambda c: (
            c.execute(select(tables.outbox.c.key).where(tables.outbox.c.key.is_not(None)))
            .scalars()
            .all()
        )
    )
    return sum(str(key).startswith(prefix) for key in keys)


async def taps_forged(chat: Chat, who: Character, data: str) -> None:
    """Tap a button that the bot did not show, sealed as if it had."""
    seal = await seal_of(chat.house.app.services.office)
    await chat.sandbox.tap_data(who.id, seal.close(data, who.id))
    await chat.catch_up()
