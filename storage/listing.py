"""Lists of submissions as somebody may see them: filtered, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, tuple_

from committee.access import Readable
from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, Visibility
from storage.search import matching
from storage.tables import actors, submissions, topics
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose eyes: what they may read of others, and the actors whose people they are.

    `knows_authors` says that they learn who an author is that asked not to be named.
    """

    readable: Readable
    own_actors: frozenset[int] = frozenset()
    knows_authors: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; None and empty mean everything.

    `topic` is an activity's number, an objective's id or a state's alpha-3 code; `words` are
    searched in full text, accents ignored.
    """

    kinds: tuple[SubmissionKind, ...] = ()
    states: tuple[SubmissionState, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    actor_ids: tuple[int, ...] = ()
    visibilities: tuple[Visibility, ...] = ()
    term_id: int | None = None
    meeting_id: int | None = None
    topic: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list; `actor` is None where the reader does not learn who it is."""

    id: int
    number: str
    kind: SubmissionKind
    state: SubmissionState
    actor: KnownActor | None
    title: str | None
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a list, the newest first, and whether there are older ones."""

    lines: Sequence[Listed] = field(default=())
    more: bool = False


def page(
    connection: Connection, viewer: Viewer, wanted: Filter, *, skip: int = 0, most: int = 8
) -> Page:
    """The lines that come after the `skip` newest ones."""
    rows = connection.execute(
        _lines()
        .where(_seen_by(viewer), *_conditions(connection, viewer, wanted))
        .order_by(submissions.c.id.desc())
        .offset(skip)
        .limit(most + 1)
    ).all()
    lines = [
        Listed(
            id=row.sub_id,
            number=row.sub_number,
            kind=SubmissionKind(row.sub_kind),
            state=SubmissionState(row.sub_state),
            actor=as_actor(row) if _known(viewer, row.sub_unnamed, row.id) else None,
            title=row.sub_answers.get("title"),
            submitted_at=row.sub_submitted_at,
        )
        for row in rows[:most]
    ]
    return Page(lines, len(rows) > most)


def _lines() -> Select[tuple[object, ...]]:
    named = ("id", "number", "kind", "state", "unnamed", "answers", "submitted_at")
    columns = [submissions.c[name].label(f"sub_{name}") for name in named]
    return select(*columns, *actors.c).join(actors, actors.c.id == submissions.c.actor_id)


def _known(viewer: Viewer, unnamed: bool, actor_id: int) -> bool:  # noqa: FBT001 - a column
    return not unnamed or viewer.knows_authors or actor_id in viewer.own_actors


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """What the viewer may read: of others by circle and state, of their own actors everything."""
    pairs = [(visibility.value, state.value) for visibility, state in sorted(viewer.readable)]
    others = tuple_(submissions.c.visibility, submissions.c.state).in_(pairs) if pairs else false()
    own = and_(
        submissions.c.actor_id.in_(sorted(viewer.own_actors)),
        submissions.c.state.in_([state.value for state in SENT_STATES]),
    )
    return or_(others, own) if viewer.own_actors else others


def _conditions(
    connection: Connection, viewer: Viewer, wanted: Filter
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (submissions.c.kind, [kind.value for kind in wanted.kinds]),
        (submissions.c.state, [state.value for state in wanted.states]),
        (submissions.c.visibility, [level.value for level in wanted.visibilities]),
        (submissions.c.actor_id, list(wanted.actor_ids)),
        (actors.c.kind, list(wanted.actor_kinds)),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.term_id is not None:
        found.append(submissions.c.term_id == wanted.term_id)
    if wanted.meeting_id is not None:
        found.append(submissions.c.meeting_id == wanted.meeting_id)
    if wanted.topic is not None:
        about = select(topics.c.submission_id).where(topics.c.code == wanted.topic)
        found.append(submissions.c.id.in_(about))
    if wanted.words:
        found.append(submissions.c.id.in_(matching(connection, wanted.words)))
    if (wanted.actor_ids or wanted.actor_kinds) and not viewer.knows_authors:
        # Asking for one actor after another must not tell who did not want to be named.
        found.append(
            or_(~submissions.c.unnamed, submissions.c.actor_id.in_(sorted(viewer.own_actors)))
        )
    return found
