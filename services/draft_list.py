"""The list of drafts: one's own, those with the clearing person, those of colleagues."""

from __future__ import annotations

from bot.flows.forms import FORMS
from bot.flows.kinds.keyboard import turning
from bot.flows.reply import Button, Reply
from committee.access import Action
from locales import Message, phrases
from locales.phrases import drafts as words
from services.draft_labels import label_of, title_of
from services.menu import show_menu
from services.office import Office, Turn, allowed
from services.tokens import short
from storage import drafts, shared_drafts

A_PAGE = 8
_SHOWN_IN_CLEARANCE = 10


def show(turn: Turn, office: Office, page: int | None) -> None:
    """List what the sender may go on with, in pages; the menu follows where there is nothing."""
    own, others = _own(turn, office), _of_colleagues(turn, office)
    waiting, to_clear = _waiting(turn), _to_clear(turn, office)
    if not own and not others and not waiting and not to_clear:
        turn.tell(Message(phrases.NO_DRAFTS))
        show_menu(turn)
        return
    buttons = [*to_clear, *own, *_held(turn, office), *others]
    last = max(len(buttons) - 1, 0) // A_PAGE
    number = min(page or 0, last)
    shown = buttons[number * A_PAGE : (number + 1) * A_PAGE]
    lines = [Message(words.TO_CLEAR)] if any(each in to_clear for each in shown) else []
    if own or waiting:
        lines.extend((Message(phrases.YOUR_DRAFTS), *waiting))
    elif not lines:
        lines.append(Message(phrases.NO_DRAFTS))
    if any(each in others for each in shown):
        lines.append(Message(words.COLLEAGUES))
    rows = (*((each,) for each in shown), *turning("d", number, last))
    turn.reply(Reply(tuple(lines), rows, replaces=page is not None))


def _to_clear(turn: Turn, office: Office) -> list[Button]:
    """The ways to what waits for the sender to clear it."""
    memberships = turn.memberships()
    actors = [
        member.actor.id
        for member in memberships
        if member.actor is not None
        and allowed(memberships, Action.SEND_CLEARED, actor_id=member.actor.id)
    ]
    return [
        Button(label_of(turn, office, draft, turn.person), f"k:{short(draft.id)}:_page0")
        for draft in drafts.drafts_in_clearance(turn.connection, actor_ids=actors)
    ]


def _actors(turn: Turn) -> set[int]:
    """The rows of the actors whose drafts the sender may go on with."""
    memberships = turn.memberships()
    return {
        member.actor.id
        for member in memberships
        if member.actor is not None
        and allowed(memberships, Action.CONTINUE_DRAFT, actor_id=member.actor.id)
    }


def _own(turn: Turn, office: Office) -> list[Button]:
    actors = _actors(turn)
    return [
        Button(label_of(turn, office, draft, turn.person), f"d:{short(draft.id)}")
        for draft in drafts.drafts_of(turn.connection, turn.person.id)
        if FORMS[draft.form].kind is not None and (draft.actor is None or draft.actor.id in actors)
    ]


def _of_colleagues(turn: Turn, office: Office) -> list[Button]:
    found = shared_drafts.drafts_of_colleagues(turn.connection, turn.person.id, _actors(turn))
    return [
        Button(
            label_of(turn, office, draft, turn.person, name=holder.name),
            f"d:{short(draft.id)}:take:{short(holder.id)}",
        )
        for draft, holder in found
    ]


def _held(turn: Turn, office: Office) -> list[Button]:
    """The ways to the same, where they can be taken back."""
    held = drafts.drafts_in_clearance(turn.connection, participant_id=turn.person.id)
    return [
        Button(label_of(turn, office, draft, turn.person), f"d:{short(draft.id)}")
        for draft in held[:_SHOWN_IN_CLEARANCE]
    ]


def _waiting(turn: Turn) -> list[Message]:
    """The sender's drafts that nobody can change, as they are to be cleared."""
    held = drafts.drafts_in_clearance(turn.connection, participant_id=turn.person.id)
    return [
        Message(words.WAITING, {"draft": title_of(draft)}) for draft in held[:_SHOWN_IN_CLEARANCE]
    ]
