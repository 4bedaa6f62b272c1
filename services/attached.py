"""Files that people gave, sent to those who may read what they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.flows.form import Form
from bot.flows.kinds import Files
from bot.flows.reply import Reply
from locales import Message, Refusal
from locales.phrases import reading, sending
from services.letters import Enclosure
from services.office import Office, Turn
from storage import submissions


class FileLostError(Refusal):
    """The bytes of a file are not on disk any more; needs `name`."""

    message = sending.FILE_LOST


class NoSuchFileError(Refusal):
    """The file is none of those that belong to what is read."""

    message = reading.NOT_THERE


def files_in(form: Form, answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The files among `answers`, in the order of the form: `id`, `name`, `type` and `size`."""
    for question in form.questions:
        if isinstance(question.kind, Files):
            yield from answers.get(question.key) or ()


def send(
    turn: Turn,
    office: Office,
    form: Form,
    answers: Mapping[str, Any],
    *,
    row: int,
    told: Message,
    actor_id: int,
) -> None:
    """Send the attachment in `row` under its own name; raises unless it is among `answers`.

    The caller has asked the right to read `answers`.
    """
    found = submissions.attachment_by_id(turn.connection, row)
    if found is None or row not in {file["id"] for file in files_in(form, answers)}:
        raise NoSuchFileError
    path = office.stored_files / found.file.stored_name
    if not path.is_file():
        raise FileLostError(name=found.file.original_name)
    turn.say(
        turn.person.telegram_id,
        Reply((told,)),
        enclosed=Enclosure(document=str(path), document_name=found.file.original_name),
        actor_id=actor_id,
    )
