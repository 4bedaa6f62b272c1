"""Inline queries: what people search for with the bot, and what it answers.

https://core.telegram.org/bots/inline
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import TOO_OLD, ControlError, bad_request
from sandbox.formatted import Formatted
from sandbox.shapes import Json

QUERY_LIMIT = 256
_ANSWER_WITHIN = 10.0  # seconds; Telegram names no number, bots have measured this one
_REMEMBERED = 1000

Asked = tuple[str, str, int]  # words, offset, and the person's id, 0 when all get the same answer


@dataclass(frozen=True, slots=True)
class InlineResult:
    """An article that the bot has found; whoever chooses it sends `words`."""

    id: str
    title: str
    description: str
    words: Formatted
    inline: Json | None = None
    extra: Json | None = None

    @property
    def text(self) -> str:
        """The text that is sent."""
        return self.words.text

    def record(self) -> Json:
        """Return the result as the control interface shows one."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "text": self.text,
            "entities": list(self.words.entities),
        }


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot has answered; `cache_time` is in seconds."""

    results: tuple[InlineResult, ...]
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""
    button: Json | None = None

    def result(self, result_id: str) -> InlineResult:
        """Return one result; raises a ControlError that names those there are."""
        for result in self.results:
            if result.id == result_id:
                return result
        there = ", ".join(f"{one.id} ({one.title})" for one in self.results) or "none"
        message = f"there is no result {result_id!r}; the results are: {there}"
        raise ControlError(message, status=404)

    def record(self) -> Json:
        """Return the answer as the control interface shows one."""
        return {
            "results": [result.record() for result in self.results],
            "cache_time": self.cache_time,
            "is_personal": self.is_personal,
            "next_offset": self.next_offset,
            "button": self.button,
        }


@dataclass(slots=True)
class InlineQuery:
    """One search; it may be answered once, within ten seconds."""

    id: str
    person_id: int
    words: str
    offset: str
    until: float
    answer: InlineAnswer | None = None
    heard: bool = True

    def record(self) -> Json:
        """Return the query as the control interface shows one."""
        answer = self.answer.record() if self.answer else None
        return {"inline_query_id": self.id, "person_id": self.person_id, "answer": answer}


class InlineQueries:
    """Remembers the last thousand queries, and answers for as long as the bot allows."""

    def __init__(self, monotonic: Callable[[], float], *, offered: bool) -> None:
        self.offered = offered
        self._monotonic = monotonic
        self._queries: OrderedDict[str, InlineQuery] = OrderedDict()
        self._cache: OrderedDict[Asked, tuple[float, InlineAnswer]] = OrderedDict()

    def ask(self, person_id: int, words: str, offset: str) -> InlineQuery:
        """Return a new query, answered already when the same was answered a short while ago."""
        words = words[:QUERY_LIMIT]
        until = self._monotonic() + _ANSWER_WITHIN
        query = InlineQuery(str(secrets.randbits(62)), person_id, words, offset, until)
        query.answer = self._cached((words, offset, person_id)) or self._cached((words, offset, 0))
        self._queries[query.id] = query
        if len(self._queries) > _REMEMBERED:
            self._queries.popitem(last=False)
        return query

    def _cached(self, asked: Asked) -> InlineAnswer | None:
        until, answer = self._cache.get(asked, (0.0, None))
        return answer if until > self._monotonic() else None

    def find(self, query_id: str) -> InlineQuery:
        """Return a query; raises a ControlError for one that nobody has asked."""
        query = self._queries.get(query_id)
        if query is None:
            message = "there is no such inline query"
            raise ControlError(message, status=404)
        return query

    def waiting(self, query_id: str) -> InlineQuery:
        """Return a query the bot may answer; raises the Bot API's 400 when it is too late."""
        query = self._queries.get(query_id)
        if query is None or query.answer is not None or query.until <= self._monotonic():
            raise bad_request(TOO_OLD)
        return query

    def settle(self, query: InlineQuery, answer: InlineAnswer) -> None:
        """Take the bot's answer, also for whoever asks the same while it may be cached."""
        query.answer = answer
        if not answer.cache_time:
            return
        asked = (query.words, query.offset, query.person_id if answer.is_personal else 0)
        self._cache[asked] = (self._monotonic() + answer.cache_time, answer)
        if len(self._cache) > _REMEMBERED:
            self._cache.popitem(last=False)
