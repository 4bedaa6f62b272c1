"""A PDF holds every text as it was given, whatever is in it, or is not there at all."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import bidirectional, category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.document import (
    Block,
    Column,
    Contents,
    Cover,
    Heading,
    NewPage,
    Picture,
    Style,
    Table,
    Text,
)
from export.pdf import TypesettingError, write_pdf
from export.pdf.literal import lines_of
from export.pdf.parts import cut
from tests.export.documents import COVER, document, png, varied
from tests.export.pdf_reading import needs_pdftotext, pages_of, squeezed

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="20" height="20" fill="#444"/></svg>'
)
HOSTILE = (
    '#eval("1+1") $x^2$ *a* _b_ `c` <d> @e // f /* g */ [h] \\u{41} {{7*7}} #panic() ~ -- ...',
    '=HYPERLINK("http://example.org") https://example.org/a?b=c&d mailto:a@example.org',
    '#image("/etc/passwd") #read("part.typ") <img src=file:///etc/passwd> [[i:1]]',
    "(paren) \\) Tj ET endstream endobj %%EOF << /S /JavaScript /JS (app.alert(1)) >>",
)
LANGUAGES = {
    "ht": "Nou te louvri de sant pou migran yo; sa te rive nan mwa fevriye, pwojè a kontinye.",
    "qu": "Ñuqanchik llaqtakunapi wasikunata kicharqanchik; p'unchaw, t'anta, ch'aska, q'illu.",
    "gn": "Ñande retã G̃uaranipegua ombojoaju mitã’i ha mitãkuña rekove, ko’ẽrõ, ĩ, ỹ, g̃.",
    "pt-BR": "Não há ações além das que já foram informadas; avós, às órfãs, pôde, ünico.",
    "ru": "Открыты два приюта на границе, ёлка, объезд.",
    "ar": "افتتحنا مأويين للمهاجرين",
    "zh-Hans": "我们在边境开设了两个收容所。",
    "vi": "Chúng tôi đã mở hai nơi trú ẩn ở biên giới.",
}


def spoken() -> Iterator[Block]:
    """A document of several languages, with hostile texts in every place."""
    yield from (replace(each, svg=SVG) if isinstance(each, Picture) else each for each in varied())
    for tag, text in LANGUAGES.items():
        yield Heading(3, f"{tag}: {text[:12]}", tag)
        yield Text(text, Style.RECEIVED, tag, "Lo realizado:")
        yield Text("Dos albergues.", Style.TRANSLATION, label="Traducción no oficial:")
    yield Heading(1, HOSTILE[0])
    for text in HOSTILE:
        yield Text(text, Style.RECEIVED, text, text)
    yield Table((Column(HOSTILE[0]), Column("B")), [(text, "x") for text in HOSTILE], HOSTILE[1])
    yield Picture(png(), "", HOSTILE[3])


def texts_of(blocks: Iterator[Block]) -> Iterator[str]:
    """Every text that a reader must find."""
    for block in blocks:
        match block:
            case Text():
                yield block.label
                yield block.text
            case Heading():
                yield block.text
            case Table():
                yield from (column.heading for column in block.columns)
                yield from (cell for row in block.rows for cell in row)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of several languages, in several parts."""
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    write_pdf(document(spoken()), path, most=900)
    return path


@needs_pdftotext
def test_every_text_is_read_back_in_every_language(written: Path) -> None:
    found = squeezed("".join(pages_of(written)))
    for text in texts_of(spoken()):
        # Where a line reads both ways, pdftotext gives its stretches in the order they are seen.
        both_ways = any(bidirectional(letter) == "AL" for letter in text)
        for stretch in text.split() if both_ways else [text]:
            assert squeezed(stretch.strip("()")) in found, text


@needs_pdftotext
def test_letters_that_no_font_has_are_read_back(tmp_path: Path) -> None:
    """They are seen as boxes; the first of them would be lost without the template's care."""
    text = "中文 👍🏽 ᚠ 漢 中"
    write_pdf(document([Text(text), Text(text, label=text)]), tmp_path / "a.pdf")
    assert squeezed("".join(pages_of(tmp_path / "a.pdf"))).count(squeezed(text)) == 3


