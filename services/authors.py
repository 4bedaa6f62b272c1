"""Telling the author of a submission what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection

from bot.flows.reply import Reply
from committee.access import Action, Relation, roles_for
from services.letters import Enclosure
from services.office import Transaction
from storage import reviewing
from storage.outbox import REMINDER
from storage.people import Participant
from storage.submissions import Submission

OF_USE_FOR = timedelta(weeks=4)
"""How long a message that waits for a person is worth sending."""

ACTING = roles_for(Action.ANSWER_CLARIFICATION, Relation.OWN_ACTOR)
"""Whoever holds one of these roles for an actor acts for it."""


def tell_author(
    transaction: Transaction,
    submission: Submission,
    reply: Reply,
    *,
    key: str,
    clarification_id: int | None = None,
) -> int:
    """Tell whoever sent the submission, else those who act for its actor; returns how many.

    It comes by day, once per person and `key`, and dies with their right to act for the actor.
    """
    told = recipients(transaction.connection, submission)
    for person in told:
        transaction.say(
            person.telegram_id,
            reply,
            enclosed=by_day(transaction, person),
            urgency=REMINDER,
            key=f"{key}:{person.id}",
            actor_id=submission.actor.id,
            clarification_id=clarification_id,
        )
    return len(told)


def recipients(connection: Connection, submission: Submission) -> Sequence[Participant]:
    """Who sent it, if they act for its actor and can be reached; else everybody who does."""
    acting = reviewing.acting_for(connection, submission.actor.id, ACTING)
    reachable = [person for person in acting if person.unreachable_since is None] or acting
    sender = [person for person in reachable if person.id == submission.participant_id]
    return sender or reachable


def by_day(transaction: Transaction, person: Participant) -> Enclosure:
    """What keeps a message that nobody waits for from going at night."""
    until = transaction.now + OF_USE_FOR
    return Enclosure(by_day_in=person.zone, until=until.isoformat())
