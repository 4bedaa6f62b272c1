from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import ApiError
from sandbox.formatted import units
from sandbox.html import parse_html
from sandbox.methods.words import read_words


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("😀<i>b</i>", "😀b", [("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;&#33;&#x1F600;", '1 < 2 & 3 > 2 "!😀', []),
        ("&copy; &nbsp; AT&T", "&copy; &nbsp; AT&T", []),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<b></b>a", "a", []),
        ('<a href="javascript:alert(1)">a</a>', "a", []),
    ],
)
def test_markup_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed = parse_html(source)
    assert parsed.text == text
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in parsed.entities]
    assert found == entities


def test_a_link_keeps_its_address_unescaped() -> None:
    parsed = parse_html("<a href='https://t.me/x?a=1&amp;b=2'>go</a>")
    assert parsed.entities[0]["url"] == "https://t.me/x?a=1&b=2"


def test_code_in_pre_names_the_language() -> None:
    parsed = parse_html('<pre><code class="language-python">x</code></pre>')
    assert parsed.entities == ({"type": "pre", "offset": 0, "length": 1, "language": "python"},)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b>a</i>",
            'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
        ),
        ("é<h1>a</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<a href=x", "Unexpected end of name token at byte offset 8"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_with_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(alphabet="<>/ab&;i=\"' 😀l", max_size=30))
def test_any_markup_is_either_read_with_sound_offsets_or_refused(source: str) -> None:
    try:
        parsed = parse_html(source)
    except ApiError:
        return
    for entity in parsed.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(parsed.text)


def test_white_space_around_a_text_goes_and_its_entities_follow() -> None:
    words = read_words("  <b> hi </b>\n", "HTML", [])
    assert words.text == "hi"
    assert words.entities == ({"type": "bold", "offset": 0, "length": 2},)


def test_control_characters_are_removed_as_telegram_does() -> None:
    assert read_words("a\x0bb\r\nc\u202ed", "", []).text == "a b\ncd"
