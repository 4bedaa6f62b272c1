"""What is taken from the template: all but its body, its properties and what belongs to those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from export.document import Document
from export.docx.margins import filled
from export.docx.names import DOCUMENT_TYPE, OFFICE, TEMPLATE_TYPE, w
from export.docx.opening import Element, Opened, Part, Relation
from export.docx.styles import Look
from export.docx.text import is_language

DEFAULT = Path(__file__).parent.parent / "data" / "compilation.docx"

_KEPT = frozenset(
    {"styles", "numbering", "theme", "fontTable", "settings", "footnotes", "endnotes"}
)
_IN_MARGINS = frozenset({"header", "footer"})
# They lead outside, tell whose machine it was, or make Word ask a question when it opens the file.
_NOT_SETTINGS = ("attachedTemplate", "mailMerge", "saveThroughXslt", "updateFields", "docVars")
_ID = f"{{{OFFICE}}}id"


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready for one document.

    `main` is the name of the part whose body is to be written, `relations` are its relations,
    `section` is the `w:sectPr` with page, margins, headers and footers, `styles` the ids of the
    styles, `text_width` and `text_height` of a page in twentieths of a point.
    """

    main: str
    parts: tuple[Part, ...]
    relations: tuple[Relation, ...]
    section: str
    styles: Mapping[Look, str]
    text_width: int
    text_height: int


def read_template(path: Path, document: Document) -> Template:
    """The template at `path`, in the language and with the running foot of `document`.

    Raises TemplateError for what is no DOCX, lacks a style, or refers to something outside it.
    """
    opened = Opened(path)
    main = _main_part(opened)
    section = _section(opened, main)
    kept = _kept_relations(opened, main, section)
    parts = {}
    for relation in kept:
        for part in _with_what_it_needs(opened, relation.target):
            parts[part.name] = part
    for relation in kept:
        if change := _CHANGES.get(relation.kind):
            part = parts[relation.target]
            parts[relation.target] = change(opened, part, document)
    return Template(
        main=main,
        parts=tuple(parts.values()),
        relations=kept,
        section=etree.tostring(section, encoding="unicode"),
        styles=_styles(opened, kept),
        text_width=_text_size(opened, section, "w", "left", "right"),
        text_height=_text_size(opened, section, "h", "top", "bottom"),
    )


def _main_part(opened: Opened) -> str:
    for relation in opened.relations(""):
        if relation.kind == "officeDocument" and not relation.external:
            if opened.content_type(relation.target) in (DOCUMENT_TYPE, TEMPLATE_TYPE):
                return relation.target
            break
    raise opened.refused("is no Word document without macros")


def _section(opened: Opened, main: str) -> Element:
    """The last section of the body, without what belongs to a printer or to tracked changes."""
    found = opened.xml(main).find(f"{w('body')}/{w('sectPr')}")
    if found is None:
        raise opened.refused("lacks a page: its body has no section")
    section = deepcopy(found)
    section.tail = None
    for name in ("printerSettings", "sectPrChange"):
        for each in section.findall(w(name)):
            section.remove(each)
    return section


def _kept_relations(opened: Opened, main: str, section: Element) -> tuple[Relation, ...]:
    """Relations of the main part that stay, renumbered from `rId1`; those of `section` follow."""
    used = {each.get(_ID): each for each in section if each.get(_ID)}
    kept: list[Relation] = []
    for relation in opened.relations(main):
        in_margins = relation.kind in _IN_MARGINS and relation.id in used
        if relation.external or not (relation.kind in _KEPT or in_margins):
            continue
        kept.append(replace(relation, id=f"rId{len(kept) + 1}"))
        if in_margins:
            used.pop(relation.id).set(_ID, kept[-1].id)
    if used:
        raise opened.refused("is damaged: a header or footer is missing")
    return tuple(kept)


def _with_what_it_needs(opened: Opened, name: str) -> Iterator[Part]:
    """The part and, through relations, those it cannot be shown without."""
    seen, ahead = {name}, [name]
    while ahead:
        part = _bare_settings(opened, ahead.pop())
        yield part
        for relation in part.relations:
            if relation.target not in seen:
                seen.add(relation.target)
                ahead.append(relation.target)


def _bare_settings(opened: Opened, name: str) -> Part:
    """The part; settings without relations, which only lead to what `_NOT_SETTINGS` takes out."""
    if opened.content_type(name).endswith(".settings+xml"):
        return Part(name, _plain_settings(opened.xml(name)), opened.content_type(name))
    return opened.part(name)


def _plain_settings(root: Element) -> bytes:
    for name in _NOT_SETTINGS:
        for each in root.findall(w(name)):
            root.remove(each)
    return _bytes(root)


def _styles(opened: Opened, kept: tuple[Relation, ...]) -> dict[Look, str]:
    """The id of each style by its kind and name."""
    ids: dict[tuple[str, str], str] = {}
    for relation in kept:
        if relation.kind == "styles":
            for style in opened.xml(relation.target).iter(w("style")):
                named = style.find(w("name"))
                name = "" if named is None else named.get(w("val"), "")
                key = (style.get(w("type"), ""), name.casefold())
                ids.setdefault(key, style.get(w("styleId"), ""))
    found = {look: ids.get((look.kind, look.name.casefold()), "") for look in Look}
    if lacking := [f"“{look.name}” ({look.kind})" for look in Look if not found[look]]:
        raise opened.refused(f"lacks the style {', '.join(lacking)}")
    return found


def _text_size(opened: Opened, section: Element, across: str, one: str, other: str) -> int:
    """How wide or high the text may be, between two of the margins."""
    try:
        page = int(section.find(w("pgSz")).get(w(across)))
        margins = section.find(w("pgMar"))
        # A margin below zero is as wide, and kept even when a header is higher.
        size = page - abs(int(margins.get(w(one)))) - abs(int(margins.get(w(other))))
    except (AttributeError, TypeError, ValueError) as error:
        raise opened.refused("lacks a page: size or margins are missing") from error
    if size < 1440:
        raise opened.refused("leaves less than an inch for text between its margins")
    return size


def _in_its_language(opened: Opened, part: Part, document: Document) -> Part:
    """The styles with the document's language as the one of every text that has none."""
    root = opened.xml(part.name)
    for each in root.findall(f".//{w('lang')}"):
        each.getparent().remove(each)
    defaults = root.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        root.insert(0, defaults)
    run = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    if is_language(document.language):
        language = etree.SubElement(run, w("lang"))
        for attribute in ("val", "eastAsia", "bidi"):
            language.set(w(attribute), document.language)
    return replace(part, content=_bytes(root))


def _child(parent: Element, name: str, *, first: bool = False) -> Element:
    found = parent.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        parent.insert(0 if first else len(parent), found)
    return found


def _with_its_margins(opened: Opened, part: Part, document: Document) -> Part:
    root = opened.xml(part.name)
    filled(root, document.running, document.page)
    return replace(part, content=_bytes(root))


def _bytes(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


_CHANGES = {
    "styles": _in_its_language,
    "header": _with_its_margins,
    "footer": _with_its_margins,
}
