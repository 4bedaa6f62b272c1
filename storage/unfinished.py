"""What waits or is under way in inbox and outbox, said so that the indexes on it are used."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam

UNFINISHED = ("new", "leased")


def unfinished(status: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a row with this `status` is still to be dealt with.

    The words stand in the statement itself: a database takes a partial index only where it can see
    that the condition is the index's own, which it cannot of parameters.
    """
    return status.in_(bindparam(None, UNFINISHED, expanding=True, literal_execute=True))
