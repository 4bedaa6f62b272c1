"""Scripted answers: how the Bot API misbehaves on demand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from sandbox.errors import ApiError, ControlError
from sandbox.shapes import Json

Kind = Literal["error", "html", "empty", "truncated", "hang", "reset"]

_STANDARD = {
    400: "Bad Request: scripted",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One scripted misbehaviour.

    `kind`: `error` (a Bot API refusal), `html` (a proxy's error page), `empty`, `truncated`,
    `hang` (the answer comes after `seconds`, never when None) or `reset`. `method` and
    `chat_id` narrow it down (method `file` means downloads); it ends after `times` calls, never
    when None. Unless `takes_effect` says otherwise, a call that is hung, emptied or truncated
    has its effect and one that is refused, reset or met by an error page has none.
    """

    kind: Kind = "error"
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    status: int = 400
    description: str | None = None
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    seconds: float | None = None
    takes_effect: bool | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            message = f"a fault is one of {', '.join(get_args(Kind))}, not {self.kind!r}"
            raise ControlError(message)
        for name in ("chat_id", "times", "skip", "status", "retry_after", "migrate_to_chat_id"):
            if not isinstance(getattr(self, name), int | None):
                message = f"{name!r} must be a whole number"
                raise ControlError(message)

    @property
    def effective(self) -> bool:
        """True when the call still does what it asks for."""
        if self.takes_effect is not None:
            return self.takes_effect
        return self.kind in {"hang", "empty", "truncated"}

    def error(self) -> ApiError:
        """Return the refusal as Telegram words it."""
        text = self.description or _STANDARD.get(self.status, "Bad Request: scripted")
        parameters: Json = {}
        if self.status == 429 or self.retry_after is not None:
            seconds = 1 if self.retry_after is None else self.retry_after
            parameters["retry_after"] = seconds
            text = text.replace("{retry_after}", str(seconds))
        if self.migrate_to_chat_id is not None:
            parameters["migrate_to_chat_id"] = self.migrate_to_chat_id
            if self.description is None:
                text = "Bad Request: group chat was upgraded to a supergroup chat"
        return ApiError(self.status, text, parameters=parameters)

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Tell whether the fault is meant for this call."""
        named = self.method is None and method != "file"
        wanted = named or (self.method or "").lower() == method.lower()
        return wanted and (self.chat_id is None or self.chat_id == chat_id)


@dataclass(slots=True)
class _Armed:
    fault: Fault
    skip: int
    left: int | None


class Faults:
    """The faults that are armed, and the latency added to every call."""

    def __init__(self) -> None:
        self.latency_ms = 0.0
        self._armed: dict[int, _Armed] = {}
        self._last = 0

    def __bool__(self) -> bool:
        return bool(self._armed)

    def add(self, fault: Fault) -> int:
        """Arm a fault and return its number."""
        self._last += 1
        self._armed[self._last] = _Armed(fault, fault.skip, fault.times)
        return self._last

    def clear(self, number: int | None = None) -> None:
        """Disarm one fault, or all of them."""
        if number is None:
            self._armed.clear()
        else:
            self._armed.pop(number, None)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the first fault meant for the call and count it down."""
        for number, armed in list(self._armed.items()):
            if armed.fault.matches(method, chat_id) and self._fires(number, armed):
                return armed.fault
        return None

    def _fires(self, number: int, armed: _Armed) -> bool:
        if armed.skip:
            armed.skip -= 1
            return False
        if armed.left is not None:
            armed.left -= 1
            if armed.left <= 0:
                del self._armed[number]
        return True

    def record(self) -> list[Json]:
        """Return what is armed as JSON."""
        return [
            {**asdict(armed.fault), "id": number, "left": armed.left}
            for number, armed in self._armed.items()
        ]
