"""Beginning a draft: for which actor, about which meeting, with what is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from bot.flows.state import State, decode_state, encode_state
from committee.access import Action
from committee.owing import asked_of
from committee.submissions import SubmissionKind, may_send
from locales import Message, Refusal, phrases
from locales.phrases import drafts as words
from locales.phrases import sending
from services import foreknown, last_one
from services.entries import WORDS
from services.offering import choices_for, known_for
from services.office import NotAllowedError, Office, Transaction, Turn, allowed
from services.prefaces import preface
from services.readers import viewer_of
from services.situations import Hints, situation_of
from services.tokens import short
from storage import calendar, drafts, submissions, world
from storage.drafts import Draft
from storage.submissions import StoredFile
from storage.world import KnownActor

SOON = timedelta(days=45)


class HandedOverError(Refusal):
    """A colleague has taken the draft over while this was on its way."""

    message = words.NOT_ADDED


def begin_for_one(turn: Turn, office: Office, word: str) -> None:
    """Begin the form called `word` for the sender's actor, asking which where there are several."""
    actors = _may_submit_for(turn, WORDS[word])
    if not actors:
        raise NotAllowedError
    if len(actors) == 1:
        begin_for(turn, office, word, actors[0])
        return
    rows = tuple((Button(actor.actor.name, f"m:{word}:{short(actor.id)}"),) for actor in actors)
    turn.reply(Reply((Message(phrases.WHICH_ACTOR),), rows))


def begin_for(turn: Turn, office: Office, word: str, actor: KnownActor) -> None:
    """Begin the form called `word` for `actor`; it counts for the next meeting that asks for it."""
    kind = WORDS[word]
    begin(turn, office, kind, actor, meeting_id=_asking_soon(turn, kind, actor))


def _asking_soon(turn: Turn, kind: SubmissionKind, actor: KnownActor) -> int | None:
    """The next meeting, in some weeks at most, that asks the actor for that kind."""
    participations = world.read_participations(turn.connection)
    for meeting in calendar.meetings_between(turn.connection, turn.now, turn.now + SOON):
        asks = asked_of(meeting.plan.asks, actor.actor, turn.now.date(), participations)
        if any(kind in ask.submission_kinds for ask in asks):
            return meeting.id
    return None


def _may_submit_for(turn: Turn, kind: SubmissionKind) -> list[KnownActor]:
    """The sender's actors that may send that kind, each once however many roles they hold."""
    memberships = turn.memberships()
    found = {
        member.actor.id: member.actor
        for member in memberships
        if member.actor is not None
        and allowed(memberships, Action.SUBMIT, actor_id=member.actor.id)
        and may_send(member.actor.actor.kind, kind)
    }
    return list(found.values())


def begin(
    turn: Turn,
    office: Office,
    kind: SubmissionKind,
    actor: KnownActor,
    *,
    meeting_id: int | None = None,
    first: Sequence[str | StoredFile] = (),
) -> Draft:
    """Begin (or go on with) the actor's form of that kind; `first` are first texts or files."""
    turn.require(Action.SUBMIT, actor_id=actor.id)
    if not may_send(actor.actor.kind, kind):
        raise NotAllowedError
    unfinished = _unfinished(turn, kind, actor, meeting_id)
    draft = unfinished or _new(turn, kind, actor, meeting_id)
    for each in first:
        draft = lay_in(turn, office, draft, each)
    if first:
        form = Message(FORMS[kind.value].title)
        turn.tell(Message(phrases.FIRST_ANSWER_KEPT, {"form": form}))
    elif unfinished is not None and foreknown.is_answered(decode_state(draft.state)):
        turn.tell(Message(words.PICKED_UP))
        another = Button(Message(words.BEGIN_ANOTHER), f"d:{short(draft.id)}:another")
        show(turn, office, draft, rows=((another,),))
        return draft
    show(turn, office, draft)
    return draft


def begin_another(turn: Turn, office: Office, draft: Draft) -> None:
    """Begin a second draft of the same kind, actor and meeting; the first one waits."""
    assert draft.actor is not None
    turn.require(Action.SUBMIT, actor_id=draft.actor.id)
    show(turn, office, _new(turn, SubmissionKind(draft.form), draft.actor, draft.meeting_id))


def begin_form(
    turn: Turn,
    office: Office,
    form: str,
    *,
    hints: Hints,
    answers: Mapping[str, Any] | None = None,
    actor_id: int | None = None,
    invitation_id: int | None = None,
    subject_id: int | None = None,
    rows: Rows = (),
) -> None:
    """Begin a form that is no submission: joining, registering, inviting, asking for an export.

    One of the kind that was left unfinished is thrown away. `rows` are buttons below the first.
    """
    drafts.discard_all(turn.connection, turn.person.id, form=form, now=turn.now)
    row = drafts.add_draft(
        turn.connection,
        turn.person.id,
        form=form,
        state=encode_state(engine.begin(FORMS[form], answers or {})),
        hints=hints.as_json(),
        now=turn.now,
        actor_id=actor_id,
        invitation_id=invitation_id,
        subject_id=subject_id,
    )
    made = drafts.draft_by_id(turn.connection, row)
    assert made is not None
    show(turn, office, made, rows=rows, below=1)


