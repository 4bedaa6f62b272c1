"""Every way in the chat to what was sent: opened, turned, listed, searched, compared, taken along.

A look says what stands before, what the person does, and by what it is known that they see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from committee.access import Action, readable_to
from committee.actors import ActorKind
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from services.lookup_filters import ACTOR_KINDS
from tests.rights.acts import Act, Asks, Says, Tap
from tests.rights.cases import NONE, OTHER, OWN, Case
from tests.rights.ground import Outcome
from tests.rights.scene import MISSING, Scene, code
from tests.rights.ways_of_sending import newest_paper

PRACTICE = SubmissionKind.GOOD_PRACTICE
NAMES = re.compile(r"(?:Own|Other)land\d{4}")
SECRETS = re.compile(r"zebra\d{4}x(\d{4})")
NUMBERS = re.compile(r"-1(\d{4})\b")


def reads(case: Case) -> bool:
    """Whether the table lets them read the submission."""
    if case.relation is OWN:
        return case.may(Action.READ_SUBMISSION)
    assert case.state is not None
    return case.relation is OTHER and (case.visibility, case.state) in readable_to(case.roles)


def knows(case: Case) -> bool:
    """Whether the table lets them know an author that asked not to be named."""
    return case.may(Action.READ_IDENTITY)


def _reads_both(case: Case) -> bool:
    before = replace(case, state=SubmissionState.SUPERSEDED)
    return reads(case) and reads(before)


def _lists(case: Case) -> bool:
    """Lists are for those who take part."""
    return case.role is not None and reads(case)


def _published(case: Case) -> bool:
    """Among the practices stands what is published, for more eyes than the secretariat's."""
    listed = case.visibility is not Visibility.SECRETARIAT
    return reads(case) and listed and case.state is SubmissionState.PUBLISHED


def _public(case: Case) -> bool:
    """What an inline search finds is sent into any chat: it must be open to everybody."""
    of_all = (case.visibility, case.state) in readable_to(())
    return case.relation is not NONE and of_all


def _reads_thread(case: Case) -> bool:
    """Questions and answers are read by those who answer, and by those who review."""
    mine = case.may(Action.ANSWER_CLARIFICATION)
    return reads(case) and (mine or case.may(Action.REVIEW, NONE))


@dataclass(frozen=True, slots=True)
class Look:
    """One way to see a submission; `shows` is how it is known that it is seen.

    `sees` is None where what is shown may be more than fits: then only leaks are looked for.
    """

    name: str
    door: str
    lay: Callable[[Scene, bool], Act]
    shows: Callable[[Outcome], bool]
    sees: Callable[[Case], bool] | None = reads


def says_secret(outcome: Outcome) -> bool:
    """The word that stands in the submission alone is told."""
    return outcome.secret in outcome.said


def says_number(outcome: Outcome) -> bool:
    """Its number is told."""
    return outcome.seat.mark in outcome.said


def _on(word: str, *, before: bool = False) -> Callable[[Scene, bool], Act]:
    def lay(scene: Scene, unnamed: bool) -> Act:
        row = scene.submission(unnamed=unnamed, before=before)
        return Tap(f"s:{code(row)}:{word}")

    return lay


def _thread(scene: Scene, unnamed: bool) -> Act:
    row = scene.submission(unnamed=unnamed)
    scene.question_about(row)
    return Tap(f"s:{code(row)}:open")


def _file(scene: Scene, unnamed: bool) -> Act:
    row = scene.submission(unnamed=unnamed)
    paper = MISSING if row == MISSING else newest_paper(scene)
    return Tap(f"s:{code(row)}:f:{code(paper)}")


def _searched(
    act: Callable[[Scene], Act], *, practice: bool = False
) -> Callable[[Scene, bool], Act]:
    def lay(scene: Scene, unnamed: bool) -> Act:
        if practice:
            row = scene.submission(scene.practice(), kind=PRACTICE, unnamed=unnamed)
        else:
            row = scene.submission(unnamed=unnamed)
        scene.index(row)
        return act(scene)

    return lay


def _link(scene: Scene, unnamed: bool) -> Act:
    row = scene.submission(scene.practice(), kind=PRACTICE, unnamed=unnamed)
    return Says(f"/start practice_{code(row)}")


