"""Replies to what the secretariat has asked, with the question for those who may read it."""

from __future__ import annotations

from committee.access import Action, may
from committee.submissions import SubmissionKind, Visibility
from export.document import Heading, Text
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.submission import author, submission
from services.compiling.translated import received
from storage import snapshot_details
from storage.clarifications import Clarification
from storage.snapshot import AT_ONCE

KIND = SubmissionKind.CLARIFICATION_REPLY


def blocks(edition: Edition) -> Blocks:
    """Each reply under its author, the question before it where the reader takes part in it."""
    entries = edition.of_kind(KIND)
    before = ""
    for start in range(0, len(entries), AT_ONCE):
        some = entries[start : start + AT_ONCE]
        rows = [entry.id for entry in some] if reads_questions(edition) else []
        threads = snapshot_details.threads_of(edition.snapshot.connection, rows)
        for each in received(edition.snapshot, some):
            name = author(edition, each.reading)
            if name != before or each.reading.actor is None:
                yield Heading(2, name)
            before = name
            if thread := threads.get(each.reading.submission.id):
                yield _question(edition, *thread)
            yield from submission(edition, each, level=2, headed=False)


def reads_questions(edition: Edition) -> bool:
    """Whether questions stand in the document: the secretariat reads them, in its own circle."""
    own = Visibility.SECRETARIAT in edition.request.circles
    return own and may(Action.REVIEW, edition.request.roles)


def _question(edition: Edition, question: Clarification, number: str) -> Text:
    day = edition.day(question.asked_at)
    return Text(question.question, label=edition.said(said.QUESTION, number=number, day=day))
