"""The journal: every call of the bot, with its answer and what was wrong with it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sandbox.limits import Limits
from sandbox.shapes import Json

Level = Literal["full", "light", "off"]


@dataclass(slots=True)
class Entry:
    """One call: `at` is monotonic seconds, `status` 0 when the connection was cut."""

    sequence: int
    at: float
    method: str
    parameters: Json
    status: int
    response: object
    chat_id: int | None
    violations: tuple[str, ...]

    def record(self) -> Json:
        """Return the entry as JSON."""
        return {
            "sequence": self.sequence,
            "at": self.at,
            "method": self.method,
            "parameters": self.parameters,
            "status": self.status,
            "response": self.response,
            "chat_id": self.chat_id,
            "violations": list(self.violations),
        }


class Journal:
    """Remembers the last `size` calls.

    `full` keeps parameters and answers, `light` only what happened when, `off` only counts.
    Calls with violations are remembered at any level.
    """

    def __init__(self, *, level: Level = "full", size: int = 20_000) -> None:
        self.level = level
        self.limits = Limits()
        self.counts: Counter[str] = Counter()
        self._entries: deque[Entry] = deque(maxlen=size)
        self._violations: deque[Entry] = deque(maxlen=size)
        self._sequence = 0

    def write(
        self,
        method: str,
        *,
        at: float,
        parameters: Json,
        status: int,
        response: object,
        chat_id: int | None,
        violations: tuple[str, ...],
    ) -> None:
        """Remember a call, and count it against the limits if it sent something."""
        self._sequence += 1
        self.counts[method] += 1
        if status == 200 and chat_id is not None and Limits.counts(method):
            paid = str(parameters.get("allow_paid_broadcast", "")).lower() in {"true", "1"}
            violations += self.limits.check(chat_id, at, paid=paid)
        if not violations and self.level == "off":
            return
        if self.level != "full":
            parameters, response = {}, None
        entry = Entry(self._sequence, at, method, parameters, status, response, chat_id, violations)
        if violations:
            self._violations.append(entry)
        if self.level != "off":
            self._entries.append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def sequence(self) -> int:
        """The number of the last call."""
        return self._sequence

    def calls(
        self,
        method: str | None = None,
        *,
        chat_id: int | None = None,
        status: int | None = None,
        since: int = 0,
    ) -> list[Entry]:
        """Return the calls after number `since` that match, oldest first."""
        return [
            entry
            for entry in self._entries
            if entry.sequence > since
            and (method is None or entry.method == method)
            and (chat_id is None or entry.chat_id == chat_id)
            and (status is None or entry.status == status)
        ]

    def violations(self) -> list[Entry]:
        """Return the calls Telegram would not have liked, oldest first."""
        return list(self._violations)

    def clear(self) -> None:
        """Forget the calls, the counts and the limits' windows; numbering goes on."""
        self._entries.clear()
        self._violations.clear()
        self.counts.clear()
        self.limits = Limits()
