"""What a reviewer does with a submission: accept, ask, return, publish; each has one effect.

The row is held while it is decided, so that of several reviewers at once the first one counts and
the others see how it stands then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.flows.reply import Button, Reply
from committee.access import Action, states_for
from committee.submissions import SubmissionKind, SubmissionState, visibility_name
from locales import Message
from locales.phrases import reading, review
from services import cards, drafting
from services.authors import tell_author
from services.cards import ChangedMeanwhileError, NoSuchSubmissionError
from services.office import Office, Turn
from services.review_news import facts, opening
from services.review_waiting import next_button
from services.situations import Hints
from services.tokens import short
from storage import clarifications, submissions
from storage.drafts import Draft
from storage.submissions import Submission


@dataclass(frozen=True, slots=True)
class Deed:
    """A change of state: the right it takes, its entry in the trail, what is said of it."""

    action: Action
    becomes: SubmissionState
    recorded: str
    done: str


ACCEPT = Deed(Action.ACCEPT, SubmissionState.ACCEPTED, "accepted", review.DONE_ACCEPTED)
PUBLISH = Deed(Action.PUBLISH, SubmissionState.PUBLISHED, "published", review.DONE_PUBLISHED)
RETURN = Deed(Action.RETURN_SUBMISSION, SubmissionState.RETURNED, "returned", review.DONE_RETURNED)
ASK = Deed(
    Action.ASK_CLARIFICATION, SubmissionState.CLARIFICATION_ASKED, "asked", review.DONE_ASKED
)
DEEDS: Mapping[str, Deed] = {"accept": ACCEPT, "publish": PUBLISH, "return": RETURN, "ask": ASK}
REMARKS = {"ask": "asking", "return": "returning"}
"""The short forms in which a reviewer says what the author is to read."""


def do(turn: Turn, office: Office, row: int, word: str) -> None:
    """Do what the button says, or ask for the words that it needs first."""
    deed = DEEDS[word]
    submission = _held(turn, row, deed)
    if submission.kind is SubmissionKind.CLARIFICATION_REPLY:
        _show_instead(turn, office, submission)
    elif submission.state not in states_for(deed.action):
        _changed(turn, office, submission, replaces=True)
    elif word in REMARKS:
        drafting.begin_form(turn, office, REMARKS[word], hints=Hints(), subject_id=row)
    else:
        said = review.ACCEPTED if deed is ACCEPT else review.PUBLISHED
        about = facts(submission) | {"visibility": visibility_name(submission.visibility)}
        told = Reply((Message(said, about),), ((opening(submission),),))
        _become(turn, office, submission, deed, told, replaces=True)


def finish_asking(turn: Turn, office: Office, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Put the question to the author, who can just reply to it."""
    submission = _to_remark_on(turn, office, draft, ASK, answers)
    if submission is None:
        return
    text = str(answers["text"])
    asked = clarifications.add_clarification(
        turn.connection, submission.id, asked_by=turn.person.id, question=text, now=turn.now
    )
    lines = (
        Message(review.QUESTION, facts(submission)),
        Message(review.QUESTION_TEXT, {"question": text}),
        Message(review.QUESTION_HOW),
    )
    answer = Button(Message(reading.ANSWER), f"s:{short(submission.id)}:answer")
    told = Reply(lines, ((answer, opening(submission)),))
    _become(turn, office, submission, ASK, told, clarification_id=asked)


