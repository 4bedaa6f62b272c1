"""The ways to what an actor’s people send: reports, cleared drafts, answers, new versions, withdrawals."""

from __future__ import annotations

from bot.flows.state import State, encode_state
from committee.access import Action
from committee.actors import ActorKind
from committee.submissions import SubmissionKind, SubmissionState
from services.entries import WORDS
from storage import tables
from tests.flows.forms.samples import SHORT
from tests.rights.acts import Act, Says, Sends, Tap
from tests.rights.cases import NONE, OWN, Case
from tests.rights.scene import MISSING, Scene, code
from tests.rights.ways import (
    OF_ACTORS,
    Way,
    as_own,
    on_submission,
    remark,
    sends,
)

KINDS = {"law": ActorKind.OAS_ORGAN}
"""The kind of actor that may send what a word stands for, where that is not a state."""


# --- sending ---------------------------------------------------------------------------------------


def _begins(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        if word == "input":
            _open_text(scene)
        return Tap(f"m:{word}" if scene.actor is None else f"m:{word}:{code(scene.actor)}")

    def right(case: Case) -> bool:
        return case.may(Action.SUBMIT, OWN if case.relation is NONE else case.relation)

    kind = KINDS.get(word, ActorKind.STATE)
    return Way(f"m:{word}", lay, ("drafts",), right=right, kind=kind)


def _types(word: str) -> Way:
    def lay(scene: Scene) -> Act:
        if word == "input":
            _open_text(scene)
        return Says(f"/{word}")

    kind = KINDS.get(word, ActorKind.STATE)
    right = as_own(Action.SUBMIT)
    return Way(f"/{word}", lay, ("drafts",), right=right, relations=(NONE,), kind=kind)


def _open_text(scene: Scene) -> None:
    scene.add(
        tables.consultations,
        symbol=f"doc.{scene.seat.number}",
        title=dict.fromkeys(("es", "en", "fr", "pt"), "A draft"),
        paragraphs=[["1", "Migrants are heard."]],
        opened_at=scene.now,
    )


def _report(scene: Scene) -> int:
    """A report in its review; as if begun before, where the person may not write it now."""
    if scene.actor is None:
        return MISSING
    return scene.draft("activity_progress", scene.report(), opened=True)


def _begins_another(scene: Scene) -> Act:
    """A second one beside one that is under way."""
    row = MISSING
    if scene.actor is not None:
        row = scene.draft("activity_progress", {"activity": 28})
    return Tap(f"d:{code(row)}:another")


SUBMIT = (
    *map(_begins, WORDS),
    *map(_types, WORDS),
    Way("d:another", _begins_another, ("drafts",)),
    Way("f", sends(_report), ("submissions", "drafts"), called="f: send a report"),
)


# --- clearance -------------------------------------------------------------------------------------


def _waiting(scene: Scene) -> int:
    """A report of the colleague that waits for clearance."""
    if scene.actor is None:
        return MISSING
    row = scene.draft(
        "activity_progress", writer=scene.seat.colleague, status="clearing", subject=None
    )
    answers = scene.with_paper(scene.report(), "activity_progress", row)
    scene.change(tables.drafts, row, state=encode_state(State(answers)))
    return row


def _on_waiting(word: str) -> Way:
    changes = {"send": ("submissions", "drafts"), "return": ("drafts",)}.get(word, ())

    def lay(scene: Scene) -> Act:
        return Tap(f"k:{code(_waiting(scene))}:{word}")

    door = "k:*" if word.startswith("_") else f"k:{word}"
    return Way(door, lay, changes, says="" if changes else "zebra")


def _cleared_paper(scene: Scene) -> Act:
    row = _waiting(scene)
    paper = MISSING if row == MISSING else newest_paper(scene)
    return Tap(f"k:{code(row)}:f:{code(paper)}")


def newest_paper(scene: Scene) -> int:
    """The file that was laid in last."""
    found = scene.connection.execute(
        tables.attachments.select().order_by(tables.attachments.c.id.desc())
    ).first()
    assert found is not None
    return int(found.id)


def _comment(scene: Scene) -> int:
    return scene.draft("clearing", {"text": "Please add."}, opened=True, subject=_waiting(scene))


SEND_CLEARED = (
    _on_waiting("send"),
    _on_waiting("return"),
    _on_waiting("_page0"),
    Way("k:f", _cleared_paper, says="(document zebra"),
    Way("f", sends(_comment), ("drafts",), relations=OF_ACTORS, called="f: return to the author"),
)


# --- reminders -------------------------------------------------------------------------------------


CHANGED = {
    "nothing": ("responses",),
    "undo": ("responses",),
    "1": ("reminders",),
    "3": ("reminders",),
    "eve": ("reminders",),
    "surely": ("memberships",),
    "ours": ("memberships",),
}
"""What an answer to a reminder changes, where it is not a draft."""
SAID = {
    "later": "When may I ask again?",
    "show": "simply reply to this message",
    "notus": "Shall I tell the secretariat",
    "keep": "All stays as it is.",
}
"""What those that change nothing say."""


def _reminded(word: str) -> Way:
    changes = () if word in SAID else CHANGED.get(word, ("drafts",))

    def lay(scene: Scene) -> Act:
        if word == "input":
            _open_text(scene)
        if word == "undo" and scene.actor is not None:
            _nothing_new(scene, scene.actor)
        if word == "ours" and scene.case.relation is OWN:
            mine = scene.memberships.get("own") or scene.memberships["mine"]
            scene.change(tables.memberships, mine, quiet_since=scene.now)
        actor = MISSING if scene.actor is None else scene.actor
        return Tap(f"r:{code(scene.stage.meeting)}:{code(actor)}:{word}")

    kind = KINDS.get(word, ActorKind.STATE)
    return Way(f"r:{word}", lay, changes, says=SAID.get(word, ""), kind=kind)


def _nothing_new(scene: Scene, actor: int) -> None:
    scene.add(
        tables.responses,
        meeting_id=scene.stage.meeting,
        actor_id=actor,
        participant_id=scene.seat.colleague,
        kind="nothing_new",
        at=scene.now,
    )


def _replies_to_reminder(scene: Scene) -> Act:
    if scene.actor is not None:
        scene.letter(meeting_id=scene.stage.meeting, actor_id=scene.actor)
    return Says("We opened two shelters.", replying=True)


def _sends_to_reminder(scene: Scene) -> Act:
    _replies_to_reminder(scene)
    return Sends()


ANSWER_REMINDER = (
    *map(_reminded, (*CHANGED, *SAID, *WORDS)),
    Way("reply", _replies_to_reminder, ("drafts",), called="reply to a reminder"),
    Way("file", _sends_to_reminder, ("drafts", "attachments"), called="file to a reminder"),
)


# --- questions of the secretariat ------------------------------------------------------------------


def _asked(scene: Scene) -> tuple[int, int]:
    row = scene.submission(state=SubmissionState.CLARIFICATION_ASKED)
    return row, scene.question_about(row)


def _taps_answer(scene: Scene) -> Act:
    return Tap(f"s:{code(_asked(scene)[0])}:answer")


def _replies_to_question(scene: Scene) -> Act:
    _, question = _asked(scene)
    if question != MISSING:
        scene.letter(clarification_id=question, actor_id=scene.actor)
    return Says("There are two.", replying=True)


def _sends_to_question(scene: Scene) -> Act:
    _replies_to_question(scene)
    return Sends()


def _reply(scene: Scene) -> int:
    _, question = _asked(scene)
    form = SubmissionKind.CLARIFICATION_REPLY.value
    return scene.draft(form, SHORT[form], opened=True, subject=question)


ANSWER_CLARIFICATION = (
    Way("s:answer", _taps_answer, ("drafts",)),
    Way("reply", _replies_to_question, ("drafts",), called="reply to a question"),
    Way("file", _sends_to_question, ("drafts", "attachments"), called="file to a question"),
    Way(
        "f",
        sends(_reply),
        ("submissions", "clarifications"),
        relations=OF_ACTORS,
        called="f: send the answer",
    ),
)


# --- what was sent ---------------------------------------------------------------------------------


def _new_version(scene: Scene) -> int:
    about = scene.submission()
    return scene.draft("activity_progress", scene.report(), opened=True, subject=about)


AMEND = (
    Way("s:amend", on_submission("amend"), ("drafts",), stated=True),
    Way(
        "f",
        sends(_new_version),
        ("submissions", "drafts"),
        relations=OF_ACTORS,
        stated=True,
        settles=("drafts", "participants"),
        called="f: send a new version",
    ),
)
WITHDRAW = (
    Way("s:withdraw", on_submission("withdraw"), ("drafts",), stated=True),
    Way(
        "f",
        sends(remark("withdrawing")),
        ("submissions", "drafts"),
        relations=OF_ACTORS,
        stated=True,
        settles=("drafts", "participants"),
        called="f: withdraw",
    ),
)

WAYS = {
    Action.SUBMIT: SUBMIT,
    Action.SEND_CLEARED: SEND_CLEARED,
    Action.ANSWER_REMINDER: ANSWER_REMINDER,
    Action.ANSWER_CLARIFICATION: ANSWER_CLARIFICATION,
    Action.AMEND: AMEND,
    Action.WITHDRAW: WITHDRAW,
}
