"""What is said, before it is words: message ids with parameters, and values shown per language.

Everything here is a value and has a JSON form (`encode`, `decode`), so that a reply can wait in
the outbox and be worded only when it is sent, in the language its reader has then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

Language: TypeAlias = Literal["es", "en", "fr", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Json: TypeAlias = Any


def N_(message_id: str) -> str:  # noqa: N802 - the name extraction tools look for
    """Mark `message_id` for the catalogues and return it unchanged."""
    return message_id


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in the four languages, for what is data: Program labels, titles, actors' names."""

    es: str
    en: str
    fr: str
    pt: str

    @classmethod
    def in_all(cls, text: str) -> Localized:
        """`text` as it is for every language."""
        return cls(**dict.fromkeys(LANGUAGES, text))

    def for_(self, language: Language) -> str:
        """The text in `language`."""
        return str(getattr(self, language))

    def as_dict(self) -> dict[str, str]:
        """The texts by language; `Localized(**texts)` is the way back."""
        return {language: self.for_(language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown as date and time (or the time alone) in `zone` (an IANA name)."""

    at: datetime
    zone: str
    time_only: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone, shown by its city."""

    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, shown in the reader's local style; `short` leaves out the year."""

    on: date
    short: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, shown in the reader's local style; `short` is its name cut short alone."""

    year: int
    month: int
    short: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values shown as one list ("a, b and c")."""

    items: tuple[Param, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A whole sentence by its id (the English sentence), with named parameters.

    `plural` is the plural id; then `params["n"]` decides the form.
    """

    id: str
    params: Mapping[str, Param] = field(default_factory=dict)
    plural: str | None = None

    def __hash__(self) -> int:
        return hash((self.id, self.plural, *self.params.items()))


Param: TypeAlias = str | int | Decimal | Localized | Moment | Zone | Day | Month | Listing | Message


def encode(value: Param) -> Json:
    """The JSON form of a message or parameter; strings and integers stay themselves."""
    match value:
        case str() | int():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case Localized():
            return {"text": value.as_dict()}
        case Moment():
            return {
                "moment": value.at.isoformat(),
                "zone": value.zone,
                "time_only": value.time_only,
            }
        case Zone():
            return {"city_of": value.name}
        case Day():
            return {"day": value.on.isoformat(), "short": value.short}
        case Month():
            month = [value.year, value.month]
            return {"month": month, "short": True} if value.short else {"month": month}
        case Listing():
            return {"list": [encode(item) for item in value.items]}
        case Message():
            return _encode_message(value)


def _encode_message(message: Message) -> Json:
    body: dict[str, Json] = {"id": message.id}
    if message.params:
        body["params"] = {name: encode(value) for name, value in message.params.items()}
    if message.plural is not None:
        body["plural"] = message.plural
    return body


def decode(body: Json) -> Param:
    """The value whose JSON form is `body`; ValueError when it is none."""
    match body:
        case str() | int():
            return body
        case {"decimal": number}:
            return Decimal(number)
        case {"text": texts}:
            return Localized(**texts)
        case {"moment": at, "zone": zone, "time_only": time_only}:
            return Moment(datetime.fromisoformat(at), zone, time_only)
        case {"city_of": name}:
            return Zone(name)
        case {"day": on, "short": short}:
            return Day(date.fromisoformat(on), short)
        case {"month": [year, month], **rest}:
            return Month(year, month, short=bool(rest.get("short")))
        case {"list": items}:
            return Listing(tuple(decode(item) for item in items))
        case {"id": _}:
            return decode_message(body)
        case _:
            raise ValueError("not the JSON form of a message parameter")


def decode_message(body: Json) -> Message:
    """The message whose JSON form is `body`."""
    params = {name: decode(value) for name, value in body.get("params", {}).items()}
    return Message(body["id"], params, body.get("plural"))
