"""A term's worth of submissions of all eight kinds, laid into a database without a running bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, insert

from committee.actors import Actor, ActorKind
from committee.calendar import term_of
from committee.consultations import DraftText, Paragraph
from committee.submissions import SubmissionKind, SubmissionState, Visibility, receipt_number
from locales import LANGUAGES, Localized
from services.finding import codes_of, words_of
from services.office import Office, Transaction
from storage import calendar, consultations, people, search, submissions, world
from storage.tables import clarifications, drafts, translations
from tests.compiling.answers import ANSWERS, SYMBOL

T = TypeVar("T")

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
MEETING = "2026-27/february"
LONG = "Se abrió un refugio en la frontera, con camas para sesenta personas. " * 30

NAMED = Actor(
    "casa-abierta",
    ActorKind.CIVIL_SOCIETY,
    Localized(**dict.fromkeys(LANGUAGES, "Casa Abierta")),
    None,
    "MX",
)
UNNAMED = Actor(
    "red-canario",
    ActorKind.DIASPORA,
    Localized(**dict.fromkeys(LANGUAGES, "Red Canario de Ñuñoa")),
    None,
    "CL",
)
TELLING = ("Canario", "canario", "Ñuñoa")


@dataclass
class Ground:
    """A database in which submissions are laid; `texts` has what each one's free texts say."""

    office: Office
    texts: dict[int, dict[str, str]] = field(default_factory=dict)
    laid: int = 0

    async def lay(
        self,
        actor: str,
        sort: SubmissionKind,
        /,
        *,
        standing: SubmissionState = SubmissionState.ACCEPTED,
        visibility: Visibility = Visibility.PUBLIC,
        unnamed: bool = False,
        language: str = "es",
        meeting: str | None = MEETING,
        days_ago: int = 0,
        **answers: Any,  # noqa: ANN401 - answers of any kind
    ) -> int:
        """Keep a submission; returns its row."""
        self.laid += 1
        said = {
            key: _filled(value, "nosotros" if unnamed else actor, self.laid)
            for key, value in {**ANSWERS[sort], **answers}.items()
            if value is not None
        }

        def run(transaction: Transaction) -> int:
            return _lay(
                transaction,
                actor,
                sort,
                {**said, "visibility": visibility.value, "language": language},
                state=standing,
                visibility=visibility,
                unnamed=unnamed,
                language=language,
                meeting=meeting,
                sent=NOW - timedelta(days=days_ago),
            )

        row = await self.office.do(run)
        self.texts[row] = {key: value for key, value in said.items() if isinstance(value, str)}
        return row

    async def do(self, work: Callable[[Transaction], T]) -> T:
        """Change the database."""
        return await self.office.do(work)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read the database."""
        return await self.office.look(work)


async def open_ground(office: Office) -> Ground:
    """The committee's world with two organizations of society and a draft text in it."""

    def run(transaction: Transaction) -> None:
        connection = transaction.connection
        people.add_participant(
            connection, 77, name="Ana Persona", language="es", zone="America/Bogota", now=NOW
        )
        for actor in (NAMED, UNNAMED):
            world.add_actor(connection, actor)
        draft = DraftText(
            SYMBOL,
            Localized(**dict.fromkeys(LANGUAGES, "Plan de trabajo")),
            (Paragraph("1", "Párrafo primero."), Paragraph("2", "Párrafo segundo.")),
            None,
        )
        consultations.add_consultation(connection, draft, closes_at=None, now=NOW)

    await office.do(run)
    return Ground(office)


