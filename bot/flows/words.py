"""Words as people type them: folded for comparing, and the typed form of the steering buttons."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from bot.flows import labels
from locales import LANGUAGES, Message, Param, translator_for

BACK, SKIP, CLEAR, KEEP, LEAVE = "_back", "_skip", "_clear", "_keep", "_leave"
DONE, SEND, DISCARD, DISCARD_SURELY = "_done", "_send", "_discard", "_discard_yes"
PAGE = "_page"

_LABELS = {
    BACK: labels.BACK,
    SKIP: labels.SKIP,
    CLEAR: labels.CLEAR,
    KEEP: labels.KEEP,
    LEAVE: labels.LEAVE,
    DONE: labels.DONE,
    SEND: labels.SEND,
    DISCARD: labels.DISCARD,
    DISCARD_SURELY: labels.DISCARD_SURELY,
}

_SYNONYMS = {
    BACK: "back|previous|atrás|volver|anterior|regresar|retour|précédent|revenir|voltar",
    SKIP: "skip|saltar|omitir|pasar|passer|sauter|pular",
    CLEAR: "clear|remove|borrar|quitar|effacer|retirer|limpar|apagar",
    KEEP: "keep|mantener|conservar|dejar|garder|conserver|manter",
    LEAVE: (
        "save|save and leave|leave|guardar|guardar y salir|salir|enregistrer|"
        "enregistrer et quitter|quitter|salvar|salvar e sair|guardar e sair|sair"
    ),
    DONE: "done|listo|hecho|terminé|fini|c'est tout|pronto|feito|concluído",
    SEND: "send|enviar|envoyer|confirm|confirmar|confirmer",
    DISCARD: "discard|descartar|supprimer|abandonner",
    DISCARD_SURELY: "yes, discard|sí, descartar|oui, supprimer|sim, descartar",
}


def folded(text: str) -> str:
    """`text` in lower case without accents, its words separated by single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


@lru_cache(maxsize=4096)
def wordings(value: Param) -> frozenset[str]:
    """How `value` reads in each of the four languages, folded."""
    return frozenset(folded(translator_for(each).plain(value)) for each in LANGUAGES)


def steering(text: str) -> str | None:
    """The code of the steering button that `text` is the typed form of, in any language."""
    return _steering_words().get(folded(text)) if len(text) <= 40 else None


@cache
def _steering_words() -> dict[str, str]:
    words = {folded(word): code for code, text in _SYNONYMS.items() for word in text.split("|")}
    for code, label in _LABELS.items():
        words |= dict.fromkeys(wordings(Message(label)), code)
    return words
