"""Values that wait in the outbox come back as they were."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from locales import Day, Listing, Localized, Message, Moment, Month, Param, Zone
from locales.message import decode, encode

NAMES = Localized("Brasil", "Brazil", "Brésil", "Brasil")


@pytest.mark.parametrize(
    "value",
    [
        "<b>text</b> {brace}",
        42,
        Decimal("12.50"),
        NAMES,
        Moment(datetime(2027, 2, 16, 15, tzinfo=UTC), "America/Guatemala"),
        Moment(datetime(2027, 2, 16, 15, tzinfo=UTC), "America/Lima", time_only=True),
        Zone("America/Sao_Paulo"),
        Day(date(2027, 2, 16)),
        Day(date(2027, 2, 16), short=True),
        Month(2027, 2),
        Month(2027, 2, short=True),
        Listing(("a", NAMES, 3)),
        Message("Hello {name}", {"name": Message("inner {n}", {"n": 2}, "inner {n}s")}),
    ],
)
def test_what_is_encoded_comes_back_through_json(value: Param) -> None:
    assert decode(json.loads(json.dumps(encode(value)))) == value


def test_what_is_no_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="not the JSON form"):
        decode({"something": "else"})
