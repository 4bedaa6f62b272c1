"""Tables in the tree of a part: their cells' ids, and what they show in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, String


def say_what_tables_show(tree: Object, tables: Sequence[str]) -> None:
    """Give each table in `tree` what it shows as its summary (ISO 32000-1, table 349)."""
    if not tables:
        return
    for element, about in zip(_tables(tree), tables, strict=True):
        attributes = element.get("/A", Array())
        summary = Dictionary(O=Name.Table, Summary=String(about))
        element.A = Array([*attributes.as_list(), summary])


def rename_cells(tree: Object, number: int) -> None:
    """Put `number` before the ids of cells in `tree`, and wherever they are referred to."""
    if "/IDTree" not in tree:
        return
    for table in _tables(tree):
        for element in _below(table):
            if "/ID" in element:
                element.ID = _renamed(element.ID, number)
            for attribute in element.get("/A", ()):
                if "/Headers" in attribute:
                    attribute.Headers = Array(
                        [_renamed(each, number) for each in attribute.Headers.as_list()]
                    )


def _renamed(name: Object, number: int) -> String:
    return String(f"{number}-".encode() + bytes(name))


def _tables(tree: Object) -> Iterator[Object]:
    return (each for each in _below(tree) if each.get("/S") == Name.Table)


def _below(element: Object) -> Iterator[Object]:
    """Every element below `element`, in their order."""
    kids = element.get("/K")
    for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _below(kid)
