"""Every text in the data files: four languages, clean typography, the terms we have chosen."""

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from committee.datafile import DATA
from locales import LANGUAGES

Text = tuple[str, dict[str, str]]

NBSP = "\u00a0"


def texts_in(value: object, where: str) -> Iterator[Text]:
    """Every table in `value` whose keys are languages, with the path to it."""
    if isinstance(value, dict):
        if value.keys() & set(LANGUAGES):
            yield where, value
        else:
            for key, entry in value.items():
                yield from texts_in(entry, f"{where}.{key}")
    elif isinstance(value, list):
        for position, entry in enumerate(value, start=1):
            yield from texts_in(entry, f"{where}[{position}]")


def all_texts() -> list[Text]:
    files: list[Path] = sorted(DATA.glob("*.toml"))
    return [
        text
        for file in files
        for text in texts_in(tomllib.loads(file.read_text(encoding="utf-8")), file.stem)
    ]


TEXTS = all_texts()
SENTENCES = [
    (where, text) for where, text in TEXTS if re.search(r"\.(summary|about|asked|note)$", where)
]
HEADINGS = [text for text in TEXTS if text not in SENTENCES]
# A country's letters outside its own language are a slip, except in the states' own names.
FOREIGN_LETTERS = {
    "es": "ãõçêâôàèùïœ",
    "en": "áéíóúñãõçêâôàèùïœ¿¡«»",
    "fr": "áíóúñãõ¿¡",
    "pt": "ñèùïîœ¿¡«»",
}
SAME_IN_TWO = {
    "actors.actor[20].name",  # Banco Mundial
    "names.actor_kind.observer",
    "names.actor_kinds.observer",
    "names.role.alternate",
    "names.submission_state.published",
    "names.submission_state.submitted",
    "names.submission_state.withdrawn",
    "names.visibility.public",
}
NEVER = {
    "es": r"ilegal|indocumentad|moros|incumpl|\bvenc|atrasad|trata de (blancas|migrantes)",
    "en": r"\billegal|undocumented|overdue|non-?complian|\blate\b|labour|favour",
    "fr": r"illégal|clandestin|sans.papiers|retard|manquement",
    "pt": r"ilegais|ilegal|indocumentad|atrasad|descumpr|inadimpl|tráfico de migrantes|género",
}


def ids(text: object) -> str:
    return text if isinstance(text, str) else ""


def test_there_is_something_to_check() -> None:
    assert len(TEXTS) > 250
    assert len(SENTENCES) > 75


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=ids)
def test_a_text_is_there_in_exactly_four_languages(where: str, text: dict[str, str]) -> None:
    assert set(text) == set(LANGUAGES)
    assert all(words.strip() for words in text.values())


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=ids)
def test_typography_is_clean(where: str, text: dict[str, str]) -> None:
    for language, words in text.items():
        assert not re.search(r"[\"'`´]|\.\.\.|--", words), (
            language,
            "ASCII quotes, dots or dashes",
        )
        assert words == words.strip(), language
        assert "  " not in words, language
        assert not re.search(r"[\n\t]|<|>|&|\u200b", words), (language, "would need escaping")


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=ids)
def test_french_keeps_its_no_break_spaces_and_the_others_have_none(
    where: str, text: dict[str, str]
) -> None:
    assert not re.search(rf"[^{NBSP}][;:!?»]|«[^{NBSP}]", text["fr"])
    for language in ("es", "en", "pt"):
        assert NBSP not in text[language]
        assert not re.search(r"\s[;:!?,.]", text[language])


@pytest.mark.parametrize(("where", "text"), SENTENCES, ids=ids)
def test_a_sentence_ends_with_a_full_stop(where: str, text: dict[str, str]) -> None:
    assert all(words.endswith(".") for words in text.values())


@pytest.mark.parametrize(("where", "text"), HEADINGS, ids=ids)
def test_a_heading_begins_with_a_capital_and_has_no_full_stop(
    where: str, text: dict[str, str]
) -> None:
    for words in text.values():
        assert words[0].isupper()
        assert not words.endswith(".") or words.endswith("D.C.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letters_of_another_language(language: str) -> None:
    strange = {
        where: text[language]
        for where, text in TEXTS
        if set(text[language].lower()) & set(FOREIGN_LETTERS[language])
    }
    assert strange == {}


def test_no_text_reads_alike_in_two_languages_by_accident() -> None:
    alike = {
        where
        for where, text in TEXTS
        if not where.startswith("states.") and not where.endswith(".acronym")
        for one, other in combinations(LANGUAGES, 2)
        if text[one] == text[other]
    }
    assert alike == SAME_IN_TWO


@pytest.mark.parametrize("language", LANGUAGES)
def test_wording_is_neutral_and_keeps_to_the_chosen_terms(language: str) -> None:
    found = {
        where: text[language]
        for where, text in TEXTS
        if not where.startswith("actors.")  # bodies are called what they call themselves
        if re.search(NEVER[language], text[language], re.IGNORECASE)
    }
    assert found == {}


def test_what_is_trafficking_in_one_language_is_trafficking_in_all() -> None:
    """In summaries, where the full terms stand: trafficking and smuggling are never confused."""
    terms = {
        "es": ("trata de personas", "tráfico ilícito de migrantes"),
        "en": ("trafficking in persons", "smuggling of migrants"),
        "fr": ("traite des personnes", "trafic illicite de migrants"),
        "pt": ("tráfico de pessoas", "contrabando de migrantes"),
    }
    summaries = [(where, text) for where, text in TEXTS if where.endswith(".summary")]
    for term in (0, 1):
        where_in = {
            language: {
                where for where, text in summaries if terms[language][term] in text[language]
            }
            for language in LANGUAGES
        }
        # Activity 24 names the protocols, whose short titles differ from the terms.
        protocols = "program-2016-04-19.activity[24].summary"
        same = {frozenset(found - {protocols}) for found in where_in.values()}
        assert len(same) == 1, where_in
        assert len(where_in["en"]) > 1
