"""How the secretariat hears of what comes in: each at once, or one digest a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply
from committee.access import Action, Relation, roles_for
from committee.localtime import instant
from committee.owing import MORNING, in_quiet_hours
from committee.submissions import SubmissionKind, kind_title, visibility_name
from locales import Message, Param
from locales.message import Day
from locales.phrases import reading, review
from services.authors import by_day
from services.office import Transaction, Turn
from services.tokens import short
from storage import reviewing, submissions
from storage.clarifications import Clarification
from storage.outbox import REMINDER
from storage.reviewing import AT_ONCE, DIGEST, Arrived, Reviewer
from storage.submissions import Submission

SETTLED = timedelta(minutes=1)
"""What was received that long ago is surely in the database: no transaction takes longer."""

LISTED = 8
WHAT_WAITS = (Button(Message(review.WHAT_WAITS), "m:review"),)


def the_reviewers(connection: Connection) -> Sequence[Reviewer]:
    """Everybody who reviews at present."""
    return reviewing.reviewers(connection, roles_for(Action.REVIEW, Relation.NONE))


def received(transaction: Transaction, submission: Submission) -> None:
    """Tell those who hear of each submission at once; a reply is told with its question."""
    if submission.kind is SubmissionKind.CLARIFICATION_REPLY:
        return
    for each in the_reviewers(transaction.connection):
        if each.news == AT_ONCE:
            tell(transaction, each, announced(submission), key=f"received:{submission.id}")


def untell(transaction: Transaction, key: str) -> None:
    """Take back what was to be told under `key`: what comes with an answer is told with it."""
    transaction.letters[:] = [
        each for each in transaction.letters if not (each.key or "").startswith(f"{key}:")
    ]


def announced(submission: Submission) -> Reply:
    """What has come, from whom, and the button that opens it."""
    said = review.NEW_VERSION if submission.revision else review.NEW
    about = facts(submission) | {"visibility": visibility_name(submission.visibility)}
    return Reply((Message(said, about), *not_to_be_named(submission)), ((opening(submission),),))


def replied(
    transaction: Transaction,
    clarification: Clarification,
    reply: Submission,
    submission: Submission,
    changes: Sequence[Message],
) -> None:
    """Tell of the answer to a question: whoever asked at once, the others as they hear of news."""
    lines = (
        Message(review.REPLIED, facts(submission)),
        Message(review.QUESTION_TEXT, {"question": clarification.question}),
        Message(review.REPLIED_ANSWER, {"answer": str(reply.answers.get("answer") or "")}),
        *changes,
        *not_to_be_named(submission),
    )
    rows = [(opening(submission),)]
    if reply.answers.get("attachments"):
        rows.append((Button(Message(review.OPEN_ANSWER), _open(reply.id)),))
    for each in the_reviewers(transaction.connection):
        if each.news == AT_ONCE or each.person.id == clarification.asked_by:
            tell(transaction, each, Reply(lines, tuple(rows)), key=f"reply:{clarification.id}")


def tell(transaction: Transaction, to: Reviewer, reply: Reply, *, key: str) -> None:
    """Tell a reviewer something of which they did not ask just now: by day, once per `key`."""
    transaction.say(
        to.person.telegram_id,
        reply,
        enclosed=by_day(transaction, to.person),
        urgency=REMINDER,
        key=f"{key}:{to.person.id}",
    )


def facts(submission: Submission) -> dict[str, Param]:
    """Number, kind and actor, for eyes that may know the author."""
    return {
        "number": submission.number,
        "kind": kind_title(submission.kind),
        "actor": submission.actor.actor.name,
    }


def not_to_be_named(submission: Submission) -> tuple[Message, ...]:
    """The mark of an author that is not to be named outside the secretariat."""
    return (Message(reading.NOT_TO_BE_NAMED),) if submission.unnamed else ()


def opening(submission: Submission) -> Button:
    """The button that opens the submission."""
    label = Message(review.OPEN, {"number": submission.number})
    return Button(label, _open(submission.id))


def _open(row: int) -> str:
    return f"s:{short(row)}:open"


# --- the digest ----------------------------------------------------------------------------


def send_digests(transaction: Transaction) -> int:
    """Send every digest that is due: at 09:00 of its reader, of what came since the last one."""
    sent = 0
    for each in the_reviewers(transaction.connection):
        until = _due(each, transaction.now)
        if until is None:
            continue
        came = _came(transaction.connection, each, until)
        reviewing.told(transaction.connection, each.person.id, until)
        if came:
            day = until.astimezone(ZoneInfo(each.person.zone)).date()
            tell(
                transaction, each, _digest(transaction.connection, each, came), key=f"digest:{day}"
            )
            sent += 1
    return sent


def _due(reader: Reviewer, now: datetime) -> datetime | None:
    """Up to when the digest that is due tells of what came; None when none is due."""
    zone = reader.person.zone
    morning = instant(now.astimezone(ZoneInfo(zone)).date(), MORNING, zone)
    until = morning - SETTLED
    told = reader.told_until is not None and reader.told_until >= until
    if reader.news != DIGEST or now < morning or told or in_quiet_hours(now, zone):
        return None
    return until


def _came(connection: Connection, reader: Reviewer, until: datetime) -> list[Arrived]:
    """What came since the last digest, but for answers of which the reader was told at once."""
    since = reader.told_until or until - timedelta(days=1)
    came = reviewing.came_between(connection, since, until)
    return [each for each in came if each.asked_by != reader.person.id]


def _digest(connection: Connection, reader: Reviewer, came: Sequence[Arrived]) -> Reply:
    """How many came, a line and a button for the first ones, and the way to what waits."""
    shown = [*_read(connection, reader.person.zone, came[:LISTED])]
    title = Message(review.DIGEST, {"n": len(came)})
    lines = [title, *(line for line, _ in shown)]
    if rest := len(came) - len(shown):
        lines.append(Message(review.AND_MORE, {"n": rest}))
    rows = in_twos(dict.fromkeys(button for _, button in shown))
    return Reply(tuple(lines), (*rows, WHAT_WAITS), tight=True)


def _read(
    connection: Connection, zone: str, came: Iterable[Arrived]
) -> Iterator[tuple[Message, Button]]:
    for each in came:
        found = submissions.submission_by_id(connection, each.id)
        about = each.about and submissions.submission_by_id(connection, each.about)
        assert found is not None
        if about:
            yield _reply_line(found, about, zone), opening(about)
        else:
            yield line(found, zone), opening(found)


def _reply_line(reply: Submission, about: Submission, zone: str) -> Message:
    said = review.LINE_REPLY_UNNAMED if about.unnamed else review.LINE_REPLY
    told = facts(about) | {"number": reply.number, "day": _day(reply, zone), "about": about.number}
    return Message(said, told)


def line(submission: Submission, zone: str) -> Message:
    """A submission in a list for the secretariat, with the day on which it came."""
    said = review.LINE_UNNAMED if submission.unnamed else review.LINE
    return Message(said, facts(submission) | {"day": _day(submission, zone)})


def _day(submission: Submission, zone: str) -> Day:
    return Day(submission.submitted_at.astimezone(ZoneInfo(zone)).date(), short=True)


def in_twos(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Buttons two a row."""
    every = tuple(buttons)
    return tuple(every[i : i + 2] for i in range(0, len(every), 2))


