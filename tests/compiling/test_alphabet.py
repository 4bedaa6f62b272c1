"""Names follow each other as readers of the language look for them."""

from __future__ import annotations

from locales import Language
from services.compiling.alphabet import alphabetical


def in_order(language: Language, *names: str) -> list[str]:
    return sorted(names, key=lambda name: alphabetical(name, language))


def test_accents_and_case_do_not_part_what_belongs_together() -> None:
    assert in_order("pt", "Barbados", "Ábaco", "abrigo", "Zona") == [
        "Ábaco",
        "abrigo",
        "Barbados",
        "Zona",
    ]
    assert in_order("fr", "Équateur", "El Salvador", "États-Unis") == [
        "El Salvador",
        "Équateur",
        "États-Unis",
    ]


def test_in_spanish_enye_is_a_letter_after_n() -> None:
    assert in_order("es", "Ñuble", "Nzo", "Nu", "Oca", "Canzo", "Caño", "Cano") == [
        "Cano",
        "Canzo",
        "Caño",
        "Nu",
        "Nzo",
        "Ñuble",
        "Oca",
    ]
    assert in_order("es", "Caño", "Can\u0303a") == ["Can\u0303a", "Caño"]  # n and a tilde are one
    assert in_order("fr", "Nzo", "Ñuble") == ["Ñuble", "Nzo"]


def test_names_that_differ_by_marks_alone_have_one_order() -> None:
    assert in_order("es", "Perú", "Peru") == in_order("es", "Peru", "Perú")


def test_a_word_that_ends_comes_before_one_that_goes_on() -> None:
    assert in_order("es", "Santa Lucía", "San Vicente") == ["San Vicente", "Santa Lucía"]
