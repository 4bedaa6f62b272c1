"""Two ways to be refused: by the Bot API as the bot sees it, and by the sandbox's own controls."""

from __future__ import annotations

from sandbox.shapes import Json

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class ApiError(Exception):
    """A refusal worded exactly as Telegram words it; `parameters` may carry `retry_after`."""

    def __init__(self, code: int, description: str, *, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Return the answer's JSON."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str) -> ApiError:
    """Return Telegram's 400 for the reason."""
    return ApiError(400, f"Bad Request: {reason}")


def conflict(reason: str) -> ApiError:
    """Return Telegram's 409 for the reason."""
    return ApiError(409, f"Conflict: {reason}")


class ControlError(Exception):
    """A control call that makes no sense; `status` is its HTTP status."""

    def __init__(self, reason: str, *, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status
