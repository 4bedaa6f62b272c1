"""Words in four languages; parameters are escaped once, where HTML is made, and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locales import (
    LANGUAGES,
    Day,
    Language,
    Listing,
    Localized,
    Message,
    Moment,
    Month,
    Refusal,
    Zone,
    phrases,
    translator_for,
)

BRAZIL = Localized("Brasil", "Brazil", "Brésil", "Brasil")


def test_parameters_are_escaped_in_html_and_left_alone_in_plain_text() -> None:
    said = Message("<b>{name}</b>", {"name": "<i>Ana & Co</i>"})
    assert translator_for("en").html(said) == "<b>&lt;i&gt;Ana &amp; Co&lt;/i&gt;</b>"
    assert translator_for("en").plain(said) == "<b><i>Ana & Co</i></b>"


def test_a_message_within_a_message_is_escaped_once() -> None:
    inner = Message("{who}", {"who": "A & B"})
    assert translator_for("en").html(Message("<b>{x}</b>", {"x": inner})) == "<b>A &amp; B</b>"


@given(text=st.text())
def test_what_a_person_wrote_is_never_read_as_a_template(text: str) -> None:
    assert translator_for("es").plain(Message("{x}", {"x": text})) == text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("es", "martes, 16 de febrero de 2027, 09:00"),
        ("en", "Tuesday, February 16, 2027, 09:00"),
        ("fr", "mardi 16 février 2027 à 09:00"),
        ("pt", "terça-feira, 16 de fevereiro de 2027, às 09:00"),
    ],
)
def test_a_moment_is_shown_in_its_zone_and_the_readers_style(
    language: Language, shown: str
) -> None:
    moment = Moment(datetime(2027, 2, 16, 15, tzinfo=UTC), "America/Guatemala")
    assert translator_for(language).plain(moment) == shown


def test_a_time_alone_leaves_the_day_out() -> None:
    moment = Moment(datetime(2027, 2, 16, 15, tzinfo=UTC), "America/Guatemala", time_only=True)
    assert translator_for("fr").plain(moment) == "09:00"


def test_days_months_numbers_and_cities_follow_the_language() -> None:
    spanish, portuguese = translator_for("es"), translator_for("pt")
    assert spanish.plain(Day(date(2027, 3, 1))) == "1 de marzo de 2027"
    assert spanish.plain(Day(date(2027, 3, 1), short=True)) == "1 mar"
    assert translator_for("fr").plain(Day(date(2027, 3, 1))) == "1er mars 2027"
    assert translator_for("fr").plain(Day(date(2027, 3, 11))) == "11 mars 2027"
    first = Moment(datetime(2027, 2, 1, 15, tzinfo=UTC), "America/Guatemala")
    assert translator_for("fr").plain(first) == "lundi 1er février 2027 à 09:00"
    assert portuguese.plain(Month(2027, 3)) == "março de 2027"
    assert portuguese.plain(Month(2027, 3, short=True)) == "mar."
    assert portuguese.plain(12345) == "12.345"
    assert portuguese.plain(Decimal("12345.50")) == "12.345,50"
    assert portuguese.plain(Decimal(12345)) == "12.345"
    assert portuguese.plain(Zone("America/New_York")) == "Nova York"
    assert spanish.plain(Zone("America/Argentina/Buenos_Aires")) == "Buenos Aires"


def test_a_list_is_joined_as_the_language_does_and_by_semicolons_where_items_have_commas() -> None:
    assert translator_for("es").plain(Listing(("a", BRAZIL, "c"))) == "a, Brasil y c"
    assert translator_for("en").plain(Listing(("a, b", "c"))) == "a, b; c"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks_of_itself(language: Language) -> None:
    own = {"es": "español", "en": "English", "fr": "français", "pt": "português"}
    said = translator_for(language).plain(Message(phrases.LANGUAGE_SET))
    assert own[language].lower() in said.lower()


def test_a_refusal_holds_neither_sentence_nor_answer_in_its_text() -> None:
    class TooLongError(Refusal):
        """For this test."""

        message = "That is {length} characters."

    refusal = TooLongError(length=41)
    assert str(refusal) == "TooLongError"
    assert translator_for("en").plain(refusal.said) == "That is 41 characters."
