"""Files that people gave, sent to those who may read what they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.flows.form import Form
from bot.flows.kinds import Consent, Files
from bot.flows.reply import Reply
from locales import Message, Refusal
from locales.phrases import reading, sending
from services.letters import Enclosure
from services.office import Office, Turn
from storage import submissions
from storage.submissions import StoredFile


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


def laid_in(turn: Turn, form: Form, answers: Mapping[str, Any], *, draft_id: int) -> dict[str, Any]:
    """`answers` for a draft to begin with: files noted as its own, declarations to be made anew.

    The bytes of a file are stored once; what the answers came from keeps its own note of it.
    """
    declared = {each.key for each in form.questions if isinstance(each.kind, Consent)}
    laid = {key: value for key, value in answers.items() if key not in declared}
    for question in form.questions:
        if isinstance(question.kind, Files) and laid.get(question.key):
            laid[question.key] = _copied(turn, laid[question.key], draft_id) or None
    return laid


def _copied(turn: Turn, files: Sequence[Mapping[str, Any]], draft_id: int) -> list[dict[str, Any]]:
    known = {
        each.id: each.file
        for each in submissions.attachments_of(turn.connection, [file["id"] for file in files])
    }
    return [
        {**file, "id": _noted(turn, known[file["id"]], draft_id)}
        for file in files
        if file["id"] in known
    ]


def _noted(turn: Turn, file: StoredFile, draft_id: int) -> int:
    return submissions.add_attachment(
        turn.connection,
        file,
        participant_id=turn.person.id,
        draft_id=draft_id,
        now=turn.now,
    )


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
