"""What an author does with what was sent: read, amend, withdraw, compare, take a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.forms import FORMS
from bot.flows.reading import COMFORTABLE, differences
from bot.flows.reply import Button, Reply
from bot.flows.review import in_messages
from committee.access import Action, states_for
from locales import Message
from locales.phrases import reading, sending
from services import amending, attached, cards, copies, drafting, withdrawing
from services.cards import ChangedMeanwhileError, NoSuchSubmissionError
from services.menu import show_menu
from services.office import Envelope, Office, Turn
from services.readers import hidden_from, knows_author, may_see, viewer_of
from services.receipts import read_button
from services.situations import Hints
from storage import submissions
from storage.drafts import Draft
from storage.submissions import Submission

WITHDRAWING = "withdrawing"


class Sent:
    """Submissions, as their authors and readers open them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def opened(self, envelope: Envelope, row: int, page: int | None = None) -> None:
        """Show a submission that the sender may read; another `page` of it in place of this one."""

        def show(turn: Turn) -> None:
            submission = cards.readable(turn, row)
            replaces = page is not None
            cards.show(turn, self._office, submission, page=page or 0, replaces=replaces)

        await self._office.turn(envelope, show)

    async def file(self, envelope: Envelope, row: int, attachment: int) -> None:
        """Send a file of a submission."""
        await self._office.turn(envelope, lambda turn: self._send_file(turn, row, attachment))

    def _send_file(self, turn: Turn, row: int, attachment: int) -> None:
        submission = cards.readable(turn, row)
        if not knows_author(viewer_of(turn.memberships()), submission):
            raise NoSuchSubmissionError
        attached.send(
            turn,
            self._office,
            FORMS[submission.kind.value],
            submission.answers,
            row=attachment,
            told=Message(sending.FILE_SENT, {"number": submission.number}),
            actor_id=submission.actor.id,
        )

    async def amended(self, envelope: Envelope, row: int) -> None:
        """Begin a new version, every answer laid in."""

        def begin(turn: Turn) -> None:
            submission = self._changeable(turn, row, Action.AMEND)
            if submission is not None:
                amending.begin(turn, self._office, submission)

        await self._office.turn(envelope, begin)

    async def compared(self, envelope: Envelope, row: int) -> None:
        """Show what this version says otherwise than the one before."""
        await self._office.turn(envelope, lambda turn: self._compare(turn, row))

    def _compare(self, turn: Turn, row: int) -> None:
        submission = cards.readable(turn, row)
        before = _version_before(turn, submission)
        viewer = viewer_of(turn.memberships())
        if before is None or not may_see(viewer, before):
            raise NoSuchSubmissionError
        form = FORMS[submission.kind.value]
        changes = differences(
            form,
            before.answers,
            submission.answers,
            cards.situation_for(turn, self._office, submission),
            hidden={*hidden_from(viewer, submission, form), *hidden_from(viewer, before, form)},
        )
        title = Message(reading.CHANGED, {"number": submission.number})
        lines = list(changes) or [Message(reading.NOTHING_CHANGED)]
        pieces = list(in_messages((title, *lines), units=COMFORTABLE))
        for piece in pieces[:-1]:
            turn.reply(Reply(tuple(piece), tight=True))
        turn.reply(Reply(tuple(pieces[-1]), _versions(submission, before), tight=True))

    async def withdrawn(self, envelope: Envelope, row: int) -> None:
        """Ask for the reason of a withdrawal."""

        def ask(turn: Turn) -> None:
            submission = self._changeable(turn, row, Action.WITHDRAW)
            if submission is None:
                return
            drafting.begin_form(
                turn,
                self._office,
                WITHDRAWING,
                hints=Hints(),
                actor_id=submission.actor.id,
                subject_id=submission.id,
            )

        await self._office.turn(envelope, ask)

    def finish_withdrawing(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Withdraw, with the reason given."""
        assert draft.subject_id is not None
        done = withdrawing.withdraw(
            turn, draft.subject_id, str(answers["text"]), author=turn.person
        )
        submission = submissions.submission_by_id(turn.connection, draft.subject_id)
        assert submission is not None
        if not done:
            # Somebody was quicker: the form is closed with this, so nothing is to be raised.
            turn.tell(ChangedMeanwhileError().said)
            cards.show(turn, self._office, submission)
            return
        turn.tell(Message(sending.WITHDRAWN, {"number": submission.number}))
        show_menu(turn)

    async def copied(self, envelope: Envelope, row: int) -> None:
        """Ask for a DOCX copy of what was sent; it follows in the chat."""
        await self._office.turn(
            envelope, lambda turn: copies.ask(turn, self._office, cards.readable(turn, row))
        )

    def _changeable(self, turn: Turn, row: int, action: Action) -> Submission | None:
        """The submission, if it is not too late for `action`; else how it stands is shown."""
        submission = cards.readable(turn, row)
        turn.require(action, actor_id=submission.actor.id)
        if submission.state in states_for(action):
            return submission
        newest = submissions.versions_of(turn.connection, submission.base)[-1]
        turn.tell(ChangedMeanwhileError().said)
        cards.show(turn, self._office, newest)
        return None


def _version_before(turn: Turn, submission: Submission) -> Submission | None:
    for version in submissions.versions_of(turn.connection, submission.base):
        if version.revision == submission.revision - 1:
            return version
    return None


def _versions(submission: Submission, before: Submission) -> tuple[tuple[Button, ...], ...]:
    """Back to this version, or to the one before."""
    earlier = Button(
        Message(sending.READ_NUMBER, {"number": before.number}), read_button(before).data
    )
    return ((read_button(submission), earlier),)