def finish_returning(turn: Turn, office: Office, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Return the submission with the reason."""
    submission = _to_remark_on(turn, office, draft, RETURN, answers)
    if submission is None:
        return
    text = str(answers["text"])
    lines = (
        Message(review.RETURNED, facts(submission)),
        Message(review.RETURNED_WHY, {"reason": text}),
        Message(review.RETURNED_HOW),
    )
    amend = Button(Message(reading.AMEND), f"s:{short(submission.id)}:amend")
    told = Reply(lines, ((amend, opening(submission)),))
    _become(turn, office, submission, RETURN, told, reason=text)


def _held(turn: Turn, row: int, deed: Deed) -> Submission:
    """The submission, held until the turn ends; the right is asked for, not yet the state."""
    cards.readable(turn, row)
    submission = submissions.hold_submission(turn.connection, row)
    if submission is None:
        raise NoSuchSubmissionError
    turn.require(deed.action, actor_id=submission.actor.id)
    return submission


def _to_remark_on(
    turn: Turn, office: Office, draft: Draft, deed: Deed, answers: Mapping[str, Any]
) -> Submission | None:
    """The submission that `draft` is about, held; None when it has changed, which is then said."""
    assert draft.subject_id is not None
    submission = _held(turn, draft.subject_id, deed)
    if submission.state in states_for(deed.action):
        return submission
    turn.tell(Message(review.NOT_DONE, {"text": str(answers["text"])}))
    _changed(turn, office, submission, replaces=False)
    return None


def _become(
    turn: Turn,
    office: Office,
    submission: Submission,
    deed: Deed,
    told: Reply,
    *,
    reason: str | None = None,
    clarification_id: int | None = None,
    replaces: bool = False,
) -> None:
    """Change the state, tell the author once, and show the card as it is then."""
    if not submissions.become(
        turn.connection, submission, deed.becomes, now=turn.now, reason=reason
    ):
        raise ChangedMeanwhileError
    turn.record(
        deed.recorded,
        participant_id=turn.person.id,
        subject="submission",
        subject_id=submission.id,
        facts={"number": submission.number},
    )
    if deed is ACCEPT:
        _accept_replies(turn, submission)
    key = f"{deed.recorded}:{submission.id}:{turn.envelope.taken.id}"
    heard = tell_author(turn, submission, told, key=key, clarification_id=clarification_id)
    author = Message(review.AUTHOR_TOLD if heard else review.AUTHOR_GONE)
    _lead_on(turn, office, submission.id, Message(deed.done), author, replaces=replaces)


def _accept_replies(turn: Turn, submission: Submission) -> None:
    """What was answered about a submission is accepted with it."""
    for each in clarifications.clarifications_of(turn.connection, submission.base):
        reply = each.reply_id and submissions.submission_by_id(turn.connection, each.reply_id)
        if reply and reply.state is SubmissionState.SUBMITTED:
            submissions.become(turn.connection, reply, SubmissionState.ACCEPTED, now=turn.now)
            turn.record(
                "accepted",
                participant_id=turn.person.id,
                subject="submission",
                subject_id=reply.id,
                facts={"number": reply.number, "with": submission.number},
            )


def _lead_on(turn: Turn, office: Office, row: int, *notes: Message, replaces: bool) -> None:
    """Show the card as it is now below `notes`, and what waits to be read next."""
    submission = submissions.submission_by_id(turn.connection, row)
    assert submission is not None
    card = cards.card(turn, office, submission, replaces=replaces)
    following = next_button(turn, submission)
    end = () if following else (Message(review.NOTHING_MORE_WAITS),)
    rows = (*card.rows, (following,)) if following else card.rows
    turn.reply(replace(card, lines=(*notes, *card.lines, *end), rows=rows))


def _changed(turn: Turn, office: Office, submission: Submission, *, replaces: bool) -> None:
    _lead_on(turn, office, submission.id, Message(reading.CHANGED_MEANWHILE), replaces=replaces)


def _show_instead(turn: Turn, office: Office, reply: Submission) -> None:
    """Show the submission about which `reply` was given."""
    asked = clarifications.answered_by(turn.connection, reply.id)
    if asked is None:
        raise NoSuchSubmissionError
    about = clarifications.asked_about(turn.connection, asked)
    note = Message(review.WITH_ITS_SUBMISSION)
    _lead_on(turn, office, about.id, note, replaces=False)
