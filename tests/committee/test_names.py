"""Names that look like others: a corpus of more than two hundred made to deceive, and honest ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from committee.actors import ActorKind, all_actors
from committee.datafile import read
from committee.names import Oddity, looks_like, oddities, skeleton, tidied

NAMES = [actor.name.en for actor in all_actors() if actor.kind is ActorKind.STATE][:21]
CYRILLIC = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
GREEK = str.maketrans("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
DIGITS = str.maketrans("loI", "10l")


def full_width(name: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


def mathematical(name: str) -> str:
    return "".join(chr(0x1D41A + ord(c) - ord("a")) if "a" <= c <= "z" else c for c in name)


DECEIT: dict[str, Callable[[str], str]] = {
    "cyrillic": lambda name: name.translate(CYRILLIC),
    "greek": lambda name: name.translate(GREEK),
    "zero width": "\u200b".join,
    "turned round": lambda name: f"\u202e{name}\u202c",
    "isolated": lambda name: f"\u2067{name}\u2069",
    "soft hyphen": lambda name: name[:2] + "\u00ad" + name[2:],
    "word joiner": lambda name: name + "\u2060\ufeff",
    "accents": lambda name: "".join(c + "\u0301" if c in "aeou" else c for c in name),
    "full width": full_width,
    "mathematical": mathematical,
    "shouted": str.upper,
    "spaced out": lambda name: "  " + " ".join(name) + "\u00a0",
    "digits": lambda name: name.translate(DIGITS),
    "filler": lambda name: name[:3] + "\u3164" + name[3:],
}
CORPUS = [
    pytest.param(made(name), name, id=f"{name}, {deceit}")
    for deceit, made in DECEIT.items()
    for name in NAMES
    if made(name) != name
]


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 200


@pytest.mark.parametrize(("typed", "name"), CORPUS)
def test_what_looks_like_a_state_is_found_out(typed: str, name: str) -> None:
    assert looks_like(typed, NAMES) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ɢᴜᴀᴛᴇᴍᴀʟᴀ", "Guatemala"),
        ("🅶🆄🅰🆃🅴🅼🅰🅻🅰", "Guatemala"),
        ("Ⓖuatemala", "Guatemala"),
        ("Guaternala", "Guatemala"),
        ("Guatema|a", "Guatemala"),
        ("Guatemala.", "Guatemala"),
        ("Pеrú", "Peru"),
        ("Cоsta-Riса", "Costa Rica"),
        ("Βrаzil", "Brazil"),
        ("С\u0406М", "CIM"),
        ("Çım", "CIM"),
    ],
)
def test_single_cases(typed: str, name: str) -> None:
    assert looks_like(typed, [name]) == name


def test_no_two_known_actors_look_alike() -> None:
    """Else each of them would warn of the other."""
    seen: dict[str, str] = {}
    for actor in all_actors():
        for language in ("es", "en", "fr", "pt"):
            shape = skeleton(actor.name.for_(language))
            assert seen.setdefault(shape, actor.key) == actor.key


@pytest.mark.parametrize(
    "name",
    [
        "Red Chapina",
        "Red de migrantes de Guatemala",
        "Guatemala en el exterior",
        "Associação Brasil Migrante",
        "Haïti Solidarité",
        "Q’eqchi’",
        "日本中米協会",
        "Дом мигранта",
    ],
)
def test_honest_names_look_like_nobody(name: str) -> None:
    names = [text for actor in all_actors() for text in actor.name.as_dict().values()]
    assert looks_like(name, names) is None
    assert oddities(name) == ()


@pytest.mark.parametrize("name", ["", "   ", "🙂", "...", "\u200b"])
def test_what_has_no_letter_looks_like_nothing(name: str) -> None:
    assert looks_like(name, ["", "...", "Guatemala"]) is None


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("Red\u200bChapina", (Oddity.HIDDEN,)),
        ("\u202eaniPahC deR", (Oddity.HIDDEN,)),
        ("Red\x00Chapina", (Oddity.HIDDEN,)),
        ("Red Сhapina", (Oddity.MIXED,)),
        ("R\u200bеd", (Oddity.HIDDEN, Oddity.MIXED)),
        ("Qʼeqchiʼ N\u00ba 1\u00aa", ()),
        ("Red ❤\ufe0f", ()),
        ("日本カタひら", ()),
        ("Red Дом", ()),
        ("Red\tChapina", ()),
    ],
)
def test_what_is_odd_whoever_else_is_called_so(typed: str, odd: tuple[Oddity, ...]) -> None:
    assert oddities(typed) == odd


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  María \u200b López\u202e ", "María López"),
        (unicodedata.normalize("NFD", "Hélène Baptiste"), "Hélène Baptiste"),
        ("Ana\u00a0\u2003Ríos\n", "Ana Ríos"),
        ("Red\u3164Chapina\ufeff", "RedChapina"),
        ("\u200b", ""),
    ],
)
def test_a_name_is_stored_composed_and_with_nothing_unseen(typed: str, stored: str) -> None:
    assert tidied(typed) == stored
    assert tidied(stored) == stored


def test_every_letter_of_the_table_is_one_letter_that_stands_once() -> None:
    """A letter in both lists or under two Latin ones would be read by chance."""
    letters = [
        letter
        for section in ("alike", "nearly")
        for latin in read("confusables.toml").table(section).values
        for letter in read("confusables.toml").table(section).text(latin)
    ]
    assert len(letters) == len(set(letters)) > 450
    assert not any(letter.isascii() for letter in letters)
