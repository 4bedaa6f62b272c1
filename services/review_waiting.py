"""What waits to be read, the oldest first, and apart from it what waits for its author."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.flows.kinds.keyboard import turning
from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.submissions import SubmissionState
from locales import Message
from locales.phrases import review
from services.menu import show_menu
from services.office import Turn
from services.review_news import in_twos, line, opening
from services.tokens import short
from storage import reviewing, submissions
from storage.submissions import Submission

A_PAGE = 8
TITLES = {
    SubmissionState.SUBMITTED: review.WAITING,
    SubmissionState.CLARIFICATION_ASKED: review.WAITING_FOR_AUTHORS,
}


def show_waiting(turn: Turn, page: int | None) -> None:
    """Show a page of what waits; a page that was turned to stands in place of the one before."""
    turn.require(Action.REVIEW)
    counted = reviewing.how_many_wait(turn.connection)
    total = sum(counted.values())
    if not total:
        turn.tell(Message(review.NOTHING_WAITS))
        show_menu(turn)
        return
    last = (total - 1) // A_PAGE
    at = min(page or 0, last)
    rows = reviewing.waiting(turn.connection, skip=at * A_PAGE, most=A_PAGE)
    shown = [each for row in rows if (each := submissions.submission_by_id(turn.connection, row))]
    lines = [*_lines(shown, counted, turn.person.zone)]
    if last:
        first = at * A_PAGE + 1
        span = {"first": first, "last": first + len(shown) - 1, "of": total}
        lines.append(Message(review.SHOWN_OF, span))
    buttons = (*in_twos(opening(each) for each in shown), *turning("w", at, last))
    turn.reply(Reply(tuple(lines), buttons, replaces=page is not None, tight=True))


def _lines(
    shown: Sequence[Submission], counted: Mapping[SubmissionState, int], zone: str
) -> Iterator[Message]:
    state = None
    for each in shown:
        if each.state is not state:
            state = each.state
            yield Message(TITLES[state], {"n": counted[state]})
        yield line(each, zone)


def next_button(turn: Turn, after: Submission) -> Button | None:
    """The button that leads on to what waits to be read next; None when nothing does."""
    row = reviewing.next_to_read(turn.connection, after.id)
    following = row and submissions.submission_by_id(turn.connection, row)
    if not following:
        return None
    label = Message(review.NEXT, {"number": following.number})
    return Button(label, f"s:{short(following.id)}:open")
