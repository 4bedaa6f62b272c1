"""Compilations for the tests, and texts that have broken spreadsheets before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from export import Cell, Column, Compilation, Row, Sheet, Words

COMPILED = datetime(2027, 2, 1, 14, 30, tzinfo=UTC)
WORDS = Words(
    overview="Resumen",
    compiled_up_to="Compilado hasta",
    annex="Anexo",
    continued="[… el texto sigue en el anexo, {reference}]",
    reference="Referencia",
    sheet="Hoja",
    column="Columna",
    piece="Parte",
    text="Texto",
)

HOSTILE = (
    "=1+1",
    "+1-202-555-0100",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    " =1+1",
    "'=1+1",
    "''=1+1",
    "'quoted'",
    '"=1+1"',
    '"',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://example.org";"here")',
    "{=SUM(1)}",
    "<r><t>rich</t></r>",
    "</t></is></c>",
    "<![CDATA[x]]>",
    "&amp; &#10; &lt;",
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_x0041_",
    "__x0041_ _xZZZZ_",
    "\x00\x01\x0b\x1f\x7f\x85\u2028\ufffe\uffff",
    "line\r\nline\rline\n\n",
    "  spaces kept  ",
    "a" + "\u0301" * 10_000,
    "עברית العربية 中文 русский ñ 👩‍👩‍👧 \u202eback",
    "https://example.org/?a=1",
    "mailto:x@example.org",
    "1234",
    "2027-02-01",
    "TRUE",
    "a,b;c\td|e",
    "{{7*7}} {% for %} ${x}",
)

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text("=+-@'\" \t\r\n;,＝_x0041F<>&\x00", max_size=20),
)


def compilation(
    rows: Iterable[Row], *headings: str, title: str = "Buenas prácticas"
) -> Compilation:
    """One sheet, `good_practice`, with `rows` under `headings` (or column letters)."""
    rows = list(rows)
    headings = headings or tuple(f"Pregunta {number}" for number in range(len(rows[0])))
    columns = tuple(Column(f"c{number}", heading) for number, heading in enumerate(headings))
    return Compilation(
        title="Compilación",
        language="es",
        compiled_up_to=COMPILED,
        facts=(("Actores que respondieron", 11), ("Reunión", date(2027, 2, 10))),
        sheets=(Sheet("good_practice", title, columns, rows),),
        words=WORDS,
    )


def of_texts(typed: Iterable[str]) -> Compilation:
    """A compilation with one column, a text a row."""
    return compilation([(text,) for text in typed], "Texto")


TYPED: tuple[Cell, ...] = (
    "texto",
    7,
    -7,
    Decimal("1234567.50"),
    Decimal("-0.5"),
    date(2027, 2, 1),
    datetime(2027, 2, 1, 9, 0),  # noqa: DTZ001 - a wall clock's time
    None,
)
