"""What people send besides text: files by their usual names, and the kinds the bot cannot keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox import Sandbox
from sandbox.voice import silent_voice

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    + bytes(64)
    + b"\xff\xd9"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """A file as the sandbox sends it."""

    kind: str
    data: bytes
    name: str
    mime: str


THINGS = {
    "photo": Thing("photo", JPEG, "photo.jpg", "image/jpeg"),
    "document": Thing("document", PDF, "report.pdf", "application/pdf"),
    "voice note": Thing("voice", silent_voice(2), "voice.ogg", "audio/ogg"),
    "program": Thing("document", b"MZ\x90\x00" + bytes(200), "report.pdf", "application/pdf"),
    "empty file": Thing("document", b"", "report.pdf", "application/pdf"),
}

_OTHERS: dict[str, dict[str, Any]] = {
    "sticker": {
        "sticker": {
            "file_id": "S1", "file_unique_id": "S1", "type": "regular", "width": 512,
            "height": 512, "is_animated": False, "is_video": False,
        }
    },
    "poll": {
        "poll": {
            "id": "7", "question": "Which?", "options": [], "total_voter_count": 0,
            "is_closed": False, "is_anonymous": True, "type": "regular",
            "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        }
    },
    "contact": {"contact": {"phone_number": "+1202555", "first_name": "Somebody"}},
    "location": {"location": {"longitude": -90.5, "latitude": 14.6}},
    "video": {
        "video": {
            "file_id": "V1", "file_unique_id": "V1", "width": 640, "height": 480, "duration": 3
        }
    },
    "game": {"dice": {"emoji": "🎲", "value": 4}},
}  # fmt: skip


def raw(sandbox: Sandbox, person_id: int, thing: str) -> dict[str, Any]:
    """The update of a message that the sandbox itself does not make."""
    chat = sandbox.world.chats[person_id]
    sandbox.world.events.tell("message", dict)
    return {
        "message": {
            "message_id": 900_000 + sandbox.version,
            "date": sandbox.world.date(),
            "chat": chat.face,
            "from": sandbox.world.people[person_id].user(),
            **_OTHERS[thing],
        }
    }
