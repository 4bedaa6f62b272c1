"""The gate sees every fault a catalogue can have, and the update loses no translation."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.gates import catalogues
from tests.gates.catalogues import catalogue_path, check, update
from tests.gates.marked import marked_messages

CODE = """
from locales import N_, Message

# Translators: a button,
# keep it short
SEND = N_("Send")
ASK = N_(
    "Dear {name}, "
    "<b>what</b> is new?"
)

def left(n: int) -> Message:
    return Message(N_("{n} day left"), {"n": n}, plural=N_("{n} days left"))
"""

SPANISH = {
    "Send": ["Enviar"],
    "Dear {name}, <b>what</b> is new?": ["Estimada {name}, ¿<b>qué</b> hay de nuevo?"],
    "{n} day left": ["Queda un día", "Quedan {n} días"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree whose four catalogues are complete."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "talk.py").write_text(CODE)
    update(tmp_path, ["bot"])
    for language in ("es", "fr", "pt"):
        for message_id, strings in SPANISH.items():
            translate(tmp_path, language, message_id, *strings)
    return tmp_path


def translate(root: Path, language: str, message_id: str, *strings: str) -> None:
    """Write a translation in by hand, as a translator would."""
    path = catalogue_path(root, language)
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    for index, block in enumerate(blocks):
        if f'msgid "{message_id}"' in block:
            head = block.split("\nmsgstr")[0]
            forms = [f'msgstr[{form}] "{text}"' for form, text in enumerate(strings)]
            said = forms if len(strings) > 1 else [f'msgstr "{strings[0]}"']
            blocks[index] = "\n".join([head, *said])
    path.write_text("\n\n".join(blocks).rstrip() + "\n", encoding="utf-8")


def faults(root: Path) -> list[str]:
    return check(root, ["bot"])


def test_complete_catalogues_have_no_fault_and_english_may_be_empty(root: Path) -> None:
    assert faults(root) == []


def test_missing_catalogues_are_told(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    found = check(tmp_path, ["bot"])
    assert len(found) == 4
    assert found[0] == "locales/es/LC_MESSAGES/enlace.po: is missing; run --update"


@pytest.mark.parametrize(
    ("message_id", "strings", "fault"),
    [
        ("Send", [""], "'Send' has no translation"),
        ("Send", ["Enviar  ya"], "'Send' in translation has a double space"),
        ("Send", ["Enviar "], "'Send' begins or ends with other white space in translation"),
        ("Send", ["Enviar {name}"], "'Send' has {name} in translation only"),
        ("Send", ["Enviar {"], "'Send' in translation has a brace without its pair"),
        (
            "Send",
            ["Enviar {}"],
            "'Send' in translation has a placeholder that is no plain name: {}",
        ),
        ("Send", ["{a.b}"], "'Send' in translation has a placeholder that is no plain name: {a.b}"),
        ("Send", ["<i>Enviar</i>"], "'Send' has other tags in translation: <i> </i>"),
        ("{n} day left", ["Queda un día", ""], "'{n} day left' lacks a plural form"),
        (
            "{n} day left",
            ["Queda un día", "Quedan {m}"],
            "'{n} day left' has {m} in translation only",
        ),
        (
            "Dear {name}, <b>what</b> is new?",
            ["<b>¿Qué</b> hay de nuevo?"],
            "'Dear {name}, <b>what</b> is new?' lacks {name} in translation",
        ),
        (
            "Dear {name}, <b>what</b> is new?",
            ["{name}: ¿qué hay de nuevo?"],
            "'Dear {name}, <b>what</b> is new?' has other tags in translation: none",
        ),
    ],
)
def test_a_bad_translation_is_told_by_file_id_and_fault(
    root: Path, message_id: str, strings: list[str], fault: str
) -> None:
    translate(root, "es", message_id, *strings)
    assert f"locales/es/LC_MESSAGES/enlace.po: {fault}" in faults(root)


def test_a_fuzzy_translation_is_a_fault(root: Path) -> None:
    path = catalogue_path(root, "pt")
    path.write_text(path.read_text().replace('msgid "Send"', '#, fuzzy\nmsgid "Send"'))
    assert faults(root) == ["locales/pt/LC_MESSAGES/enlace.po: 'Send' is marked fuzzy"]


def test_ids_new_in_the_code_and_gone_from_it_are_faults_until_updated(root: Path) -> None:
    code = root / "bot" / "talk.py"
    code.write_text(code.read_text().replace('N_("Send")', 'N_("Post")'))
    found = faults(root)
    assert "locales/en/LC_MESSAGES/enlace.po: 'Post' is not in it; run --update" in found
    assert "locales/fr/LC_MESSAGES/enlace.po: 'Send' is said nowhere; run --update" in found
    assert "es: dropped 'Send'" in update(root, ["bot"])
    assert faults(root) == [
        f"locales/{language}/LC_MESSAGES/enlace.po: 'Post' has no translation"
        for language in ("es", "fr", "pt")
    ]


def test_an_obsolete_entry_is_a_fault(root: Path) -> None:
    path = catalogue_path(root, "es")
    path.write_text(path.read_text() + '\n#~ msgid "Old"\n#~ msgstr "Viejo"\n')
    assert faults(root) == ["locales/es/LC_MESSAGES/enlace.po: 'Old' is said nowhere; run --update"]


def test_a_wrong_plural_rule_is_a_fault(root: Path) -> None:
    path = catalogue_path(root, "fr")
    path.write_text(path.read_text().replace("(n > 1)", "(n != 1)"))
    assert "its header lacks Plural-Forms: nplurals=2; plural=(n > 1);" in faults(root)[0]


def test_an_update_of_nothing_new_changes_no_byte(root: Path) -> None:
    before = [catalogue_path(root, language).read_bytes() for language in catalogues.PLURAL_FORMS]
    assert update(root, ["bot"]) == []
    after = [catalogue_path(root, language).read_bytes() for language in catalogues.PLURAL_FORMS]
    assert after == before


def test_a_catalogue_has_hints_and_files_but_no_dates_and_no_line_numbers(root: Path) -> None:
    text = catalogue_path(root, "es").read_text(encoding="utf-8")
    assert '#. a button, keep it short\n#: bot/talk.py\nmsgid "Send"\nmsgstr "Enviar"\n' in text
    assert "Date" not in text
    assert text.index('"Send"') < text.index("<b>what</b>") < text.index("{n} day left")


def test_the_written_catalogue_is_one_gettext_reads(root: Path) -> None:
    compiled = BytesIO()
    with catalogue_path(root, "es").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    words = gettext.GNUTranslations(compiled)
    assert words.gettext("Send") == "Enviar"
    assert words.ngettext("{n} day left", "{n} days left", 1) == "Queda un día"
    assert words.ngettext("{n} day left", "{n} days left", 0) == "Quedan {n} días"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ('N_(f"Hello {name}")', "bot/talk.py:1: N_ takes one literal text"),
        ('N_("Hello " + name)', "bot/talk.py:1: N_ takes one literal text"),
        ("N_(name)", "bot/talk.py:1: N_ takes one literal text"),
        ('N_("")', "bot/talk.py:1: N_ takes one literal text"),
        ('Message("Hello")', "bot/talk.py:1: a Message's text is not marked with N_"),
        ('Message(f"Hello {name}")', "bot/talk.py:1: a Message's text is not marked with N_"),
        (
            'Message(ONE, {}, plural=N_("many"))',
            "bot/talk.py:1: with a plural, both texts are marked inside Message(…)",
        ),
        (
            'N_("{n} day"); Message(N_("{n} day"), plural=N_("{n} days"))',
            "bot/talk.py: '{n} day' is marked with another plural elsewhere, or none",
        ),
    ],
)
def test_code_that_cannot_be_translated_is_a_fault(tmp_path: Path, code: str, fault: str) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "talk.py").write_text(code)
    assert fault in marked_messages(tmp_path, ["bot"])[1]


def test_an_id_with_a_double_space_is_a_fault_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "talk.py").write_text('N_("Two  spaces")')
    update(tmp_path, ["bot"])
    assert "locales/en/LC_MESSAGES/enlace.po: 'Two  spaces' itself has a double space" in check(
        tmp_path, ["bot"]
    )


def test_the_product_speaks_four_languages_completely() -> None:
    assert check() == []
