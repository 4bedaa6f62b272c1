"""Lists of submissions as somebody may see them: filtered, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    String,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
)

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

    Versions that a newer one has replaced are left out, unless their state is asked for. `topics`
    are activities' numbers, objectives' ids and states' alpha-3 codes, and all of them must be
    touched, and of each of `any_of` at least one; `words` are searched in full text, accents
    ignored. They were received from `since` on and before `until`.
    """

    kinds: tuple[SubmissionKind, ...] = ()
    states: tuple[SubmissionState, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    actor_ids: tuple[int, ...] = ()
    visibilities: tuple[Visibility, ...] = ()
    term_id: int | None = None
    meeting_id: int | None = None
    topics: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list; `actor` is None where the reader does not learn who it is.

    `places` are codes of states, or words for other places.
    """

    id: int
    number: str
    kind: SubmissionKind
    state: SubmissionState
    actor: KnownActor | None
    title: str | None
    submitted_at: datetime
    places: tuple[str, ...] = ()
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of a list, the newest first, and whether there are older ones."""

    lines: Sequence[Listed] = field(default=())
    more: bool = False


def page(
    connection: Connection, viewer: Viewer, wanted: Filter, *, skip: int = 0, most: int = 8
) -> Page:
    """The lines that come after the `skip` newest ones."""
    # First the rows alone, then what stands in them: long answers are not carried through a sort.
    found = (
        selecting(connection, viewer, wanted, submissions.c.id)
        .order_by(submissions.c.id.desc())
        .offset(skip)
        .limit(most + 1)
    )
    ids = list(connection.execute(found).scalars())
    rows = {row.sub_id: row for row in connection.execute(_lines(ids[:most]))} if ids else {}
    return Page([_listed(viewer, rows[each]) for each in ids[:most]], len(ids) > most)


def count(connection: Connection, viewer: Viewer, wanted: Filter) -> int:
    """How many submissions there are that the viewer may see."""
    found = selecting(connection, viewer, wanted, submissions.c.id).subquery()
    return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def topics_in(
    connection: Connection, viewer: Viewer, wanted: Filter, codes: Collection[str]
) -> frozenset[str]:
    """Which of the topics `codes` are touched by what is looked for."""
    found = selecting(connection, viewer, wanted, submissions.c.id)
    touched = select(topics.c.code).where(
        topics.c.code.in_(sorted(codes)), topics.c.submission_id.in_(found)
    )
    return frozenset(connection.execute(touched.distinct()).scalars())


def selecting(
    connection: Connection, viewer: Viewer, wanted: Filter, *columns: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """A SELECT of `columns` of what is looked for and may be seen, in no order."""
    conditions = _conditions(connection, viewer, wanted)
    return select(*columns).where(_seen_by(connection, viewer), *conditions)


def _lines(ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    named = ("id", "number", "kind", "state", "unnamed", "answers", "submitted_at")
    columns = [submissions.c[name].label(f"sub_{name}") for name in named]
    joined = submissions.join(actors, actors.c.id == submissions.c.actor_id)
    return select(*columns, *actors.c).select_from(joined).where(submissions.c.id.in_(ids))


def _listed(viewer: Viewer, row: Row[*tuple[Any, ...]]) -> Listed:
    places = row.sub_answers.get("places") or ()
    return Listed(
        id=row.sub_id,
        number=row.sub_number,
        kind=SubmissionKind(row.sub_kind),
        state=SubmissionState(row.sub_state),
        actor=as_actor(row) if _known(viewer, row.sub_unnamed, row.id) else None,
        title=row.sub_answers.get("title"),
        submitted_at=row.sub_submitted_at,
        places=tuple(places),
        summary=row.sub_answers.get("summary"),
    )


def _known(viewer: Viewer, unnamed: bool, actor_id: int) -> bool:  # noqa: FBT001 - a column
    return not unnamed or viewer.knows_authors or actor_id in viewer.own_actors


def _seen_by(connection: Connection, viewer: Viewer) -> ColumnElement[bool]:
    """What the viewer may read: of others by circle and state, of their own actors everything."""
    state: ColumnElement[str] = submissions.c.state
    actor: ColumnElement[int] = submissions.c.actor_id
    if connection.dialect.name == "sqlite":
        # With a "+" SQLite leaves the column's index alone: what most rows fulfil is looked up
        # while going through them from the newest on, which soon fills a page.
        state = literal_column("+submissions.state", String)
        actor = literal_column("+submissions.actor_id", Integer)
    by_circle = [
        and_(
            submissions.c.visibility == circle.value,
            state.in_(sorted(each.value for level, each in viewer.readable if level is circle)),
        )
        for circle in sorted({circle for circle, _ in viewer.readable})
    ]
    own = and_(
        actor.in_(sorted(viewer.own_actors)),
        state.in_(sorted(each.value for each in SENT_STATES)),
    )
    return or_(false(), *by_circle, *([own] if viewer.own_actors else []))


def _conditions(
    connection: Connection, viewer: Viewer, wanted: Filter
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not wanted.states:
        found.append(submissions.c.state != SubmissionState.SUPERSEDED.value)
    for column, values in (
        (submissions.c.state, [state.value for state in wanted.states]),
        (submissions.c.kind, [kind.value for kind in wanted.kinds]),
        (submissions.c.visibility, [level.value for level in wanted.visibilities]),
        (submissions.c.actor_id, list(wanted.actor_ids)),
    ):
        if values:
            found.append(column.in_(values))
    if wanted.actor_kinds:
        of_kind = select(actors.c.id).where(actors.c.kind.in_(list(wanted.actor_kinds)))
        found.append(submissions.c.actor_id.in_(of_kind))
    for codes in (*((topic,) for topic in wanted.topics), *wanted.any_of):
        about = select(topics.c.submission_id).where(topics.c.code.in_(codes))
        found.append(submissions.c.id.in_(about))
    found += _when(wanted)
    if wanted.words:
        found.append(submissions.c.id.in_(matching(connection, wanted.words)))
    if (wanted.actor_ids or wanted.actor_kinds) and not viewer.knows_authors:
        # Asking for one actor after another must not tell who did not want to be named.
        found.append(
            or_(~submissions.c.unnamed, submissions.c.actor_id.in_(sorted(viewer.own_actors)))
        )
    return found


def _when(wanted: Filter) -> list[ColumnElement[bool]]:
    """The term, the meeting and the time of what is looked for."""
    column = submissions.c
    found: list[ColumnElement[bool]] = []
    if wanted.term_id is not None:
        found.append(column.term_id == wanted.term_id)
    if wanted.meeting_id is not None:
        found.append(column.meeting_id == wanted.meeting_id)
    if wanted.since is not None:
        found.append(column.submitted_at >= wanted.since)
    if wanted.until is not None:
        found.append(column.submitted_at < wanted.until)
    return found
