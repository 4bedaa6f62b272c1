"""Guessing invitations: slowed more and more, and nobody can tell that it is.

Whether a token is looked up, and what is found, makes no difference to what is said and what is
done: the same sentence, the same statements.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from services.office import Turn
from services.tokens import hash_of
from storage import people
from storage.people import Invitation, Tries

FREE_TRIES = 5
"""So many tokens may be wrong before the next try has to wait."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
NO_ONES = "-"
"""No token has this hash."""


def looked_up(turn: Turn, token: str) -> Invitation | None:
    """The invitation that `token` opens now; None also where the person is to wait."""
    connection, person = turn.connection, turn.person.id
    digest, tries = hash_of(token), _fresh(people.tries_of(connection, person), turn.now)
    waits = tries.slowed_until is not None and turn.now < tries.slowed_until
    invitation = people.invitation_by_hash(connection, NO_ONES if waits else digest)
    if invitation is not None and not _is_usable(invitation, turn.now):
        invitation = None
    wrong = invitation is None and not waits
    people.note_tries(connection, person, _one_more(tries, turn.now) if wrong else tries)
    return invitation


def start_anew(turn: Turn) -> None:
    """Forget wrong tries: the person is in."""
    people.note_tries(turn.connection, turn.person.id, Tries(0, None))


def _fresh(tries: Tries, now: datetime) -> Tries:
    """`tries`, or none where a day has passed since the last one counted."""
    if tries.slowed_until is not None and now >= tries.slowed_until + FORGOTTEN_AFTER:
        return Tries(0, None)
    return tries


def _one_more(tries: Tries, now: datetime) -> Tries:
    """After a wrong token: from the fifth on, each further one doubles the wait."""
    wrong = tries.wrong + 1
    if wrong < FREE_TRIES:
        return Tries(wrong, now)
    doubled = FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 10)
    return Tries(wrong, now + min(doubled, LONGEST_WAIT))


def _is_usable(invitation: Invitation, now: datetime) -> bool:
    return invitation.used_at is None and invitation.expires_at > now
