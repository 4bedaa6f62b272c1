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


@pytest.mark.parametrize(
    "typed", ["10.1234/abc-1.(2)", "doi:10.1234/abc-1.(2)", "DOI: 10.1234/abc-1.(2)"]
)
def test_a_doi_is_an_address_where_publications_are_asked(typed: str) -> None:
    chat = chat_about(Links(takes_doi=True))
    chat.type(typed)
    assert chat.answers == {"asked": ["https://doi.org/10.1234/abc-1.(2)"]}
    chat = chat_about(Links())
    chat.type(typed)
    assert chat.answers == {}


@pytest.mark.parametrize("typed", ["https://doi.org/10.1234/abc", "https://a.org/10.1234/abc"])
def test_a_link_with_a_doi_in_it_stays_as_it_is(typed: str) -> None:
    chat = chat_about(Links(takes_doi=True))
    chat.type(typed)
    assert chat.answers == {"asked": [typed]}
