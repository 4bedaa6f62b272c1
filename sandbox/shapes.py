"""The JSON objects of the Bot API, as they travel."""

from __future__ import annotations

from typing import Any

# Telegram's objects pass through the sandbox mostly unread, so they stay what they are on the
# wire; the few that it works with (people, chats, messages, files) have classes of their own.
Json = dict[str, Any]
