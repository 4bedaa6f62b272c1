"""The seal on buttons: data that the bot did not give to this very chat is not taken back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from services.office import Office
from storage import keys

MARK = 8
LIMIT = 64
"""Bytes of callback data (Bot API: InlineKeyboardButton.callback_data)."""


class Seal:
    """Signs the data of buttons for one chat, and opens it again."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def close(self, data: str, chat_id: int) -> str:
        """`data` with its mark; ValueError when it no longer fits a button."""
        sealed = f"{data}.{self._mark(data, chat_id)}"
        if len(sealed.encode()) > LIMIT:
            raise ValueError("the data of a button is too long")
        return sealed

    def open(self, sealed: str, chat_id: int) -> str | None:
        """What was closed for this chat, None for anything else."""
        data, _, mark = sealed.rpartition(".")
        right = hmac.compare_digest(mark.encode(), self._mark(data, chat_id).encode())
        return data if right else None

    def _mark(self, data: str, chat_id: int) -> str:
        digest = hmac.digest(self._key, f"{chat_id}:{data}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest)[:MARK].decode()


async def seal_of(office: Office) -> Seal:
    """The seal of this database; its key is made the first time."""
    key = await office.do(lambda t: keys.key(t.connection, "buttons", fresh=secrets.token_hex(32)))
    return Seal(bytes.fromhex(key))
