from __future__ import annotations

import pytest

from sandbox.formatted import Formatted
from sandbox.links import start_payload, with_found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("please /start now", "bot_command", "/start"),
        ("/export@enlace_bot", "bot_command", "/export@enlace_bot"),
        ("see https://www.oas.org/es/.", "url", "https://www.oas.org/es/"),
        ("see t.me/enlace?start=a", "url", "t.me/enlace?start=a"),
        ("ask cam@oas.org", "email", "cam@oas.org"),
        ("ask @maria_lopez", "mention", "@maria_lopez"),
        ("#migración", "hashtag", "#migración"),
    ],
)
def test_telegram_finds_this_by_itself(text: str, kind: str, found: str) -> None:
    (entity,) = with_found(Formatted(text)).entities
    assert entity["type"] == kind
    assert text[entity["offset"] : entity["offset"] + entity["length"]] == found


@pytest.mark.parametrize("text", ["and/or", "3/9", "A.B", "one. Two", "50%", "x@"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert with_found(Formatted(text)).entities == ()


def test_nothing_is_found_inside_code() -> None:
    code = {"type": "code", "offset": 0, "length": 6}
    assert with_found(Formatted("/start", (code,))).entities == (code,)


def test_offsets_count_utf16_units() -> None:
    (entity,) = with_found(Formatted("😀 /start")).entities
    assert (entity["offset"], entity["length"]) == (3, 6)


@pytest.mark.parametrize(
    ("url", "payload"),
    [
        ("https://t.me/Enlace_Bot?start=abc-D_9", "abc-D_9"),
        ("t.me/enlace_bot?start=abc", "abc"),
        ("tg://resolve?domain=enlace_bot&start=abc", "abc"),
        ("https://t.me/enlace_bot", ""),
        ("https://t.me/enlace_bot?start=no%20spaces", ""),
        ("https://t.me/other?start=abc", None),
        ("https://example.org/enlace_bot?start=abc", None),
    ],
)
def test_a_deep_link_says_what_it_starts_with(url: str, payload: str | None) -> None:
    assert start_payload(url, "enlace_bot") == payload
