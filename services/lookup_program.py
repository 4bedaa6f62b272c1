"""`/program`: objectives and activities in the reader's language, and what was reported on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.flows.choices import Choice, Found, find
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from committee.actors import Actor, ActorKind, actor_of, kind_name
from committee.program import STATES, Activity, Program, load_program, program_versions
from locales import Localized, Message, Param
from locales.phrases import lookup, offering
from services.lookup_lists import in_rows, lines_of, openers, turning
from services.office import Turn
from services.readers import viewer_of
from services.tokens import long, short
from storage import listing
from storage.listing import Filter

A_PAGE = 5
"""What was reported, on one page below an activity."""
MOST_FOUND = 12
_NUMBERS_A_ROW = 6
_CODES_A_ROW = 5
TOP, OBJECTIVES, GROUP = "top", "o", "g"


@dataclass(frozen=True, slots=True)
class Point:
    """An activity by its number, addressed to `group`, or an objective by its id."""

    code: str
    label: Localized
    summary: Localized
    group: str | None = None


def browse(turn: Turn, program: Program, said: str, rest: list[str] | None) -> None:
    """Show a part of the Program: from a command, with what was typed after it, or a button."""
    match rest:
        case None:
            _begin(turn, program, said)
        case ["o"]:
            turn.reply(_objectives(program, replaces=True))
        case ["g", group]:
            turn.reply(_group(program, group, replaces=True))
        case [code, *page] if (point := point_of(program, code)) is not None:
            turn.reply(_point(turn, program, point, long(page[0]) if page else 0, replaces=True))
        case _:
            turn.reply(_top(turn, program, replaces=True))


def show_point(turn: Turn, program: Program, code: str) -> None:
    """Show the activity or objective with that code, or the whole Program where there is none."""
    point = point_of(program, code)
    turn.reply(_top(turn, program) if point is None else _point(turn, program, point, 0))


def point_of(program: Program, code: str) -> Point | None:
    """The activity or objective with that code."""
    return next((point for point in _points(program) if point.code == code), None)


def found_activities(program: Program, said: str) -> Sequence[Point]:
    """The activities meant by typed words, in any of the languages."""
    found = find([_choice(point) for point in _points(program) if point.group is not None], said)
    return [point for each in found.choices if (point := point_of(program, each.code))]


def own_first(program: Program, actors: Iterable[Actor]) -> Sequence[Point]:
    """The activities of the actors, else all of them."""
    own = _own_groups(program, actors)
    points = [point for point in _points(program) if point.group is not None]
    return [point for point in points if point.group in own] or points


def _search(program: Program, said: str, actors: Iterable[Actor]) -> Found:
    """The activities (one's own first), objectives and groups meant by typed words."""
    own = _own_groups(program, actors)
    points = sorted(_points(program), key=lambda point: point.group not in own)
    groups = [
        Choice(f"{GROUP}:{group}", group_name(group), words=_acronym(group))
        for group in _grouped(program)
    ]
    return find([*map(_choice, points), *groups], said)


def _choice(point: Point) -> Choice:
    label = Message(lookup.POINT, {"number": point.code, "label": point.label})
    return Choice(point.code, label, words=(point.label,), about=(point.summary,))


def _own_groups(program: Program, actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(a.addressee for actor in actors for a in program.own_activities(actor))


def group_name(group: str) -> Localized:
    """The actor, or "Member states"."""
    return kind_name(ActorKind.STATE, plural=True) if group == STATES else actor_of(group).name


def _actors(turn: Turn) -> tuple[Actor, ...]:
    """The actors that the sender acts for."""
    return tuple(member.actor.actor for member in turn.memberships() if member.actor)


def unofficial(program: Program) -> Iterator[Message]:
    """That only the Program itself is authentic."""
    known = program.version in program_versions()
    note = load_program(program.version).note if known else None
    if note is not None:
        yield Message(lookup.UNOFFICIAL, {"note": note})


def _acronym(group: str) -> tuple[Param, ...]:
    acronym = None if group == STATES else actor_of(group).acronym
    return (acronym,) if acronym else ()


def _points(program: Program) -> Iterator[Point]:
    for activity in program.activities:
        yield Point(str(activity.number), activity.label, activity.summary, activity.addressee)
    for objective in program.objectives:
        yield Point(objective.id, objective.label, objective.summary)


def _grouped(program: Program) -> dict[str, list[Activity]]:
    """The activities by whom they are addressed to, in the order of the Program."""
    groups: dict[str, list[Activity]] = {}
    for activity in program.activities:
        groups.setdefault(activity.addressee, []).append(activity)
    return groups


def _begin(turn: Turn, program: Program, said: str) -> None:
    if not said.strip():
        turn.reply(_top(turn, program))
        return
    found = _search(program, said, _actors(turn))
    if not found.choices:
        turn.tell(Message(lookup.NOT_IN_PROGRAM))
        turn.reply(_top(turn, program))
    elif found.only is not None:
        _show_found(turn, program, found.only.code)
    else:
        turn.reply(_results(found.choices[:MOST_FOUND]))


def _show_found(turn: Turn, program: Program, code: str) -> None:
    """Show, as a new message, what a found choice stands for."""
    if code.startswith(f"{GROUP}:"):
        turn.reply(_group(program, code.partition(":")[2]))
    else:
        show_point(turn, program, code)


def _results(choices: Iterable[Choice]) -> Reply:
    rows = [(Button(choice.label, f"p:{choice.code}"),) for choice in choices]
    return Reply((Message(lookup.FOUND_IN_PROGRAM),), (*rows, (_back(),)))


def _top(turn: Turn, program: Program, *, replaces: bool = False) -> Reply:
    """The groups of activities, the reader's own first, and the way to the objectives."""
    groups = _grouped(program)
    own = _own_groups(program, _actors(turn))
    ordered = sorted(groups, key=lambda group: group not in own)
    rows = [(_group_button(group, groups[group], own=group in own),) for group in ordered]
    objectives = Button(Message(lookup.OBJECTIVES), f"p:{OBJECTIVES}")
    lines = (
        Message(lookup.PROGRAM, {"title": program.title}),
        Message(lookup.PROGRAM_HOW),
        *unofficial(program),
    )
    return Reply(lines, (*rows, (objectives,)), replaces=replaces)


def _group_button(group: str, activities: Sequence[Activity], *, own: bool) -> Button:
    label = Message(
        lookup.OWN_GROUP if own else lookup.GROUP,
        {
            "group": group_name(group),
            "first": activities[0].number,
            "last": activities[-1].number,
        },
    )
    return Button(label, f"p:{GROUP}:{group}")


def _group(program: Program, group: str, *, replaces: bool = False) -> Reply:
    """The activities of a group: their short texts, and their numbers to tap."""
    points = [point for point in _points(program) if point.group == group]
    title = Message(lookup.GROUP_TITLE, {"group": group_name(group)})
    return _points_shown(program, title, points, _NUMBERS_A_ROW, replaces=replaces)


def _objectives(program: Program, *, replaces: bool = False) -> Reply:
    points = [point for point in _points(program) if point.group is None]
    title = Message(lookup.OBJECTIVES_TITLE)
    return _points_shown(program, title, points, _CODES_A_ROW, replaces=replaces)


def _points_shown(
    program: Program, title: Message, points: Sequence[Point], width: int, *, replaces: bool
) -> Reply:
    texts = [
        Message(lookup.POINT, {"number": point.code, "label": point.label}) for point in points
    ]
    buttons = [Button(point.code, f"p:{point.code}") for point in points]
    lines = (title, *texts, Message(lookup.TAP_A_NUMBER), *unofficial(program))
    return Reply(lines, (*in_rows(buttons, width), (_back(),)), replaces=replaces, tight=True)


def _point(
    turn: Turn, program: Program, point: Point, page: int, *, replaces: bool = False
) -> Reply:
    """One activity or objective, and what was reported on it that the reader may see."""
    viewer = viewer_of(turn.memberships())
    about = Filter(topics=(point.code,))
    count = listing.count(turn.connection, viewer, about)
    shown = listing.page(turn.connection, viewer, about, skip=page * A_PAGE, most=A_PAGE)
    lines = [
        *point_lines(program, point),
        lookup.reported(count) if count else Message(lookup.NONE_REPORTED),
        *lines_of(turn, shown.lines),
        *([Message(lookup.TAP_A_NUMBER)] if shown.lines else []),
    ]
    rows: Rows = (
        *openers(shown.lines),
        *turning(lambda n: f"p:{point.code}:{short(n)}", page, more=shown.more),
        (_up(point), _back()),
    )
    return Reply(tuple(lines), rows, replaces=replaces, tight=True)


def point_lines(program: Program, point: Point) -> Iterator[Message]:
    """The short text, whom it is addressed to, and that it is unofficial."""
    yield Message(
        lookup.POINT_TITLE,
        {"number": point.code, "label": point.label, "summary": point.summary},
    )
    if point.group is not None:
        yield Message(lookup.ADDRESSED_TO, {"group": group_name(point.group)})
    yield from unofficial(program)


def _up(point: Point) -> Button:
    """To the list in which the point stands."""
    if point.group is None:
        return Button(
            Message(lookup.BACK_TO, {"label": Message(lookup.OBJECTIVES)}), f"p:{OBJECTIVES}"
        )
    label = Message(lookup.BACK_TO, {"label": group_name(point.group)})
    return Button(label, f"p:{GROUP}:{point.group}")


def _back() -> Button:
    return Button(Message(lookup.BACK_TO, {"label": Message(offering.PROGRAM)}), f"p:{TOP}")
