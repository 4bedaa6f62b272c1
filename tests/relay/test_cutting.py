"""Long HTML is cut so that Telegram takes every part and nothing written is lost."""

from __future__ import annotations

import itertools
import re
import unicodedata
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.relay.cutting import LIMIT, messages, units

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=600)


def bare(html: str) -> str:
    return unescape(re.sub(r"</?b>", "", html))


def test_short_paragraphs_share_a_message() -> None:
    assert messages(["<b>One</b>", "two"]) == ["<b>One</b>\n\ntwo"]
    assert messages(["one", "two"], gap="\n") == ["one\ntwo"]


def test_what_is_empty_makes_no_message() -> None:
    assert messages([]) == []
    assert messages(["", " "]) == []


@given(text=st.builds(lambda part, times: part * times, TEXTS, st.integers(1, 60)))
def test_nothing_of_a_long_text_is_lost_and_every_part_fits(text: str) -> None:
    parts = messages([f"<b>{escape(text, quote=False)}</b>"])
    assert all(units(part) <= LIMIT for part in parts)
    assert "".join(bare(part) for part in parts).strip() == text.strip() or not text.strip()
    for part in parts:
        assert part.count("<b>") == part.count("</b>")


@given(part=st.text("aé👩\u200d👧\u0301 ", min_size=7, max_size=90))
def test_no_cut_falls_within_a_character_joined_of_several(part: str) -> None:
    parts = messages(["a" + part * (9000 // len(part))])
    for before, after in itertools.pairwise(parts):
        assert not unicodedata.combining(after[0])
        assert after[0] != "\u200d"
        assert before[-1] != "\u200d"


def test_a_cut_prefers_white_space() -> None:
    parts = messages(["word " * 2000])
    assert all(part.split() == ["word"] * len(part.split()) for part in parts)