def _activity(act: Callable[[int], Act]) -> Callable[[Scene, bool], Act]:
    """What was reported on an activity; each seat has its own."""

    def lay(scene: Scene, unnamed: bool) -> Act:
        activity = 1 + scene.seat.number
        row = scene.submission(scene.report(activity=activity), unnamed=unnamed)
        scene.index(row)
        return act(activity)

    return lay


DIRECT = (
    Look("open", "s:*", _on("open"), says_secret),
    Look("turn the page", "s:*", _on("_page0"), says_secret),
    Look("whom to ask", "s:*", _on("open"), lambda o: "Contact" in o.said, _lists),
    Look("questions and answers", "s:*", _thread, lambda o: "How many?" in o.said, _reads_thread),
    Look("file", "s:f", _file, lambda o: "(document zebra" in o.said),
    Look("copy", "s:copy", _on("copy"), lambda o: "jobs" in o.tables),
    Look("difference", "s:diff", _on("diff", before=True), says_secret, _reads_both),
    Look("link", "/start", _link, says_secret),
)
"""Ways to one submission, whose row stands on the button or in the link."""

LISTS = (
    Look(
        "search the list",
        "b",
        _searched(lambda scene: Tap(f"b:-----:0:{scene.secret}")),
        says_number,
        _lists,
    ),
    Look(
        "/submissions",
        "/submissions",
        _searched(lambda scene: Says(f"/submissions {scene.secret}")),
        says_number,
        _lists,
    ),
    Look("the list", "m:submissions", _searched(lambda _: Tap("m:submissions")), says_number, None),
    Look(
        "practices",
        "a",
        _searched(lambda scene: Tap(f"a:-:-:0:{scene.secret}"), practice=True),
        lambda outcome: f"Practice {outcome.secret}" in outcome.said,
        _published,
    ),
    Look(
        "/practices",
        "/practices",
        _searched(lambda scene: Says(f"/practices {scene.secret}"), practice=True),
        lambda outcome: f"Practice {outcome.secret}" in outcome.said,
        _published,
    ),
    Look(
        "the practices",
        "m:practices",
        _searched(lambda _: Tap("m:practices"), practice=True),
        lambda outcome: f"Practice {outcome.secret}" in outcome.said,
        None,
    ),
    Look(
        "inline",
        "inline",
        _searched(lambda scene: Asks(scene.secret), practice=True),
        lambda outcome: f"Practice {outcome.secret}" in outcome.said,
        lambda case: _public(case) and _published(case),
    ),
)
"""Ways to what is found among others."""

ON_ACTIVITIES = (
    Look("activity", "p", _activity(lambda n: Tap(f"p:{n}")), says_number),
    Look("/program", "/program", _activity(lambda n: Says(f"/program {n}")), says_number),
    Look("the Program", "m:program", _activity(lambda _: Tap("m:program")), says_number, None),
)
"""Ways to what was reported on an activity of the Program."""

BY_NAME = (
    Look(
        "search its name",
        "/submissions",
        _searched(lambda scene: Says(f"/submissions {scene.actor_name}")),
        says_number,
    ),
    Look(
        "filter by kind of actor",
        "b",
        _searched(
            lambda scene: Tap(f"b:--{ACTOR_KINDS.index(ActorKind.DIASPORA)}--:0:{scene.secret}")
        ),
        says_number,
    ),
    Look("status", "m:status", _searched(lambda _: Tap("m:status")), says_number),
)
"""Ways by which somebody could find out whose a submission is."""


def named(look: Look, *, unnamed: bool = False) -> Callable[[Scene], Act]:
    """The look at a submission whose author may be named, or is not to be."""
    return lambda scene: look.lay(scene, unnamed)


def leaks(outcome: Outcome, others: Sequence[Outcome]) -> Iterator[str]:
    """What is told of the submissions of other tries that these eyes must not see."""
    for seat in {*SECRETS.findall(outcome.said), *NUMBERS.findall(outcome.said)}:
        number = int(seat)
        if number == outcome.seat.number:
            continue
        other = others[number].case
        if (other.visibility, other.state) not in readable_to(outcome.case.roles):
            yield f"shows the submission of {other}"


def names_told(outcome: Outcome) -> Iterator[str]:
    """The names of authors that are not to be named which are told all the same."""
    case = outcome.case
    mine = {outcome.seat.own_name} if case.relation is OWN or not case.of_committee else set()
    if not case.may(Action.READ_IDENTITY, OTHER):
        yield from sorted(set(NAMES.findall(outcome.said)) - mine)
