"""Enlace as it is, with Telegram's limits lifted, so that the work itself is measured."""

from __future__ import annotations

import asyncio
import sys

from bot.app import build
from bot.lasting import stopped_by_signals
from bot.settings import settings_here
from committee.access import Role
from services.delivery import Limits
from services.office import Transaction
from storage import people, world

UNLIMITED = Limits(overall=100_000.0, per_chat=100_000.0, chat_burst=1000)


async def main(number: int) -> None:
    """Serve until stopped, with `number` people already in as focal points of Guatemala."""
    stop = stopped_by_signals()
    app = await build(settings_here(), limits=UNLIMITED)

    def let_in(transaction: Transaction) -> None:
        actor = world.actor_by_key(transaction.connection, "GTM")
        assert actor is not None
        for n in range(number):
            person = people.add_participant(
                transaction.connection,
                5000 + n,
                name=f"Person {n}",
                language="en",
                zone="America/Guatemala",
                now=transaction.now,
            )
            people.add_membership(
                transaction.connection,
                person.id,
                actor_id=actor.id,
                role=Role.FOCAL_POINT,
                now=transaction.now,
            )

    await app.services.office.do(let_in)
    try:
        await app.run(stop)
    finally:
        await app.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
