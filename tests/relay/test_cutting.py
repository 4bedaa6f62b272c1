"""Long texts in several messages: in order, nothing lost, nothing broken."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.relay.cutting import LIMIT, messages, units

WORDS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]),
        st.sampled_from("a <>&\"'\n😀𝕬é\u0301\u200d👩"),
    ),
    max_size=300,
)


class Balance(HTMLParser):
    """Fails where a tag is closed that is not open, and knows what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Balance:
    balance = Balance()
    balance.feed(html)
    balance.close()
    assert balance.open == []
    return balance


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=100)
@given(st.lists(st.tuples(WORDS, st.integers(1, 60)), max_size=5))
def test_every_part_fits_and_nothing_is_lost(texts: list[tuple[str, int]]) -> None:
    said = [text * times for text, times in texts]
    paragraphs = [f"<b>{escape(text, quote=False)}</b>: rest" for text in said]
    parts = messages(paragraphs)
    assert all(0 < units(part) <= LIMIT for part in parts)
    assert bare("".join(read(part).text for part in parts)) == bare(
        "".join(f"{text}: rest" for text in said)
    )


def test_forty_thousand_characters_keep_their_order() -> None:
    text = " ".join(str(number) for number in range(8_000))
    parts = messages([text])
    assert len(parts) > 9
    assert all(units(part) <= LIMIT for part in parts)
    assert " ".join(parts).split() == text.split()


def test_paragraphs_that_fit_stay_whole_and_together() -> None:
    assert messages(["one", "two", "three"], limit=12) == ["one\n\ntwo", "three"]


def test_nothing_makes_no_message() -> None:
    assert messages([]) == []
    assert messages(["", " ", "\n"]) == []


def test_an_entity_is_never_cut_in_two() -> None:
    for part in messages(["&amp;" * 2_000], limit=400):
        assert re.fullmatch("(&amp;)+", part)


def test_a_surrogate_pair_counts_as_two() -> None:
    assert units("😀") == 2
    assert all(units(part) <= LIMIT for part in messages(["😀" * 5_000]))


def test_a_character_made_of_several_stays_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    joined = messages([family * 1_500])
    assert len(joined) > 1
    assert "".join(joined) == family * 1_500
    assert all(part.count("👧") * 5 == len(part) for part in joined)
