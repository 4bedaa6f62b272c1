"""How a message waits in the outbox: its reply, and what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.flows.reply import Reply, encode_reply


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What goes with a message: a link as QR picture, a stored file, or conditions.

    With `text` the document is that text, and there is no file; `photo` is where a picture lies.
    The content of a secret letter is wiped once it is sent. With `by_day_in` (a zone) a letter
    does not go at night there; `until` (ISO 8601) it is of use. What stands in one that is
    `due_again` is told anew when it could not go until then (storage.unasked.lapse).
    """

    qr: str | None = None
    document: str | None = None
    document_name: str | None = None
    photo: str | None = None
    text: str | None = None
    secret: bool = False
    by_day_in: str | None = None
    until: str | None = None
    due_again: bool = False


NOTHING = Enclosure()


def content_of(
    reply: Reply, *, edit: int | None = None, enclosed: Enclosure = NOTHING
) -> dict[str, Any]:
    """The JSON form of a message; `edit` is the message that it turns into itself."""
    content: dict[str, Any] = {"reply": encode_reply(reply)}
    if edit is not None:
        content["edit"] = edit
    if enclosed.qr is not None:
        content["qr"] = enclosed.qr
    if enclosed.document is not None:
        content["document"] = {"path": enclosed.document, "name": enclosed.document_name}
    if enclosed.photo is not None:
        content["photo"] = enclosed.photo
    if enclosed.text is not None:
        content["document"] = {"text": enclosed.text, "name": enclosed.document_name}
    if enclosed.secret:
        content["secret"] = True
    if enclosed.by_day_in is not None and enclosed.until is not None:
        content["by_day"] = {"zone": enclosed.by_day_in, "until": enclosed.until}
        if enclosed.due_again:
            content["by_day"]["due_again"] = True
    return content


def action_of(action: str) -> dict[str, Any]:
    """The JSON form of a chat action ("upload_document")."""
    return {"action": action}
