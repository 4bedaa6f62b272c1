"""Chapters whose submissions stand under what they are about: an objective, a topic, a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.choices import Choice
from bot.flows.forms.new_proposal import PROPOSALS
from bot.flows.forms.research_findings import TOPICS
from committee.states import all_states
from committee.submissions import SubmissionKind
from export.document import Column, Heading, Table, Text
from locales.phrases import compiling as said
from services.compiling.alphabet import alphabetical
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.submission import listed
from storage.snapshot import Entry


@dataclass(frozen=True, slots=True)
class Collection:
    """A chapter of one kind, under headings by the answer to the question `key`.

    `names` gives the headings by answer, in their order; what has none of these answers comes last
    under `other`. With `says` the heading says the answer, which is not said again.
    """

    kind: SubmissionKind
    title: str
    key: str
    names: Callable[[Edition], Mapping[str, str]]
    other: str = said.NOT_SAID
    says: bool = True

    def blocks(self, edition: Edition) -> Blocks:
        """Heading after heading, each with its submissions in the order of their actors."""
        names = self.names(edition)
        answers = edition.answers_to(self.kind, self.key)
        groups, also = self._groups(edition, names, answers)
        for code in (*names, ""):
            if code in groups or code in also:
                yield Heading(2, names[code] if code else edition.said(self.other))
                but = {self.key} if self.says and code else frozenset[str]()
                yield from listed(edition, groups.get(code, ()), level=3, but=but)
                if code in also:
                    yield from _elsewhere(edition, also[code], names)

    def _groups(
        self, edition: Edition, names: Mapping[str, str], answers: Mapping[int, tuple[Any, ...]]
    ) -> tuple[dict[str, list[Entry]], dict[str, list[tuple[Entry, str]]]]:
        """Under which heading each stands, and under which it is named besides."""
        groups: dict[str, list[Entry]] = {}
        also: dict[str, list[tuple[Entry, str]]] = {}
        for entry in edition.of_kind(self.kind):
            codes = [code for code in _codes(answers[entry.id][0]) if code in names]
            first = codes[0] if codes else ""
            groups.setdefault(first, []).append(entry)
            for code in codes[1:]:
                also.setdefault(code, []).append((entry, first))
        return groups, also


def _codes(answer: Any) -> Sequence[str]:  # noqa: ANN401 - an answer
    if isinstance(answer, str):
        return (answer,)
    return tuple(dict.fromkeys(map(str, answer))) if isinstance(answer, list) else ()


def _elsewhere(
    edition: Edition, entries: Iterable[tuple[Entry, str]], names: Mapping[str, str]
) -> Blocks:
    """Where those stand that are about this too."""
    yield Text(edition.said(said.ALSO))
    yield Table(
        (
            Column(edition.said(said.NUMBERS), 1.2),
            Column(edition.said(said.ACTOR), 1.4),
            Column(edition.said(said.STANDS_UNDER), 1.6),
        ),
        [
            (entry.number, edition.title(edition.name_of(entry)), names[under])
            for entry, under in entries
        ],
        about=edition.said(said.ALSO_ABOUT),
    )


def _chosen(choices: Iterable[Choice]) -> Callable[[Edition], Mapping[str, str]]:
    return lambda edition: {each.code: edition.words.plain(each.label) for each in choices}


def _objectives(edition: Edition) -> Mapping[str, str]:
    return {
        each.id: edition.said(said.NUMBERED, number=each.id, label=each.label)
        for program in edition.programs.values()
        for each in program.objectives
    }


def _states(edition: Edition) -> Mapping[str, str]:
    order = edition.order
    states = sorted(all_states(), key=lambda state: alphabetical(state.name.for_(order), order))
    return {state.alpha3: edition.words.plain(state.name) for state in states}


COLLECTIONS = (
    Collection(SubmissionKind.GOOD_PRACTICE, said.PRACTICES, "objectives", _objectives, says=False),
    Collection(SubmissionKind.NEW_PROPOSAL, said.PROPOSALS, "kind", _chosen(PROPOSALS)),
    Collection(SubmissionKind.RESEARCH_FINDINGS, said.RESEARCH, "topic", _chosen(TOPICS)),
    Collection(
        SubmissionKind.LEGISLATION_UPDATE,
        said.LEGISLATION,
        "country",
        _states,
        other=said.STATE_NOT_TOLD,
    ),
)
