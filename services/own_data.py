"""What is held on a person, and how they leave."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from bot.flows.reply import Button, Reply
from committee.localtime import local_day
from locales import Message
from locales.phrases import STALE_BUTTON
from locales.phrases import people as said
from services.letters import Enclosure, content_of
from services.office import Envelope, Office, Turn
from services.own_data_document import document
from services.own_data_forgetting import forget
from services.tokens import short
from storage import jobs, members
from storage.outbox import Letter


class OwnData:
    """`/mydata` and `/forget`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def mine(self, envelope: Envelope) -> None:
        """Send a person all that is held on them."""
        await self._office.turn(envelope, _send)

    async def leaving(self, envelope: Envelope) -> None:
        """Explain what leaving means, and ask."""
        await self._office.turn(envelope, _explain)

    async def forgotten(self, envelope: Envelope, rest: list[str]) -> None:
        """Remove the person and keep the record of their actor, if they say so."""
        made: list[int] = []
        await self._office.turn(envelope, lambda turn: self._answer(turn, rest, made))
        await asyncio.to_thread(_remove_documents, self._office.stored_files.parent, made)

    def _answer(self, turn: Turn, rest: list[str], made: list[int]) -> None:
        # The row stands on the buttons: those of before are of no use to somebody who is back.
        match rest:
            case [row, "yes"] if row == short(turn.person.id):
                made.extend(jobs.asked_by(turn.connection, turn.person.id))
                _forget(turn)
            case [row, "no"] if row == short(turn.person.id):
                turn.reply(Reply((Message(said.NOTHING_CHANGED),), replaces=True))
                self._office.next_step(turn)
            case _:
                turn.tell(Message(STALE_BUTTON))
                self._office.next_step(turn)


def _remove_documents(data: Path, made: list[int]) -> None:
    """Remove the documents that these jobs have made; otherwise they would stay for a week."""
    for job in made:
        shutil.rmtree(data / "exports" / f"job-{job}", ignore_errors=True)


def _send(turn: Turn) -> None:
    """The file waits in its letter alone, which is wiped once it is sent."""
    day = local_day(turn.now, turn.person.zone)
    turn.say(
        turn.person.telegram_id,
        Reply((Message(said.MY_DATA), Message(said.MY_DATA_NEXT))),
        enclosed=Enclosure(text=document(turn), document_name=f"enlace-{day}.json", secret=True),
    )
    turn.record(
        "own_data_given",
        participant_id=turn.person.id,
        subject="participant",
        subject_id=turn.person.id,
    )


def _explain(turn: Turn) -> None:
    held = members.members_of(turn.connection, turn.person.id)
    colleagues = any(each.actor is not None for each in held)
    lines = (
        said.FORGET,
        said.FORGET_GOES,
        said.FORGET_STAYS,
        *((said.FORGET_HAND_OVER,) if colleagues else ()),
        said.FORGET_MY_DATA,
    )
    about = f"y:{short(turn.person.id)}"
    rows = (
        (Button(Message(said.YES_FORGET), f"{about}:yes"),),
        (Button(Message(said.NO_STAY), f"{about}:no"),),
    )
    turn.reply(Reply(tuple(Message(line) for line in lines), rows))


def _forget(turn: Turn) -> None:
    language, chat = turn.person.language, turn.person.telegram_id
    edit = turn.envelope.tapped
    forget(turn)
    content = content_of(
        Reply((Message(said.FORGOTTEN),)), edit=edit, enclosed=Enclosure(secret=True)
    )
    # Their language is forgotten too by the time this is worded.
    turn.letters.append(Letter(chat, {**content, "language": language}))