# --- the choice ----------------------------------------------------------------------------


def choose(turn: Turn, word: str) -> None:
    """Keep how the sender hears of submissions, or ask; what is still untold is told now."""
    turn.require(Action.REVIEW)
    reader = reviewing.reviewer(turn.connection, turn.person.id)
    if word not in (AT_ONCE, DIGEST):
        turn.reply(_asked(reader.news))
        return
    chosen = review.NEWS_SET_AT_ONCE if word == AT_ONCE else review.NEWS_SET_DIGEST
    untold = _untold(turn, reader) if word == AT_ONCE else ()
    if word != reader.news:
        reviewing.choose_news(turn.connection, turn.person.id, word, turn.now - SETTLED)
        turn.record("news_chosen", participant_id=turn.person.id, facts={"news": word})
    turn.reply(Reply((Message(chosen),), (*_choice(), WHAT_WAITS), replaces=True))
    if untold:
        turn.reply(_digest(turn.connection, reader, untold))


def _untold(turn: Turn, reader: Reviewer) -> Sequence[Arrived]:
    if reader.news != DIGEST or reader.told_until is None:
        return ()
    return _came(turn.connection, reader, turn.now)


def _asked(news: str) -> Reply:
    present = review.NEWS_DIGEST if news == DIGEST else review.NEWS_AT_ONCE
    return Reply((Message(review.NEWS_ASKED), Message(present)), _choice())


def _choice() -> tuple[tuple[Button, ...], ...]:
    at_once = Button(Message(review.AT_ONCE), f"n:{AT_ONCE}")
    return ((at_once, Button(Message(review.ONCE_A_DAY), f"n:{DIGEST}")),)
