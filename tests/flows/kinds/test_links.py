"""Web addresses."""

import pytest

from bot.flows.kinds import Links
from tests.flows.chat import chat_about


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://oas.org", ["https://oas.org"]),
        ("HTTP://OAS.org/x?a=1&b=2", ["HTTP://OAS.org/x?a=1&b=2"]),
        ("https://a.org\nhttps://b.org/ñ", ["https://a.org", "https://b.org/ñ"]),
        ("https://a.org https://a.org", ["https://a.org"]),
        ("https://münchen.de:8080/", ["https://münchen.de:8080/"]),
    ],
)
def test_addresses_by_line_or_space(typed: str, kept: list[str]) -> None:
    chat = chat_about(Links())
    chat.type(typed)
    assert chat.answers == {"asked": kept}


@pytest.mark.parametrize(
    "typed",
    ["oas.org", "ftp://oas.org", "javascript:alert(1)", "https://", "https:///x", "https://localhost", "file:///etc/passwd",
     "https://oas.org@evil.org", "https://[::1", "https://a.org:port/", "data:text/html,x", "tg://user?id=1",
     "https://a.org/<script>", 'https://a.org/"x', "https://a.org\\b.org", "https://a\u202eb.org", "hello there", "🎉",
     "https://a.org and more"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(typed: str) -> None:
    chat = chat_about(Links())
    chat.type(typed)
    assert chat.answers == {}
    assert "is not a link" in chat.said


def test_not_too_many_and_not_too_long() -> None:
    chat = chat_about(Links(most=2, limit=30))
    chat.type("https://a.org https://b.org https://c.org")
    assert chat.said.startswith("Please send 2 links at most.")
    chat.type("https://a.org/" + "x" * 30)
    assert chat.said.startswith("That link is too long; please keep each under 30 characters.")
    chat.type("")
    assert chat.said.startswith("Please write an answer")
    assert chat.answers == {}
