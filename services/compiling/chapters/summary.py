"""Activities and objectives against where they stand: how many actors report each status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from bot.flows.forms.activity_progress import STATUSES
from committee.actors import ActorKind, actor_of, kind_name
from committee.program import STATES, Activity, Program
from committee.submissions import STANDING_STATES, SubmissionKind
from export.document import Column, Heading, Style, Table, Text
from locales import Day, Listing, Message
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition

NONE = "–"
_LETTERS = ascii_uppercase[: len(STATUSES)]
"""They stand for the statuses above the columns, whose names are too long for so many."""
KIND = SubmissionKind.ACTIVITY_PROGRESS

Counts = Mapping[str, Counter[str]]
"""By number of an activity or objective: how many actors report each status."""


def stands(edition: Edition) -> bool:
    """Whether reports on activities are what is asked for, or a part of it."""
    return not edition.request.kinds or KIND in edition.request.kinds


def blocks(edition: Edition) -> Blocks:
    """A table for each version of the Program, its activities by whom they are addressed to."""
    yield Text(edition.said(said.SUMMARY_HOW, none=NONE), Style.NOTE)
    yield Text(_key(edition), label=edition.said(said.KEY))
    answers = edition.answers_to(KIND, "activity", "objective", "status")
    for row, program in edition.programs.items():
        if len(edition.programs) > 1:
            yield Heading(2, edition.said(said.OF_PROGRAM, day=Day(program.agreed_on)))
        counts = _counts(edition, row, answers)
        yield from _activities(edition, program, counts)
        yield from _objectives(edition, program, counts)


def _activities(edition: Edition, program: Program, counts: Counts) -> Blocks:
    covered = sum(str(each.number) in counts for each in program.activities)
    about = {"n": covered, "of": len(program.activities)}
    yield Text(edition.said(said.COVERED, **about))
    columns = _columns(edition, said.ACTIVITY)
    yield Table(columns, _rows(edition, program, counts), about=edition.said(said.SUMMARY_ABOUT))


def _rows(edition: Edition, program: Program, counts: Counts) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    area = ""
    for each in program.activities:
        if each.addressee != area:
            area = each.addressee
            rows.append(("", area_name(edition, each).upper(), *("" for _ in (*STATUSES, 0))))
        label = edition.words.plain(each.label)
        rows.append((str(each.number), label, *_numbers(edition, counts, str(each.number))))
    return rows


def area_name(edition: Edition, activity: Activity) -> str:
    """Whom an activity is addressed to."""
    if activity.addressee == STATES:
        return edition.words.plain(kind_name(ActorKind.STATE, plural=True))
    return edition.words.plain(actor_of(activity.addressee).name)


def _objectives(edition: Edition, program: Program, counts: Counts) -> Blocks:
    reported = [each for each in program.objectives if each.id in counts]
    if not reported:
        return
    rows = [
        (each.id, edition.words.plain(each.label), *_numbers(edition, counts, each.id))
        for each in reported
    ]
    about = edition.said(said.SUMMARY_OBJECTIVES_ABOUT)
    yield Table(_columns(edition, said.OBJECTIVE), rows, about=about)


def _columns(edition: Edition, subject: str) -> tuple[Column, ...]:
    return (
        Column(edition.said(said.NO), 0.9),
        Column(edition.said(subject), 6.5),
        *(Column(letter, 0.75, numbers=True) for letter in _LETTERS),
        Column(edition.said(said.ACTORS_N), 1.5, numbers=True),
    )


def _key(edition: Edition) -> str:
    """Which letter stands for which status."""
    pairs = zip(_LETTERS, STATUSES, strict=True)
    items = (Message(said.LETTER, {"letter": each, "status": s.label}) for each, s in pairs)
    return edition.words.plain(Listing(tuple(items)))


def _numbers(edition: Edition, counts: Counts, subject: str) -> Iterator[str]:
    found = counts.get(subject, Counter())
    numbers: Sequence[int] = (*(found[each.code] for each in STATUSES), found.total())
    return (edition.words.plain(number) if number else NONE for number in numbers)


def _counts(
    edition: Edition, program: int, answers: Mapping[int, tuple[object, ...]]
) -> dict[str, Counter[str]]:
    """By subject, statuses by each actor's last report on it; what no longer stands left out."""
    last: dict[tuple[str, int], str] = {}
    for entry in edition.snapshot.entries:
        if entry.kind is not KIND or edition.program_rows[entry.id] != program:
            continue
        activity, objective, status = answers[entry.id]
        if entry.state in STANDING_STATES:
            subject = str(activity if activity is not None else objective)
            last[subject, entry.actor_id] = str(status)
    counts: dict[str, Counter[str]] = {}
    for (subject, _), status in last.items():
        counts.setdefault(subject, Counter())[status] += 1
    return counts