def _unfinished(
    turn: Turn, kind: SubmissionKind, actor: KnownActor, meeting_id: int | None
) -> Draft | None:
    for draft in drafts.drafts_of(turn.connection, turn.person.id):
        if (draft.form, draft.meeting_id, draft.subject_id) == (kind.value, meeting_id, None) and (
            draft.actor is not None and draft.actor.id == actor.id
        ):
            return draft
    return None


def _new(turn: Turn, kind: SubmissionKind, actor: KnownActor, meeting_id: int | None) -> Draft:
    if not submissions.has_sent(turn.connection, turn.person.id):
        turn.tell(Message(sending.BEFORE_THE_FIRST))
    last = submissions.last_submission(turn.connection, actor.id, kind)
    viewer = viewer_of(turn.memberships())
    hints = Hints(
        choices=choices_for(turn.connection, kind, actor, viewer, turn.now),
        suggestions={"contact": foreknown.contacts(turn, last)},
        likely=foreknown.likely(last, foreknown.asked_activities(turn, meeting_id)),
    )
    known = {**foreknown.known(turn, last), **known_for(kind, actor)}
    state = engine.begin(FORMS[kind.value], known)
    row = drafts.add_draft(
        turn.connection,
        turn.person.id,
        form=kind.value,
        state=encode_state(state),
        hints={**hints.as_json(), **last_one.hint(last, state)},
        now=turn.now,
        actor_id=actor.id,
        meeting_id=meeting_id,
        program_id=world.newest_program_id(turn.connection),
    )
    turn.record(
        "draft_begun",
        participant_id=turn.person.id,
        subject="draft",
        subject_id=row,
        facts={"form": kind.value},
    )
    made = drafts.draft_by_id(turn.connection, row)
    assert made is not None
    return made


def lay_in(turn: Turn, office: Office, draft: Draft, first: str | StoredFile) -> Draft:
    """Lay a text or a stored file into the question of `draft` that takes such a beginning.

    Of files only as many as it takes; that the others are not kept is said.
    """
    form, state = FORMS[draft.form], decode_state(draft.state)
    most = None if isinstance(first, str) else engine.full_of_files(form, state)
    if most is not None:
        turn.tell(Message(words.FIRST_FILES_KEPT, {"most": most}))
        return draft
    answer = first if isinstance(first, str) else noted(turn, draft, first)
    situation = situation_of(office, turn.connection, turn.person, draft)
    message = turn.envelope.message
    keep(turn, draft, engine.first_answer(form, state, answer, situation, message=message))
    kept = drafts.draft_by_id(turn.connection, draft.id)
    assert kept is not None
    return kept


def keep(turn: Transaction, draft: Draft, state: State, *, status: str = "open") -> None:
    """Keep what was answered; raises HandedOverError when a colleague writes the draft now."""
    encoded = encode_state(state)
    if not drafts.save_draft(turn.connection, draft, state=encoded, now=turn.now, status=status):
        raise HandedOverError


def noted(turn: Turn, draft: Draft, file: StoredFile, *, caption: str = "") -> dict[str, Any]:
    """Note a stored file as given with `draft`; returns it as the engine knows files."""
    row = submissions.add_attachment(
        turn.connection, file, participant_id=turn.person.id, draft_id=draft.id, now=turn.now
    )
    return last_one.as_answer(row, file, caption=caption)


def show(turn: Turn, office: Office, draft: Draft, *, rows: Rows = (), below: int = 0) -> None:
    """Open `draft` in the sender's chat and show the question that is open, or the review.

    `rows` are buttons above those of the question, `below` so many rows of them.

    Raises NotAllowedError where it is opened anew by somebody whose role for its actor has ended.
    """
    drafts.open_draft(turn.connection, turn.person.id, draft.id)
    opened_anew = turn.draft is None or turn.draft.id != draft.id
    if opened_anew and draft.actor is not None and FORMS[draft.form].kind is not None:
        turn.require(Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
    turn.tell(*preface(turn.connection, draft))
    form = FORMS[draft.form]
    shown = engine.opening(
        form, decode_state(draft.state), situation_of(office, turn.connection, turn.person, draft)
    )
    say(turn, draft, shown, rows=rows, below=below)


def say(turn: Turn, draft: Draft, step: engine.Turn, *, rows: Rows = (), below: int = 0) -> None:
    """Say what the engine says, with the draft written on its buttons."""
    replies = [addressed(reply, draft.id) for reply in step.replies]
    for reply in last_one.offered(replies, draft, step.state):
        more = (*reply.rows[:below], *rows, *reply.rows[below:]) if reply.rows else ()
        turn.reply(replace(reply, rows=more))


def addressed(reply: Reply, draft_id: int) -> Reply:
    """`reply` with the draft written on its buttons."""
    return reply.with_data(lambda data: f"f:{short(draft_id)}:{data}")
