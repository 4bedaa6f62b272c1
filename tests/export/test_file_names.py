"""Names of files that no system refuses and that lead nowhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.file_names import LONGEST, safe_name, told_apart


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Acta final.pdf", "Acta final.pdf"),
        ("../../etc/passwd", "-..-etc-passwd.pdf"),
        ("..\\..\\boot.ini", "-..-boot.ini.pdf"),
        ("C:\\x\\y.pdf", "C--x-y.pdf"),
        ("/absolute.pdf", "-absolute.pdf"),
        ("a\x00b\nc\td.pdf", "abcd.pdf"),
        ("cuenta\u202efdp.exe", "cuentafdp.exe.pdf"),
        ("zero\u200bwidth\ufeff.pdf", "zerowidth.pdf"),
        ("con.pdf", "con_.pdf"),
        ("COM1", "COM1_.pdf"),
        ("lpt³.txt.pdf", "lpt³_.txt.pdf"),
        ("nul .pdf", "nul_ .pdf"),
        ("console.pdf", "console.pdf"),
        ("lexicon.pdf", "lexicon.pdf"),
        ('<>:"|?*.pdf', "-------.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        (" . ", "file.pdf"),
        ("\ud800.pdf", "pdf.pdf"),
        ("report.PDF", "report.PDF"),
        ("report.pdf.exe", "report.pdf.exe.pdf"),
        ("trailing. . .", "trailing.pdf"),
        ("A\u0301.pdf", "\u00c1.pdf"),
    ],
)
def test_a_name_says_only_what_it_says(given_name: str, safe: str) -> None:
    assert safe_name(given_name, ending=".pdf") == safe


@given(st.text(st.characters(codec=None), max_size=300), st.sampled_from(["", ".pdf", ".jpg"]))
def test_any_name_becomes_one_that_every_system_takes(text: str, ending: str) -> None:
    name = safe_name(text, ending=ending)
    assert 0 < len(name.encode()) <= LONGEST
    assert name.lower().endswith(ending)
    assert not set(name) & set('<>:"/\\|?*')
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert name == name.strip(" .")
    assert name not in {".", ".."}
    assert safe_name(name, ending=ending) == name


@given(st.lists(st.text("aAáÁ\u0301ﬁ", min_size=1, max_size=3), max_size=12))
def test_names_are_told_apart_whatever_a_system_takes_for_the_same(names: list[str]) -> None:
    taken: set[str] = set()
    told = [told_apart(f"{name}.pdf", taken) for name in names]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in told}
    assert len(folded) == len(names)
    assert all(name.endswith(".pdf") for name in told)
