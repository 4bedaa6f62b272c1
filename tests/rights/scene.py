"""The scene of one try: who is there, and the thing that is tried on, laid into the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, insert, update

from bot.flows.forms import FORMS
from bot.flows.kinds import Files
from bot.flows.state import State, encode_state
from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState, receipt_code, revised
from services.finding import codes_of, words_of
from services.tokens import short
from storage import search, submissions, tables
from tests.flows.forms.samples import SHORT
from tests.rights.cases import COMPANION, NONE, OWN, Case
from tests.rights.seats import Seat, Stage

Value: TypeAlias = Any  # of a column
MISSING = 36**6 - 1
"""A row that is nobody's: there is none."""


@dataclass(slots=True)
class Scene:
    """One try's people and things; what is written here stands before the person acts."""

    connection: Connection
    now: datetime
    stage: Stage
    seat: Seat
    case: Case
    run: int
    memberships: dict[str, int] = field(default_factory=dict)

    @property
    def actor(self) -> int | None:
        """The actor whose thing is tried on; None where it is no actor's."""
        if self.case.relation is NONE:
            return None
        return self.seat.own if self.case.relation is OWN else self.seat.other

    @property
    def actor_name(self) -> str:
        """The name of that actor."""
        return self.seat.own_name if self.case.relation is OWN else self.seat.other_name

    @property
    def secret(self) -> str:
        """A word that stands in the thing, and nowhere else."""
        return self.seat.secret(self.run)

    def let_in(self) -> None:
        """Give everybody their roles: the person's own, and colleagues for both actors."""
        seat, role = self.seat, self.case.role
        if role is not None:
            actor = None if self.case.of_committee else seat.own
            self.memberships["mine"] = self.member(seat.person, actor, role)
        if self.case.of_committee and self.case.relation is OWN:
            self.memberships["own"] = self.member(seat.person, seat.own, COMPANION)
        for name, actor in (("own", seat.own), ("other", seat.other)):
            row = self.member(seat.colleague, actor, Role.FOCAL_POINT)
            self.memberships[f"colleague's {name}"] = row
            self.member(seat.second, actor, Role.ALTERNATE)

    def member(self, person: int, actor: int | None, role: Role) -> int:
        """Give somebody a role; returns its row."""
        return self._add(
            tables.memberships,
            participant_id=person,
            actor_id=actor,
            role=role.value,
            since=self.now,
        )

    def draft(
        self,
        form: str,
        answers: Mapping[str, Any] | None = None,
        *,
        writer: int | None = None,
        opened: bool = False,
        status: str = "open",
        actor: bool = True,
        subject: int | None = None,
        hints: Mapping[str, Any] | None = None,
        told: str | None = None,
    ) -> int:
        """A draft about the actor, of the person or of `writer`; `opened` in the person's chat.

        `told` is the question that was answered with what the person wrote first.
        """
        typed = {told: [[self.stage.written[self.seat.chat], None]]} if told else {}
        row = self._add(
            tables.drafts,
            participant_id=writer or self.seat.person,
            actor_id=self.actor if actor else None,
            program_id=self.stage.program,
            form=form,
            state=encode_state(State(answers or {}, told=typed)),
            hints=hints or {},
            status=status,
            started_at=self.now,
            changed_at=self.now,
            subject_id=subject,
        )
        if opened:
            self.change(tables.participants, self.seat.person, open_draft_id=row)
        return row

    def report(self, **more: Value) -> dict[str, Any]:
        """The answers of a whole report, with the secret word in them."""
        return {
            **SHORT["activity_progress"],
            "done": f"We did {self.secret}.",
            "contact": f"Contact {self.actor_name}",
            **more,
        }

    def practice(self) -> dict[str, Any]:
        """The answers of a good practice, with the secret word in its title."""
        title = f"Practice {self.secret}"
        return {**SHORT["good_practice"], "title": title, "lead": f"Led by {self.actor_name}"}

    def submission(
        self,
        answers: Mapping[str, Any] | None = None,
        *,
        kind: SubmissionKind = SubmissionKind.ACTIVITY_PROGRESS,
        state: SubmissionState | None = None,
        unnamed: bool = False,
        before: bool = False,
    ) -> int:
        """A submission of the actor, sent by the colleague, in the state of the case.

        Returns its row; where the thing is no actor's, a row that there is not. It has a file;
        with `before` it is a new version of another one.
        """
        if self.actor is None:
            return MISSING
        said = dict(answers or self.report())
        number = f"CAM/2026-27/{receipt_code(kind)}{self.seat.mark}"
        if before:
            old = {**said, "done": f"We had planned {self.secret}."}
            self._submission(number, old, kind, SubmissionState.SUPERSEDED, unnamed, revision=0)
            return self._submission(number, said, kind, state, unnamed, revision=1)
        return self._submission(number, said, kind, state, unnamed, revision=0)

    def _submission(
        self,
        base: str,
        answers: dict[str, Any],
        kind: SubmissionKind,
        state: SubmissionState | None,
        unnamed: bool,
        *,
        revision: int,
    ) -> int:
        draft = self.draft(kind.value, writer=self.seat.colleague, status="sent")
        answers = self.with_paper(answers, kind.value, draft)
        self.change(tables.drafts, draft, state=encode_state(State(answers)))
        return self._add(
            tables.submissions,
            number=revised(base, revision),
            base=base,
            revision=revision,
            kind=kind.value,
            term_id=self.stage.term,
            actor_id=self.actor,
            participant_id=self.seat.colleague,
            draft_id=draft,
            program_id=self.stage.program,
            language="en",
            visibility=self.case.visibility.value,
            state=(state or self.case.state or SubmissionState.SUBMITTED).value,
            answers=answers,
            submitted_at=self.now,
            unnamed=unnamed,
        )

    def index(self, row: int) -> None:
        """Let the submission be found, as it is when it is received."""
        if row != MISSING:
            kept = submissions.submission_by_id(self.connection, row)
            assert kept is not None
            search.index(self.connection, row, words_of(kept), codes_of(kept))

    def with_paper(self, answers: Mapping[str, Any], form: str, draft: int) -> dict[str, Any]:
        """The answers with a file among them, if the form takes one."""
        question = next((q for q in FORMS[form].questions if isinstance(q.kind, Files)), None)
        if question is None:
            return dict(answers)
        return {**answers, "details": True, question.key: [self.paper(draft)]}

    def paper(self, draft: int) -> dict[str, Any]:
        """A file given with a draft, as an answer."""
        name = f"{self.secret}-{self.actor_name}.pdf"
        row = self._add(
            tables.attachments,
            participant_id=self.seat.colleague,
            draft_id=draft,
            sha256="0" * 64,
            size=9,
            media_type="application/pdf",
            stored_name=self.stage.paper,
            original_name=name,
            received_at=self.now,
        )
        return {"id": row, "name": name, "type": "application/pdf", "size": 9}

    def question_about(self, submission: int) -> int:
        """A question of the secretariat that waits for its answer."""
        if submission == MISSING:
            return MISSING
        return self._add(
            tables.clarifications,
            submission_id=submission,
            asked_by=self.seat.second,
            question="How many?",
            asked_at=self.now,
        )

    def letter(self, **about: int | None) -> None:
        """Let the first message of the person's chat be about something, so that it is replied to."""
        self._add(
            tables.outbox,
            chat_id=self.seat.chat,
            urgency=1,
            content={},
            status="sent",
            attempts=1,
            ready_at_pulse=0.0,
            parts_sent=1,
            message_id=self.stage.greetings[self.seat.chat],
            queued_at=self.now,
            **about,
        )

    def change(self, table: Table, row: int, **values: Value) -> None:
        """Set columns of a row."""
        self.connection.execute(update(table).where(table.c.id == row).values(**values))

    def add(self, table: Table, **values: Value) -> int:
        """Add a row to a table."""
        return self._add(table, **values)

    def _add(self, table: Table, **values: Value) -> int:
        found = self.connection.execute(insert(table).values(**values).returning(table.c.id))
        return int(found.scalar_one())


def code(row: int) -> str:
    """A row as it stands on buttons."""
    return short(row)
