"""Folding, and steering by words in four languages."""

import pytest

from bot.flows.words import BACK, CLEAR, DONE, KEEP, LEAVE, SEND, SKIP, folded, steering


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  São   Cristóvão e Névis ", "sao cristovao e nevis"),
        ("EE. UU.", "ee uu"),
        ("snake_case", "snake case"),
        ("Straße", "strasse"),
        ("É", "e"),
        ("🎉", ""),
        ("العربية", "العربية"),
    ],
)
def test_folding_leaves_what_counts_for_comparing(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("back, Atrás, volver, Retour, PRÉCÉDENT, voltar, ◀ Back", BACK),
        ("skip, Saltar, omitir, passer, pular", SKIP),
        ("clear, borrar, effacer, limpar", CLEAR),
        ("keep, mantener, garder, manter", KEEP),
        ("save, Save and leave, guardar y salir, enregistrer, salvar", LEAVE),
        ("done, ¡Listo!, Terminé, pronto, Done ▸", DONE),
        ("send, enviar, envoyer", SEND),
    ],
)
def test_buttons_can_be_typed_in_four_languages(words: str, code: str) -> None:
    for word in words.split(", "):
        assert steering(word) == code, word


@pytest.mark.parametrize("text", ["", "go back home", "skipper", "🎉", "back" * 5000])
def test_other_words_do_not_steer(text: str) -> None:
    assert steering(text) is None
