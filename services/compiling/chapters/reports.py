"""Progress, activity by activity and objective by objective, under each the actors in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from committee.program import Program
from committee.submissions import SubmissionKind
from export.document import Heading, Style, Text
from locales import Day, Listing, Localized
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.submission import listed
from storage.snapshot import Entry

KIND = SubmissionKind.ACTIVITY_PROGRESS


def has_activities(edition: Edition) -> bool:
    """Whether there are reports on numbered activities."""
    return any(e.kind is KIND and e.activity is not None for e in edition.snapshot.entries)


def has_objectives(edition: Edition) -> bool:
    """Whether there are reports on objectives, or on nothing that is told."""
    return any(e.kind is KIND and e.activity is None for e in edition.snapshot.entries)


def by_activity(edition: Edition) -> Blocks:
    """Each activity with a report, then the numbers of those without one."""
    for row, program in edition.programs.items():
        reports: dict[int, list[Entry]] = {}
        for entry in edition.of_kind(KIND):
            if entry.activity is not None and edition.program_rows[entry.id] == row:
                reports.setdefault(entry.activity, []).append(entry)
        numbers = {each.number: each.label for each in program.activities}
        for number in sorted(reports):
            yield Heading(2, _subject(edition, program, str(number), numbers.get(number)))
            yield from _summary(edition, program, number)
            yield from listed(edition, reports[number], level=3, but={"activity"})
        if program == edition.snapshot.program:
            yield from _without(edition, [n for n in numbers if n not in reports])


def by_objective(edition: Edition) -> Blocks:
    """Each objective with a report of an actor that has no numbered activity."""
    answers = edition.answers_to(KIND, "objective")
    for row, program in edition.programs.items():
        reports = _by_objective(edition, row, answers)
        labels = {each.id: each.label for each in program.objectives}
        order = [code for code in labels if code in reports]
        for code in (*order, *sorted(reports.keys() - labels.keys())):
            yield Heading(2, _subject(edition, program, code, labels.get(code)))
            but = {"objective"} if code else frozenset[str]()
            yield from listed(edition, reports[code], level=3, but=but)


def _by_objective(
    edition: Edition, program: int, answers: Mapping[int, tuple[object, ...]]
) -> dict[str, list[Entry]]:
    reports: dict[str, list[Entry]] = {}
    for entry in edition.of_kind(KIND):
        if entry.activity is None and edition.program_rows[entry.id] == program:
            code = answers[entry.id][0]
            reports.setdefault(code if isinstance(code, str) else "", []).append(entry)
    return reports


def _subject(edition: Edition, program: Program, number: str, label: Localized | None) -> str:
    """An activity or objective as a heading; of an older Program, with its date."""
    if label is None:
        return number or edition.said(said.NOT_SAID)
    if program == edition.snapshot.program:
        return edition.said(said.NUMBERED, number=number, label=label)
    day = Day(program.agreed_on)
    return edition.said(said.NUMBERED_OF, number=number, label=label, day=day)


def _summary(edition: Edition, program: Program, number: int) -> Blocks:
    activity = next((each for each in program.activities if each.number == number), None)
    if activity is not None:
        yield Text(edition.words.plain(activity.summary), Style.NOTE)


def _without(edition: Edition, numbers: Sequence[int]) -> Blocks:
    asked = edition.request.activities
    told = tuple(str(number) for number in numbers if not asked or number in asked)
    if told:
        yield Text(edition.said(said.NO_REPORT, numbers=Listing(told)))