@needs_pdftotext
@settings(max_examples=6, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="ᅟᅠㅤﾠ")
            | st.sampled_from("\u0301\u0303\t\n\r\x0b\x00\x1b\u2028#$*_[]{}<>\\/@=-")
        ),
        min_size=20,
        max_size=60,
    )
)
def test_no_letter_is_lost_whatever_is_written(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        write_pdf(document([Text(text, Style.RECEIVED) for text in texts]), path)
        found = Counter("".join(pages_of(path)))
    for letter, times in Counter("".join(texts)).items():
        if not letter.isspace() and category(letter) != "Cc":
            assert found[letter] >= times, ascii(letter)


@needs_pdftotext
@pytest.mark.parametrize(
    "text",
    [
        "e" + "\u0301" * 3000,
        "\u05d0" + "\u05b0" * 3000,
        "W" * 5000,
        "\n" * 500 + "x",
        "\ud800\x00x",
    ],
    ids=["marks", "points", "no space", "lines", "no characters"],
)
def test_what_would_break_a_page_is_set_and_read_back(text: str, tmp_path: Path) -> None:
    write_pdf(document([Text(text)]), tmp_path / "a.pdf")
    found = Counter("".join(pages_of(tmp_path / "a.pdf")))
    for letter, times in Counter(text).items():
        if letter.isprintable() and not letter.isspace():
            assert times <= found[letter] <= times + 60


def test_the_same_document_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_pdf(document(spoken()), tmp_path / "b.pdf", most=900)
    assert (tmp_path / "b.pdf").read_bytes() == written.read_bytes()


def test_what_cannot_be_typeset_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"before")
    blocks: list[Block] = [
        Text("a"),
        Heading(1, "b"),
        Picture(png(), "<svg", "not one"),
        Heading(1, "c"),
    ]
    with pytest.raises(TypesettingError, match="part-0002"):
        write_pdf(document(blocks), path, most=1)
    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_blocks_that_end_early_leave_nothing_behind(tmp_path: Path) -> None:
    def blocks() -> Iterator[Block]:
        yield Text("a")
        yield Heading(1, "b")
        yield Text("c")
        raise OSError("the database is gone")

    with pytest.raises(OSError, match="gone"):
        write_pdf(document(blocks()), tmp_path / "a.pdf", most=1)
    assert not any(tmp_path.iterdir())


SLOW = "#for a in range(40000) { for b in range(40000) {} }"
BEGINS = """
import sys
from pathlib import Path
from export.pdf.typesetting import Typesetting
with Typesetting(Path(sys.argv[1]), 0) as typesetting:
    typesetting.begin("slow.typ", "slow", {})
    print(typesetting.running[0], flush=True)
    typesetting.finish()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no pidfd on this system")
def test_a_typesetter_ends_with_the_process_that_began_it(tmp_path: Path) -> None:
    (tmp_path / "slow.typ").write_text(SLOW)
    command = [sys.executable, "-c", BEGINS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        ended, _, _ = select.select([child], [], [], 30)
        os.close(child)
    assert ended
    assert not (tmp_path / "slow.pdf").exists()


def test_parts_end_before_a_high_heading_where_one_comes_in_time() -> None:
    blocks: list[Block] = [
        *(Heading(1, "1"), Text("x" * 300), Heading(3, "1.1"), Text("y" * 300)),
        *(NewPage(), Heading(2, "2"), Text("z")),
    ]
    kinds = [
        [getattr(each, "text", "")[:3] for each in part.blocks] for part in cut(COVER, blocks, 500)
    ]
    assert kinds == [["1", "xxx", "1.1", "yyy"], ["2", "z"]]


def test_parts_end_anywhere_when_no_heading_comes() -> None:
    parts = list(cut(COVER, [Text("x" * 300) for _ in range(10)], 500))
    assert [len(part.blocks) for part in parts] == [3, 3, 3, 1]


def test_a_long_table_goes_on_in_the_next_part() -> None:
    rows = [(str(number), "x" * 40) for number in range(10)]
    table = Table((Column("a"), Column("b")), iter(rows), "about")
    pieces = [each for part in cut(COVER, [table], 400) for each in part.blocks]
    assert [row for piece in pieces if isinstance(piece, Table) for row in piece.rows] == rows
    assert len(pieces) == 4


@pytest.mark.parametrize(
    ("blocks", "says"),
    [
        ([Contents("a"), Contents("b")], "one table"),
        ([Heading(5, "a")], "level 5"),
        ([Table((Column("a"), Column("b")), [("1",)], "")], "one text for each"),
    ],
)
def test_what_is_no_document_is_refused(blocks: list[Block], says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        write_pdf(document(blocks), tmp_path / "a.pdf")
    assert not any(tmp_path.iterdir())


def test_marks_and_long_words_are_pieces_and_all_else_is_a_string() -> None:
    assert lines_of("años — año\tb\r\nG̃e") == [
        "años — año    b",
        ["G", {"mark": "\u0303", "up": 0.202}, "e"],
    ]
    assert lines_of("a\u0301") == ["a\u0301"]
    assert lines_of("x" * 30) == [[{"box": "x" * 8}] * 3 + [{"box": "x" * 6}]]
    assert lines_of("界" * 90) == ["界" * 90]


def test_a_document_with_nothing_in_it_is_a_cover(tmp_path: Path) -> None:
    bare = replace(document([]), cover=Cover((), (), "", ()))
    write_pdf(bare, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")
