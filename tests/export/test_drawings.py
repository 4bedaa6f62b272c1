"""Drawings: whole, well-formed, everything in them literal, and readable without colour."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from committee.program import load_program
from committee.states import all_states
from export.drawings import (
    Answers,
    Area,
    Caption,
    Cell,
    Coverage,
    Panel,
    Standing,
    Tile,
    TileMap,
    answers_svg,
    coverage_svg,
    tiles_svg,
)
from export.drawings.letters import lines_of, width_of
from export.drawings.shades import contrast, lightness, luminance
from export.drawings.tiles import PITCH, SHADES, SIDE, places
from export.picture_png import DrawingError, png_of
from locales import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("fr", "Réponses reçues", "Au 9 février 2027", "Deux États ont répondu.")
STANDINGS = tuple(Standing)
LABELS = {
    Standing.ANSWERED: "Renseignements reçus",
    Standing.NOTHING_NEW: "Rien de nouveau",
    Standing.NO_INFORMATION: "Aucun renseignement reçu",
    Standing.NOT_ASKED: "Non sollicité pour cette réunion",
}
HOSTILE = (
    "<script>alert(1)</script>",
    "]]><image href='file:///etc/passwd'/>",
    '"&quot;&#0;&lol;',
    "#set page() \\ $x$ @import",
    "\x00\x1b[31m\ud800\ufffe",
    "\u202eevil\u202c السلام e\u0301\u0301",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'http://example.org'>]>&a;",
)


def parsed(svg: str) -> etree._Element:
    """The drawing, read by a parser that resolves nothing."""
    return etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False))


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in parsed(svg).iter(f"{SVG}text")]


def map_of(language: Language = "fr", caption: Caption = CAPTION) -> TileMap:
    tiles = [
        Tile(state.alpha3, state.alpha2, state.name.for_(language), STANDINGS[at % 4])
        for at, state in enumerate(all_states())
    ]
    return TileMap(caption, tiles, LABELS)


def coverage_of(caption: Caption = CAPTION, label: str = "Activité") -> Coverage:
    numbers = [(each.number, each.addressee) for each in load_program().activities]
    areas = [
        Area(key, tuple(Cell(n, n % 5, (n % 5, 0, 0, 0), label) for n, of in numbers if of == key))
        for key in dict.fromkeys(of for _, of in numbers)
    ]
    return Coverage(caption, areas, ("Terminée", "En cours", "Prévue", "Autre"), key="Clé")


def answers_of(caption: Caption = CAPTION, label: str = "États") -> Answers:
    months = ("sept.", "oct.", "nov.", "déc.", "janv.", "févr.", "mars", "avr.", "mai")
    return Answers(
        caption, months, [Panel(label, "36", tuple(range(9))), Panel("2", "0", 9 * (0,))]
    )


def every(caption: Caption = CAPTION, label: str = "États") -> list[str]:
    labels = dict.fromkeys(LABELS, label)
    tiles = [Tile("GTM", label, label, Standing.NOTHING_NEW)]
    return [
        tiles_svg(TileMap(caption, tiles, labels)),
        coverage_svg(coverage_of(caption, label)),
        answers_svg(answers_of(caption, label)),
    ]


# --- the states ----------------------------------------------------------------------------


def test_every_state_has_one_place_and_no_two_the_same() -> None:
    assert set(places()) == {state.alpha3 for state in all_states()}
    assert len(set(places().values())) == 35
    assert SIDE < PITCH
    assert all(0 <= column < 7 and 0 <= row < 10 for column, row in places().values())


def test_places_recall_the_americas() -> None:
    """North above south, west before east, as far as tiles can."""
    at = places()
    for north, south in pairwise(("CAN", "USA", "MEX", "GTM", "SLV", "NIC", "CRI", "PER", "CHL")):
        assert at[north][1] < at[south][1]
    for west, east in (("MEX", "CUB"), ("CUB", "HTI"), ("HTI", "DOM"), ("ECU", "BRA")):
        assert at[west][0] < at[east][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_stands_on_the_map_as_it_answered(language: Language) -> None:
    drawn = map_of(language)
    root = parsed(tiles_svg(drawn))
    shown = {each.get("data-state"): each for each in root.iter(f"{SVG}g")}
    for tile in drawn.tiles:
        group = shown[tile.key]
        assert group.get("data-standing") == tile.standing
        assert group.findtext(f"{SVG}title") == tile.name
        assert group.findtext(f"{SVG}text") == tile.code
        room = float(group.find(f"{SVG}rect").get("width"))
        assert all(width_of(t.text, float(t.get("font-size"))) <= room for t in group[3:])


def test_the_legend_counts_the_tiles_and_leaves_out_what_no_state_is() -> None:
    drawn = map_of()
    legend = {
        each.get("data-legend"): int(each.get("data-count"))
        for each in parsed(tiles_svg(drawn)).iter(f"{SVG}g")
        if each.get("data-legend")
    }
    assert sum(legend.values()) == 35
    assert legend == {s: sum(t.standing is s for t in drawn.tiles) for s in Standing}
    asked = [tile for tile in drawn.tiles if tile.standing is not Standing.NOT_ASKED]
    assert LABELS[Standing.NOT_ASKED].split()[0] not in " ".join(
        texts(tiles_svg(TileMap(CAPTION, asked, LABELS)))
    )


def test_a_state_without_a_place_is_an_error() -> None:
    with pytest.raises(KeyError):
        tiles_svg(TileMap(CAPTION, [Tile("XXX", "XX", "?", Standing.ANSWERED)], LABELS))


def test_standings_are_told_apart_in_grey_and_by_form_and_none_is_red() -> None:
    """By lightness the three that are counted; the fourth by its broken border alone."""
    three = STANDINGS[:3]
    for one, other in combinations(three, 2):
        assert contrast(lightness(SHADES[one]), lightness(SHADES[other])) >= 1.6
    assert len({SHADES[each].look for each in STANDINGS}) == 4
    assert "dasharray" in SHADES[Standing.NOT_ASKED].look
    for shade in SHADES.values():
        for colour, _ in shade.colours:
            red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
            assert red <= max(green, blue)


def test_letters_on_every_shade_are_readable() -> None:
    """At least 4.5 to each of its colours (WCAG 2, AA)."""
    for shade in SHADES.values():
        for colour, _ in shade.colours:
            assert contrast(luminance(colour), luminance(shade.on_it)) >= 4.5


# --- activities and months -----------------------------------------------------------------


def test_every_activity_has_a_cell_with_its_number_and_count() -> None:
    cells = {
        each.get("data-activity"): [t.text for t in each.iter(f"{SVG}text")]
        for each in parsed(coverage_svg(coverage_of())).iter(f"{SVG}g")
        if each.get("data-activity")
    }
    assert cells == {str(n): [str(n), str(n % 5)] for n in range(1, 43)}


def test_cells_do_not_overlap_and_stay_on_the_paper() -> None:
    root = parsed(coverage_svg(coverage_of()))
    height = float(root.get("height"))
    boxes = [
        [float(each[1].get(key)) for key in ("x", "y", "width", "height")]
        for each in root.iter(f"{SVG}g")
        if each.get("data-activity")
    ]
    for x, y, wide, high in boxes:
        assert 0 <= x <= 360 - wide
        assert 0 <= y <= height - high
    for (x, y, wide, high), (u, v, _, _) in combinations(boxes, 2):
        assert abs(x - u) >= wide or abs(y - v) >= high


def test_the_mix_of_an_activity_fills_its_foot() -> None:
    cell = Cell(28, 6, (3, 2, 1, 0))
    drawn = Coverage(CAPTION, [Area("x", (cell,))], ("a", "b", "c", "d"), key="")
    (group,) = parsed(coverage_svg(drawn)).xpath("//*[@data-activity]")
    whole, *parts = [float(each.get("width")) for each in group.iter(f"{SVG}rect")]
    assert [round(part / whole * 6, 1) for part in parts] == [3, 2, 1]


def test_bars_are_as_tall_as_their_months_and_to_one_measure() -> None:
    root = parsed(answers_svg(answers_of()))
    bars = root.xpath("//*[@data-month and @data-count != '0']")
    heights = {int(each.get("data-count")): float(each[1].get("height")) for each in bars}
    assert set(heights) == set(range(1, 9))
    assert all(abs(tall / heights[8] - n / 8) < 0.01 for n, tall in heights.items())
    assert len(root.xpath("//*[@data-month]")) == 18


def test_a_panel_without_a_bar_for_each_month_is_an_error() -> None:
    with pytest.raises(ValueError, match="month"):
        answers_svg(Answers(CAPTION, ("sept.",), [Panel("x", "0", (1, 2))]))


# --- all of them ---------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_said_is_literal_and_adds_no_element(hostile: str) -> None:
    plain = every()
    caption = Caption(hostile, hostile, hostile, hostile)
    for svg, usual in zip(every(caption, hostile), plain, strict=True):
        root = parsed(svg)
        kinds = {each.tag for each in root.iter()}
        assert kinds <= {each.tag for each in parsed(usual).iter()}
        held = "".join(c for c in hostile if c >= " " and c != "\ufffe").replace("\ud800", "\ufffd")
        assert root.findtext(f"{SVG}title") == held
        assert root.findtext(f"{SVG}desc") == held


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_gives_a_drawing(text: str) -> None:
    for svg in every(Caption("es", text, text, text), text):
        parsed(svg)


def test_nothing_is_linked_and_nothing_runs() -> None:
    for svg in every():
        root = parsed(svg)
        assert not root.xpath("//@href | //@*[starts-with(name(), 'on')] | //*[@style]")
        assert {"script", "image", "use", "foreignObject"}.isdisjoint(
            etree.QName(each).localname for each in root.iter()
        )
        outside = [v for v in root.xpath("//@*") if "url(" in v and not v.startswith("url(#")]
        assert not outside


def test_letters_on_a_phone_are_not_too_small() -> None:
    """A unit is a pixel there; names on tiles, which codes stand above, may be smaller."""
    for svg in (coverage_svg(coverage_of()), answers_svg(answers_of())):
        assert min(float(s) for s in parsed(svg).xpath("//@font-size")) >= 11
    assert min(float(s) for s in parsed(tiles_svg(map_of())).xpath("//@font-size")) >= 8


def test_lines_are_no_wider_than_their_room_and_a_cut_is_seen() -> None:
    text = "Saint-Vincent-et-les-Grenadines et Antigua-et-Barbuda " * 3
    lines = lines_of(text, 120, 12, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width_of(line, 12) <= 120 for line in lines)
    assert lines_of("13\u00a0h\u00a000", 20, 12, most=9)[0] != "13"


# --- as PNG --------------------------------------------------------------------------------


def test_a_drawing_is_as_wide_as_asked_and_the_same_each_time() -> None:
    svg = answers_svg(answers_of())
    png = png_of(svg, pixels=360)
    assert int.from_bytes(png[16:20], "big") == 360
    assert int.from_bytes(png[20:24], "big") == pytest.approx(
        float(parsed(svg).get("height")), abs=1
    )
    assert png_of(svg, pixels=360) == png


@pytest.mark.parametrize(
    "inside",
    ['<image href="README.md"/>', '<image href="https://example.org/a.png"/>', "<"],
)
def test_a_drawing_that_links_or_is_none_is_refused(inside: str) -> None:
    with pytest.raises(DrawingError):
        png_of(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', pixels=10)
