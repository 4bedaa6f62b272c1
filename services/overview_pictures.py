"""The overview as pictures: drawn by a job for the next meeting, as the asker may see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from committee.access import Action, Role
from locales import Message, translator_for
from locales.message import decode_message, encode
from locales.phrases import pictures
from services.compiling.facts import facts_at
from services.compiling.pictures import Drawn, Said, drawn
from services.jobs import Work, ask_for
from services.office import Office, Transaction, Turn, allowed
from services.readers import viewer_for
from storage import calendar, people
from storage.calendar import Meeting
from storage.jobs import Job

KIND = "pictures"
WIDE = 1080
"""Pixels: three for each of a telephone's."""


def next_that_asks(connection: Connection, now: datetime) -> Meeting | None:
    """The next meeting that asks something of the actors."""
    coming = calendar.upcoming_meetings(connection, now, most=20)
    return next((meeting for meeting in coming if meeting.plan.asks), None)


def ask(turn: Turn, office: Office) -> None:
    """Ask for the pictures; the roles by which they are drawn wait with the job."""
    turn.require(Action.SEE_STATUS)
    roles = sorted(member.role.value for member in turn.memberships() if member.actor is None)
    params = {
        "roles": roles,
        "at": turn.now.isoformat(),
        "language": turn.person.language,
        "zone": turn.person.zone,
    }
    row = ask_for(turn, office, KIND, params, Message(pictures.BEGUN))
    turn.record("pictures_asked", participant_id=turn.person.id, subject="job", subject_id=row)


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    """Whether the asker may still see the overview, and all that their roles showed them."""
    held = people.memberships_of(transaction.connection, job.participant_id)
    roles = {member.role.value for member in held if member.actor is None}
    return allowed(held, Action.SEE_STATUS) and set(job.params["roles"]) <= roles


@dataclass(frozen=True, slots=True)
class Leaf:
    """A picture to be kept: the drawing (SVG), and the words that go under it."""

    name: str
    svg: str
    caption: Message

    def keep(self, png: bytes, folder: Path) -> Path:
        """Write the picture into `folder`, its caption beside it; returns where it lies."""
        path = folder / f"{self.name}.png"
        path.write_bytes(png)
        beside(path).write_text(json.dumps(encode(self.caption)), "utf-8")
        return path


def leaves_of(connection: Connection, params: Mapping[str, Any]) -> Iterator[Leaf]:
    """What the job is to draw."""
    at = datetime.fromisoformat(params["at"])
    viewer = viewer_for({Role(role) for role in params["roles"]})
    facts = facts_at(connection, next_that_asks(connection, at), viewer, at)
    words = translator_for(params["language"])
    for each in drawn(facts, words, at=at, zone=params["zone"]):
        yield Leaf(_name(each), each.svg, _caption(each.said))


def _name(picture: Drawn) -> str:
    return f"enlace-{picture.name}"


def _caption(said: Said) -> Message:
    params = {"title": said.title, "alternative": said.alternative, "note": said.note}
    return Message(pictures.CAPTION, params)


def beside(path: Path) -> Path:
    """Where the caption of the picture at `path` lies."""
    return path.with_suffix(".json")


def caption_of(path: Path) -> Message:
    """The words that were kept with the picture at `path`."""
    return decode_message(json.loads(beside(path).read_text("utf-8")))


def _done(_job: Job, _count: int) -> Message:
    return Message(pictures.PICTURES)


WORK = Work(_still_allowed, _done, pictures.FAILED, caption=caption_of)
"""How the job of the pictures is delivered."""
