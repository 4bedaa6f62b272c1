"""Going on with a draft: one's own from an old button, or one that a colleague has begun."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from bot.flows.state import decode_state, encode_state
from committee.access import Action
from locales import Message, phrases
from locales.phrases import drafts as words
from services import drafting
from services.clearing_cards import waiting
from services.draft_labels import title_of
from services.office import NotAllowedError, Office, Turn, allowed
from services.tokens import short
from storage import drafts, people, shared_drafts, submissions
from storage.drafts import Draft


def open_again(turn: Turn, office: Office, draft_id: int, *, from_form: bool = False) -> None:
    """Answer a button of a draft that is not open: go on with it, or say what became of it.

    A button `from_form` does not take the place of a form that is open.
    """
    draft = drafts.draft_by_id(turn.connection, draft_id)
    mine = draft is not None and draft.participant_id == turn.person.id
    if draft is None or not (mine or _is_shared(draft)):
        _say_stale(turn, office)
    elif not _may_go_on(turn, draft):
        raise NotAllowedError
    elif (number := submissions.submission_of_draft(turn.connection, draft.id)) is not None:
        turn.tell(Message(phrases.ALREADY_RECEIVED, {"number": number}))
        office.next_step(turn)
    elif mine and draft.status == "clearing":
        turn.reply(waiting(draft))
    elif draft.status != "open" or (mine and from_form and turn.draft is not None):
        _say_stale(turn, office)
    elif mine:
        drafting.show(turn, office, draft)
    else:
        turn.reply(_who_goes_on(turn, draft))


def take_over(turn: Turn, office: Office, draft_id: int, holder: int | None) -> None:
    """Go on with a draft of a colleague; both are told.

    `holder` is who wrote it when the button was drawn: if it has changed hands since, nothing
    changes, and who goes on with it now is said.
    """
    draft = shared_drafts.hold_draft(turn.connection, draft_id)
    if draft is None or draft.actor is None or not _is_shared(draft):
        _say_stale(turn, office)
        return
    turn.require(Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
    changed_hands = holder is not None and draft.participant_id != holder
    if changed_hands and draft.status == "open" and draft.participant_id != turn.person.id:
        turn.reply(_who_goes_on(turn, draft, words.TAKE_IT_OVER))
        return
    if draft.participant_id == turn.person.id or draft.status != "open":
        open_again(turn, office, draft_id)
        return
    state = replace(decode_state(draft.state), told={}, last=None)
    if not shared_drafts.hand_draft(
        turn.connection, draft, turn.person.id, state=encode_state(state), now=turn.now
    ):
        raise drafting.HandedOverError
    former = people.participant_by_id(turn.connection, draft.participant_id)
    turn.record(
        "draft_taken_over",
        participant_id=turn.person.id,
        subject="draft",
        subject_id=draft.id,
        facts={"from": former.id},
    )
    _tell_former(turn, draft, former)
    taken = drafts.draft_by_id(turn.connection, draft.id)
    assert taken is not None
    turn.tell(Message(words.TAKEN_OVER, {"name": former.name}))
    drafting.show(turn, office, taken)


def is_handed_over(turn: Turn, *said: Message) -> bool:
    """Whether a colleague now writes the draft that was open in the sender's chat; then says so.

    It is said once, below `said`; afterwards no draft is open there.
    """
    row = turn.person.open_draft_id
    draft = None if row is None or turn.draft is not None else _of_colleague(turn, row)
    if draft is None:
        return False
    drafts.open_draft(turn.connection, turn.person.id, None)
    turn.tell(*said)
    turn.reply(_who_goes_on(turn, draft))
    return True


def _of_colleague(turn: Turn, draft_id: int) -> Draft | None:
    draft = drafts.draft_by_id(turn.connection, draft_id)
    if draft is None or draft.status != "open" or draft.participant_id == turn.person.id:
        return None
    return draft if _is_shared(draft) and _may_go_on(turn, draft) else None


def _is_shared(draft: Draft) -> bool:
    """Whether a draft is the actor's, so that colleagues can go on with it."""
    return draft.actor is not None and FORMS[draft.form].kind is not None


def _may_go_on(turn: Turn, draft: Draft) -> bool:
    if draft.actor is None or not _is_shared(draft):
        return True
    return allowed(turn.memberships(), Action.CONTINUE_DRAFT, actor_id=draft.actor.id)


def _say_stale(turn: Turn, office: Office) -> None:
    turn.tell(Message(phrases.STALE_BUTTON))
    office.next_step(turn)


def _who_goes_on(turn: Turn, draft: Draft, label: str = words.TAKE_IT_BACK) -> Reply:
    """Who writes a draft now, and the button to go on with it oneself."""
    holder = people.participant_by_id(turn.connection, draft.participant_id)
    told = Message(words.GOES_ON, {"name": holder.name, "draft": title_of(draft)})
    return Reply((told,), ((_taking(draft, holder.id, label),),))


def _tell_former(turn: Turn, draft: Draft, former: people.Participant) -> None:
    assert draft.actor is not None
    told = Message(words.TAKEN_FROM_YOU, {"name": turn.person.name, "draft": title_of(draft)})
    back = _taking(draft, turn.person.id, words.TAKE_IT_BACK)
    memberships = people.memberships_of(turn.connection, former.id)
    may = allowed(memberships, Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
    rows = ((back,),) if may else ()
    turn.say(former.telegram_id, Reply((told,), rows), actor_id=draft.actor.id)


def _taking(draft: Draft, holder: int, label: str) -> Button:
    return Button(Message(label), f"d:{short(draft.id)}:take:{short(holder)}")
