"""Texts for translators come back as they went, whatever is in them; wrong files name the line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export.xliff import Texts, Unit, write_xliff
from export.xliff_reading import LARGEST, Pair, XliffError, read_xliff
from tests.export.samples import HOSTILE

NUMBER = "CAM/2026-27/PR-0001 rev. 1"


def written(folder: Path, *units: Unit) -> str:
    path = folder / "texts.xlf"
    write_xliff((Texts(NUMBER, units),), path, source_language="es", target_language="fr")
    return path.read_text("utf-8")


def fault(content: str) -> tuple[int, str]:
    with pytest.raises(XliffError) as refused:
        read_xliff(content.encode("utf-8"))
    return refused.value.line, refused.value.fault


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.text(st.characters(codec=None), min_size=1),
    target=st.text(st.characters(codec=None), min_size=1).filter(str.strip),
)
def test_any_text_comes_back_as_it_went(tmp_path: Path, source: str, target: str) -> None:
    pair, (unit,) = read_xliff(written(tmp_path, Unit("done", "?", source, target)).encode())
    assert pair == Pair("es", "fr")
    assert (unit.number, unit.key, unit.source, unit.target) == (NUMBER, "done", source, target)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(tmp_path: Path, text: str) -> None:
    _, (unit,) = read_xliff(written(tmp_path, Unit("done", text, text, text + ".")).encode())
    assert (unit.source, unit.target) == (text, text + ".")


def test_what_is_not_translated_is_passed_over(tmp_path: Path) -> None:
    units = Unit("done", "?", "Hecho."), Unit("next", "?", "Luego.", "Ensuite.")
    (unit,) = read_xliff(written(tmp_path, *units).encode())[1]
    assert (unit.key, unit.target) == ("next", "Ensuite.")


def test_a_text_cut_into_segments_is_put_together(tmp_path: Path) -> None:
    """As tools do that work sentence by sentence; marks of theirs around words are no text."""
    content = written(tmp_path, Unit("done", "?", "Uno. Dos.")).replace(
        '<segment state="initial"><source>Uno. Dos.</source></segment>',
        "<segment><source>Uno.</source><target>Un<!-- a remark -->.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        '<segment><source>Dos.</source><target><mrk id="m1" type="term">Deux</mrk>.</target>'
        "</segment>",
    )
    (unit,) = read_xliff(content.encode())[1]
    assert (unit.source, unit.target) == ("Uno. Dos.", "Un. Deux.")


def test_a_text_of_which_a_sentence_is_missing_waits(tmp_path: Path) -> None:
    content = written(tmp_path, Unit("done", "?", "Uno. Dos.")).replace(
        '<segment state="initial"><source>Uno. Dos.</source></segment>',
        "<segment><source>Uno. </source><target>Un. </target></segment>"
        "<segment><source>Dos.</source></segment>",
    )
    assert read_xliff(content.encode())[1] == ()


@pytest.mark.parametrize(
    ("was", "becomes", "line", "expected"),
    [
        ("</segment>", "", 4, "xml"),
        ("<xliff ", '<!DOCTYPE xliff [<!ENTITY a "b">]><xliff ', 1, "doctype"),
        ("xliff:document:2.0", "xliff:document:1.2", 2, "not_xliff"),
        ('version="2.1"', 'version="1.2"', 2, "version"),
        (' trgLang="fr"', "", 2, "languages"),
        (f' original="{NUMBER}"', "", 3, "unnamed"),
        ("<source>Hecho.</source>", "", 4, "no_source"),
        ("Hecho.</source>", 'Hecho.<ph id="1"/></source>', 4, "code"),
        ("Hecho.</source>", 'Hecho.<cp hex="QQ"/></source>', 4, "code"),
        ("Hecho.</source>", 'Hecho.<cp hex="FFFFFFFF"/></source>', 4, "code"),
    ],
)
def test_a_wrong_file_names_the_line(
    tmp_path: Path, was: str, becomes: str, line: int, expected: str
) -> None:
    content = written(tmp_path, Unit("done", "?", "Hecho.", "Fait."))
    assert was in content
    assert fault(content.replace(was, becomes, 1)) == (line, expected)


def test_a_text_given_twice_is_refused(tmp_path: Path) -> None:
    unit = Unit("done", "?", "Hecho.", "Fait.")
    assert fault(written(tmp_path, unit, unit)) == (5, "twice")


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    content = written(tmp_path, Unit("done", "?", "Hecho.", "Fait."))
    entity = f'<!DOCTYPE xliff [<!ENTITY x SYSTEM "{secret.as_uri()}">]><xliff '
    assert fault(content.replace("<xliff ", entity).replace("Fait.", "&x;"))[1] == "doctype"


def test_a_bomb_of_entities_does_not_go_off(tmp_path: Path) -> None:
    tens = [f"&l{n};" * 10 for n in range(11)]
    laughs = "".join(f'<!ENTITY l{n} "{ten}">' for n, ten in enumerate(tens, start=1))
    content = written(tmp_path, Unit("done", "?", "Hecho.", "Fait."))
    bomb = f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{laughs}]><xliff '
    assert fault(content.replace("<xliff ", bomb).replace("Fait.", "&l11;"))[1] in {
        "doctype",
        "xml",
    }


def test_too_much_is_refused() -> None:
    assert fault(" " * (LARGEST + 1)) == (1, "large")
