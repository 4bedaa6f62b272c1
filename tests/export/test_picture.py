"""A picture of who has answered: whole, readable on a phone, and nothing in it is executed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from committee.actors import ActorKind, all_actors
from export.picture import Figure, Group, Listing, Names, Part, Picture
from export.picture_png import TALLEST, draw, write_fitting
from locales import LANGUAGES, Language

PICTURE = Picture(
    language="es",
    title="Avances del Programa",
    meeting="Martes, 16 de febrero de 2027, 10:00, hora de Washington",
    as_of="Martes, 9 de febrero de 2027, 13:00",
    large=(Figure("Respondieron", "3 de 9"), Figure("Estados", "1 de 4")),
    parts=(
        Part("Con información", "2", 2),
        Part("Sin novedades", "1", 1),
        Part("No se recibió información", "6", 6),
    ),
    groups=(Group("Estados", "1 de 4", (1, 0, 3)), Group("Otros", "2 de 5", (1, 1, 3))),
    facts=(Figure("Borradores en curso", "4"),),
    names=(Listing("Sin novedades", (Names("Otros", ("CIM", "OPS")),)),),
)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def titled(title: str) -> bytes:
    return draw(replace(PICTURE, title=title))


def of_states(language: Language, *, heard: int) -> Picture:
    """The first `heard` states, in the order of rows, gave information; the others did not."""
    names = [a.name.for_(language) for a in all_actors() if a.kind is ActorKind.STATE]
    rest = len(names) - heard
    parts = (Part("+", str(heard), heard), Part("0", "0", 0), Part("-", str(rest), rest))
    listed = [("+", names[:heard]), ("-", names[heard:])]
    return replace(
        PICTURE,
        language=language,
        parts=parts,
        groups=(Group("Estados", "", (heard, 0, rest)), Group("Otros", "", (0, 0, 1))),
        names=tuple(Listing(what, (Names("", tuple(who)),)) for what, who in listed if who),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("heard", [0, 17, 35])
def test_every_state_fits_on_a_phone(language: Language, heard: int) -> None:
    width, height = size_of(draw(of_states(language, heard=heard)))
    assert width == 1080
    assert 1080 < height <= TALLEST


def test_with_nobody_asked_there_is_no_bar_and_still_a_picture() -> None:
    none = replace(PICTURE.parts[0], count=0, said="0")
    bare = replace(PICTURE, parts=(none, none, none), groups=(), names=(), facts=(), large=())
    assert size_of(draw(bare))[0] == 1080


def test_every_letter_of_the_four_languages_has_a_shape_of_its_own() -> None:
    """One that the letters inside typst lack would look like any other that they lack."""
    letters = "áâãàäçéêèëíîïñóôõöúûùüœæÁÂÃÀÇÉÊÈÍÎÑÓÔÕÚÜŒ¿¡«»’–·°ª"
    drawn = {titled(letter) for letter in letters}
    lacking = titled("\U000e0fff")
    assert len(drawn) == len(letters)
    assert lacking not in drawn


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("no")',
        '#read("/etc/passwd")',
        "$x^2$",
        "*bold* _slanted_ `code`",
        "// not seen",
        "= A heading",
        "<label> @label",
        "\\u{41} \\",
        '"; #panic()',
        "]#panic()[",
    ],
)
def test_mark_up_in_what_is_told_is_shown_as_it_is(typed: str) -> None:
    names = (Listing(typed, (Names(typed, (typed, typed), typed),)),)
    figure = Figure(typed, typed)
    whole = replace(PICTURE, title=typed, meeting=typed, large=(figure,), facts=(figure,))
    assert size_of(draw(replace(whole, names=names)))[0] == 1080
    # As many signs are drawn as were typed: each left out would change the picture.
    pictures = {titled(typed[:end]) for end in range(1, len(typed) + 1) if typed[end - 1] != " "}
    assert len(pictures) == len(typed.replace(" ", ""))


def test_the_shares_are_drawn_as_long_as_they_are() -> None:
    other = tuple(replace(part, count=n) for part, n in zip(PICTURE.parts, (6, 1, 2), strict=True))
    assert draw(PICTURE) == draw(PICTURE)
    assert draw(PICTURE) != draw(replace(PICTURE, parts=(other[0], other[1], other[2])))


def test_a_picture_that_is_too_tall_gives_way_to_one_with_fewer_names(tmp_path: Path) -> None:
    long = Names("Otros", tuple(f"Asociación de familias número {n}" for n in range(200)))
    tall = replace(PICTURE, names=(Listing("No se recibió información", (long,)),))
    assert size_of(draw(tall))[1] > TALLEST
    write_fitting([tall, PICTURE], tmp_path / "one.png")
    assert (tmp_path / "one.png").read_bytes() == draw(PICTURE)
    write_fitting([PICTURE, tall], tmp_path / "two.png")
    assert (tmp_path / "two.png").read_bytes() == draw(PICTURE)
    write_fitting([tall], tmp_path / "three.png")
    assert (tmp_path / "three.png").read_bytes() == draw(tall)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.png", "three.png", "two.png"]


def test_a_long_name_is_broken_and_never_leaves_the_picture() -> None:
    name = "Federación de asociaciones de familias migrantes y retornadas " * 4
    assert size_of(draw(replace(PICTURE, title=name, names=()))) != size_of(draw(PICTURE))
    listed = replace(PICTURE, names=(Listing("Otros", (Names("", (name.strip(),)),)),))
    assert size_of(draw(listed))[1] > size_of(draw(PICTURE))[1]