async def lay_term(ground: Ground) -> None:
    """Submissions of every kind, of states, organs, organizations; one author is not named."""
    kinds = SubmissionKind
    for actor in ("GTM", "ECU", "USA", "cim", "oim", NAMED.key):
        own = {"GTM": 28, "ECU": 21, "USA": 28, "cim": 12}.get(actor)
        objective = "S8" if own is None else None
        await ground.lay(actor, kinds.ACTIVITY_PROGRESS, activity=own, objective=objective)
        await ground.lay(actor, kinds.GOOD_PRACTICE, objectives=["S11", "S8"])
    await ground.lay("GTM", kinds.ACTIVITY_PROGRESS, status="done", language="en")
    await ground.lay(UNNAMED.key, kinds.GOOD_PRACTICE, unnamed=True, language="pt")
    await ground.lay(
        UNNAMED.key, kinds.ACTIVITY_PROGRESS, unnamed=True, activity=None, objective="S8"
    )
    await ground.lay("GTM", kinds.NEW_PROPOSAL, language="fr")
    await ground.lay("oim", kinds.RESEARCH_FINDINGS, findings=f"Hallazgos largos. {LONG}")
    await ground.lay("GTM", kinds.LEGISLATION_UPDATE)
    await ground.lay("ECU", kinds.LEGISLATION_UPDATE, country="ECU")
    await ground.lay("GTM", kinds.DRAFT_TEXT_INPUT, visibility=Visibility.WORKING_GROUP)
    await ground.lay("ECU", kinds.DRAFT_TEXT_INPUT, paragraph="whole", operation="comment")
    await _pledges(ground)
    about = await ground.lay("ECU", kinds.NEW_PROPOSAL, kind="cooperation")
    reply = await ground.lay(
        "ECU", kinds.CLARIFICATION_REPLY, visibility=Visibility.SECRETARIAT, meeting=None
    )
    await ground.do(lambda t: _ask(t, about, reply))


async def _pledges(ground: Ground) -> None:
    pledge = SubmissionKind.CONTRIBUTION_PLEDGE
    await ground.lay("GTM", pledge, amount="1000", currency="GTQ")
    await ground.lay("USA", pledge)
    await ground.lay("MEX", pledge, amount="749.50")
    await ground.lay("CAN", pledge, amount="999", state="withdrawn")
    await ground.lay("oim", pledge, form="expertise", amount=None, currency=None)


async def translate(ground: Ground, row: int, question: str, text: str, sha256: str) -> None:
    """Keep a translation into Spanish."""

    def run(transaction: Transaction) -> None:
        transaction.connection.execute(
            insert(translations).values(
                submission_id=row,
                question=question,
                language="es",
                text=text,
                original_sha256=sha256,
                taken_at=NOW,
            )
        )

    await ground.do(run)


def _filled(value: Any, actor: str, number: int) -> Any:  # noqa: ANN401 - an answer of any kind
    return value.format(who=actor, n=number) if isinstance(value, str) else value


def _ask(transaction: Transaction, about: int, reply: int) -> None:
    person = people.participant_by_telegram(transaction.connection, 77)
    assert person is not None
    transaction.connection.execute(
        insert(clarifications).values(
            submission_id=about,
            asked_by=person.id,
            question="¿Quién paga la cooperación?",
            asked_at=NOW,
            reply_id=reply,
        )
    )


def _lay(
    transaction: Transaction,
    actor: str,
    kind: SubmissionKind,
    answers: Mapping[str, Any],
    *,
    sent: datetime,
    meeting: str | None,
    **columns: Any,  # noqa: ANN401 - columns of any kind
) -> int:
    connection = transaction.connection
    person = people.participant_by_telegram(connection, 77)
    known = world.actor_by_key(connection, actor)
    assert person is not None
    assert known is not None
    term = term_of(sent.date())
    year = int(term[:4])
    serial = submissions.next_serial(connection, f"{term}/{kind.value}")
    number = receipt_number(term, kind, serial)
    about = calendar.meeting_by_key(connection, meeting) if meeting else None
    assert about or not meeting
    draft = insert(drafts).values(
        participant_id=person.id,
        actor_id=known.id,
        form=kind.value,
        state={},
        hints={},
        status="sent",
        started_at=sent,
        changed_at=sent,
    )
    row = submissions.add_submission(
        connection,
        {
            "number": number,
            "base": number,
            "kind": kind.value,
            "term_id": calendar.term_for(
                connection, term, starts=date(year, 9, 1), ends=date(year + 1, 5, 31)
            ),
            "actor_id": known.id,
            "participant_id": person.id,
            "meeting_id": about.id if about else None,
            "draft_id": connection.execute(draft.returning(drafts.c.id)).scalar_one(),
            "program_id": world.newest_program_id(connection),
            "answers": dict(answers),
            "submitted_at": sent,
            **{key: getattr(value, "value", value) for key, value in columns.items()},
        },
    )
    kept = submissions.submission_by_id(connection, row)
    assert kept is not None
    search.index(connection, row, words_of(kept), codes_of(kept))
    return row
