"""Clearance: where an actor has a clearing person, drafts pass through their hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from bot.flows.state import decode_state
from committee.access import Action, Relation, may
from committee.submissions import SubmissionKind
from locales import Message, phrases
from locales.phrases import clearing
from services import amending, attached, drafting, review_answers
from services.clearing_cards import card, current_state, form_title, waiting
from services.menu import show_menu
from services.office import Envelope, NotAllowedError, Office, Turn, allowed
from services.receipts import read_button, receipt
from services.receiving import OutdatedError, receive
from services.situations import Hints, situation_of
from services.tokens import short
from storage import drafts, members, people, submissions
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import Submission

FORM = "clearing"


class Clearance:
    """From the author's "Send" to the clearing person's."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def wanted(self, turn: Turn, draft: Draft) -> bool:
        """Whether the draft has to be cleared by somebody else before it is sent."""
        clearing_people = _clearing_people(turn, draft)
        return bool(clearing_people) and turn.person.id not in {p.id for p in clearing_people}

    def asked(self, turn: Turn, draft: Draft) -> None:
        """Put a draft before the clearing people of its actor."""
        assert draft.actor is not None
        turn.require(Action.SUBMIT, actor_id=draft.actor.id)
        drafts.move_draft(turn.connection, draft.id, was="sent", becomes="clearing", now=turn.now)
        asked = _read(turn, draft.id)
        for person in _clearing_people(turn, draft):
            shown = card(turn, self._office, asked, reader=person)
            turn.say(person.telegram_id, shown, actor_id=draft.actor.id)
        _record(turn, "clearance_asked", draft)
        turn.reply(waiting(draft))

    async def shown(self, envelope: Envelope, draft_id: int, page: int) -> None:
        """Show another page of a draft that waits for clearance."""

        def show(turn: Turn, draft: Draft) -> None:
            turn.reply(card(turn, self._office, draft, reader=turn.person, page=page, again=True))

        await self._with(envelope, draft_id, show)

    async def file(self, envelope: Envelope, draft_id: int, attachment: int) -> None:
        """Send a file of a draft that waits for clearance."""

        def send(turn: Turn, draft: Draft) -> None:
            assert draft.actor is not None
            attached.send(
                turn,
                self._office,
                FORMS[draft.form],
                decode_state(draft.state).answers,
                row=attachment,
                told=Message(clearing.FILE_SENT, {"form": form_title(draft)}),
                actor_id=draft.actor.id,
            )

        await self._with(envelope, draft_id, send)

    async def sent(self, envelope: Envelope, draft_id: int) -> None:
        """Send a cleared draft."""
        await self._with(envelope, draft_id, self._send)

    async def returned(self, envelope: Envelope, draft_id: int) -> None:
        """Ask for the comment with which a draft is returned."""

        def ask(turn: Turn, draft: Draft) -> None:
            actor_id = draft.actor.id if draft.actor else None
            drafting.begin_form(
                turn, self._office, FORM, hints=Hints(), actor_id=actor_id, subject_id=draft.id
            )

        await self._with(envelope, draft_id, ask)

    async def taken_back(self, envelope: Envelope, draft_id: int) -> None:
        """Give a draft that waits for clearance back to its author, who asked for it."""
        await self._office.turn(envelope, lambda turn: self._take_back(turn, draft_id))

    def finish_returning(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Give the draft back to its author with the comment."""
        assert draft.subject_id is not None
        returned = _to_be_cleared(turn, draft.subject_id)
        comment = str(answers["text"])
        if not drafts.move_draft(
            turn.connection,
            returned.id,
            was="clearing",
            becomes="open",
            now=turn.now,
            comment=comment,
        ):
            # Somebody was quicker: the form is closed with this, so nothing is to be raised.
            turn.reply(current_state(turn, returned))
            return
        author = people.participant_by_id(turn.connection, returned.participant_id)
        lines = (
            Message(
                clearing.RETURNED_TO_YOU, {"name": turn.person.name, "form": form_title(returned)}
            ),
            Message(clearing.COMMENT, {"comment": comment}),
        )
        self._tell_author(turn, returned, author, lines)
        _record(turn, "clearance_refused", returned)
        turn.tell(Message(clearing.RETURNED_BY_YOU, {"name": author.name}))
        show_menu(turn)

    async def _with(
        self, envelope: Envelope, draft_id: int, work: Callable[[Turn, Draft], None]
    ) -> None:
        """Do something with a draft that waits, or show the clearing person how it stands."""

        def run(turn: Turn) -> None:
            draft = _to_be_cleared(turn, draft_id)
            if draft.status == "clearing":
                work(turn, draft)
            else:
                turn.reply(current_state(turn, draft))

        await self._office.turn(envelope, run)

    def _send(self, turn: Turn, draft: Draft) -> None:
        """Make it the author's submission, unless somebody was quicker or may not any more."""
        assert draft.actor is not None
        author = people.participant_by_id(turn.connection, draft.participant_id)
        held = people.memberships_of(turn.connection, author.id)
        if not allowed(held, Action.SUBMIT, actor_id=draft.actor.id):
            drafts.move_draft(
                turn.connection, draft.id, was="clearing", becomes="open", now=turn.now
            )
            _record(turn, "given_back_uncleared", draft)
            gone = Message(
                clearing.AUTHOR_GONE, {"name": author.name, "actor": draft.actor.actor.name}
            )
            turn.reply(Reply((gone,), replaces=True))
            return
        if not drafts.move_draft(
            turn.connection, draft.id, was="clearing", becomes="sent", now=turn.now
        ):
            turn.reply(current_state(turn, _read(turn, draft.id)))
            return
        try:
            received = self._received(turn, draft, author)
        except OutdatedError as outdated:
            self._set_back(turn, draft, author, outdated.newest)
            return
        _record(turn, "cleared", draft, number=received.number)
        given = receipt(received)
        told = Message(clearing.CLEARED_FOR_YOU, {"name": turn.person.name})
        turn.say(
            author.telegram_id, Reply((told, *given.lines), given.rows), actor_id=draft.actor.id
        )
        done = {"number": received.number, "name": author.name}
        turn.reply(
            Reply(
                (Message(clearing.SENT_BY_YOU, done),), ((read_button(received),),), replaces=True
            )
        )

    def _received(self, turn: Turn, draft: Draft, author: Participant) -> Submission:
        situation = situation_of(self._office, turn.connection, author, draft)
        answers = engine.applicable(FORMS[draft.form], decode_state(draft.state).answers, situation)
        by = turn.person.id
        if SubmissionKind(draft.form) is SubmissionKind.CLARIFICATION_REPLY:
            return review_answers.received(
                turn, self._office, draft, answers, author=author, cleared_by=by
            ).reply
        return receive(turn, draft, answers, author=author, cleared_by=by)

    def _set_back(self, turn: Turn, draft: Draft, author: Participant, newest: Submission) -> None:
        """What the draft amends has changed: it is for the author to decide."""
        self._tell_author(turn, draft, author, (amending.set_back(turn, draft, newest),))
        about = {"number": newest.number, "name": author.name}
        turn.reply(Reply((Message(clearing.OUTDATED, about),), replaces=True))

    def _tell_author(
        self, turn: Turn, draft: Draft, author: Participant, lines: tuple[Message, ...]
    ) -> None:
        button = Button(Message(clearing.CONTINUE), f"d:{short(draft.id)}")
        actor_id = draft.actor.id if draft.actor else None
        turn.say(author.telegram_id, Reply(lines, ((button,),)), actor_id=actor_id)

    def _take_back(self, turn: Turn, draft_id: int) -> None:
        draft = drafts.draft_by_id(turn.connection, draft_id)
        if draft is None or draft.participant_id != turn.person.id:
            raise NotAllowedError
        if not drafts.move_draft(
            turn.connection, draft_id, was="clearing", becomes="open", now=turn.now
        ):
            self._settled(turn, _read(turn, draft_id))
            return
        _record(turn, "taken_back", draft)
        turn.reply(Reply((Message(clearing.TAKEN_BACK),), replaces=True))
        drafting.show(turn, self._office, _read(turn, draft_id))

    def _settled(self, turn: Turn, draft: Draft) -> None:
        """Show the author what became of a draft that is not to be taken back any more."""
        if draft.status == "open":
            drafting.show(turn, self._office, draft)
            return
        number = submissions.submission_of_draft(turn.connection, draft.id)
        said = phrases.ALREADY_RECEIVED if number else phrases.STALE_BUTTON
        turn.tell(Message(said, {"number": number} if number else {}))
        self._office.next_step(turn)


def _clearing_people(turn: Turn, draft: Draft) -> list[Participant]:
    """Who clears for the draft's actor at present."""
    if draft.actor is None:
        return []
    return [
        each.person
        for each in members.members_for(turn.connection, draft.actor.id)
        if may(Action.SEND_CLEARED, {each.role}, Relation.OWN_ACTOR)
    ]


def _to_be_cleared(turn: Turn, draft_id: int) -> Draft:
    """The draft in row `draft_id`; NotAllowedError unless the sender clears for its actor."""
    draft = drafts.draft_by_id(turn.connection, draft_id)
    if draft is None or draft.actor is None:
        raise NotAllowedError
    turn.require(Action.SEND_CLEARED, actor_id=draft.actor.id)
    return draft


def _read(turn: Turn, draft_id: int) -> Draft:
    draft = drafts.draft_by_id(turn.connection, draft_id)
    assert draft is not None
    return draft


def _record(turn: Turn, action: str, draft: Draft, **facts: str) -> None:
    turn.record(
        action,
        participant_id=turn.person.id,
        subject="draft",
        subject_id=draft.id,
        facts={"form": draft.form, **facts},
    )
