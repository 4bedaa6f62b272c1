"""Typeset parts joined into one file: pages, the tree of what they are, bookmarks, links.

Each part is a file that typst wrote. What numbers or names things within a file is renumbered so
that it holds in the whole: keys of the parent tree (ISO 32000-1, 14.7.4.4), ids of header cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    ObjectStreamMode,
    Pdf,
    Stream,
    String,
)

from export.pdf.bookmarks import Mark, lay_bookmarks
from export.pdf.tables import rename_cells, say_what_tables_show

SIZE = (0, 0, 396, 612)
"""The edges of every page in points, as the templates have them; half of Letter."""

_LEAF = Name.Leaf
LINK = "entry:"
"""`part.typ` gives lines of the contents a link to this and the number of their heading."""


def hold_streams(part: Pdf) -> None:
    """Read the streams of `part`, as packed as they are: qpdf would keep it open to copy them late.

    What is copied then needs half the memory, for the objects of `part` go when it is closed.
    """
    for each in part.objects:
        if isinstance(each, Stream):
            packing, settings = each.get("/Filter"), each.get("/DecodeParms")
            each.write(
                each.read_raw_bytes(),
                filter=packing if isinstance(packing, (Name, Array)) else None,
                decode_parms=settings if isinstance(settings, (Dictionary, Array)) else None,
            )


class Join:
    """Joins parts into a new file, in which there is nothing yet."""

    def __init__(self, joined: Pdf) -> None:
        """`joined` is the new file."""
        self._joined = joined
        self.pages: list[Object] = []
        self._nodes: list[Object] = []
        self._marks: list[Mark] = []
        self._elements: list[Object] = []
        self._parents: list[object] = []
        self._ids: list[tuple[bytes, Object]] = []
        self._roles = Dictionary()
        self._key = 0

    def add(self, file: Path, marks: Iterable[Mark], tables: Sequence[str]) -> None:
        """Put the pages of `file` at the end; `marks` are its headings with pages of the whole.

        `tables` say what its tables show.
        """
        with Pdf.open(file) as part:
            hold_streams(part)
            pages = [page.obj for page in part.pages]
            for page in pages:
                self._renumber(page)
                # As pages, qpdf would take them one by one, ever more slowly the more there are.
                page.Type = _LEAF
                del page.Parent, page.MediaBox
            tree = part.Root.StructTreeRoot
            say_what_tables_show(tree, tables)
            rename_cells(tree, len(self._elements))
            both = part.make_indirect(Dictionary(Pages=Array(pages), Tree=tree))
            copied = self._joined.copy_foreign(both)
        self._take_pages([*copied.Pages.as_list()])
        self._take_tree(copied.Tree)
        self._marks += marks

    def finish(self, language: str) -> None:
        """Lay the tree, bookmarks and links that go through all parts."""
        self._lay_pages()
        lay_bookmarks(self._joined, self.pages, self._marks)
        self._aim_links()
        document = self._joined.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array(self._elements))
        )
        root = self._joined.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=Array([document]),
                ParentTree=Dictionary(Nums=Array(self._parents)),
                ParentTreeNextKey=self._key,
                RoleMap=self._roles,
            )
        )
        if self._ids:
            root.IDTree = self._id_tree()
        document.P = root
        for element in self._elements:
            element.P = document
        self._joined.Root.StructTreeRoot = root
        self._joined.Root.MarkInfo = Dictionary(Marked=True)
        self._joined.Root.Lang = String(language)

    def save(self, path: Path) -> None:
        """Write the file; the same parts give the same bytes."""
        self._joined.save(
            path,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
            min_version="1.7",
        )

    def _renumber(self, page: Object) -> None:
        if "/StructParents" in page:
            page.StructParents += self._key
        for annotation in page.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent += self._key

    def _take_pages(self, pages: Sequence[Object]) -> None:
        """Take over copied pages, below a node of their own (ISO 32000-1, 7.7.3)."""
        node = self._joined.make_indirect(
            Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages))
        )
        for page in pages:
            page.Type = Name.Page
            page.Parent = node
        self._nodes.append(node)
        self.pages += pages

    def _lay_pages(self) -> None:
        root = self._joined.make_indirect(
            Dictionary(
                Type=Name.Pages,
                Kids=Array(self._nodes),
                Count=len(self.pages),
                MediaBox=Array(SIZE),
            )
        )
        for node in self._nodes:
            node.Parent = root
        self._joined.Root.Pages = root

    def _take_tree(self, tree: Object) -> None:
        """Take over a copied tree: its document becomes a part of ours."""
        for element in tree.K.as_list():
            element.S = Name.Part
            self._elements.append(element)
        if "/ParentTree" in tree:  # not when nothing stands on its pages
            for key, parents in NumberTree(tree.ParentTree).items():
                self._parents += [key + self._key, parents]
        for name, role in tree.get("/RoleMap", {}).items():
            self._roles[name] = role
        if "/IDTree" in tree:
            cells = NameTree(tree.IDTree).values()
            self._ids += [(bytes(cell.ID), cell) for cell in cells]
        self._key += int(tree.get("/ParentTreeNextKey", 0))

    def _id_tree(self) -> Object:
        named = sorted(self._ids, key=lambda each: each[0])
        names = [each for name, cell in named for each in (String(name), cell)]
        ends = [String(named[0][0]), String(named[-1][0])]
        leaf = self._joined.make_indirect(Dictionary(Limits=Array(ends), Names=Array(names)))
        return Dictionary(Kids=Array([leaf]))

    def _aim_links(self) -> None:
        """Turn the links of the contents into ones within the file; there are no others."""
        for page in self.pages:
            for link in page.get("/Annots", ()):
                number = int(str(link.A.URI).removeprefix(LINK))
                mark = self._marks[number]
                link.Dest = mark.destination(self.pages)
                link.Contents = String(mark.text)
                del link.A
