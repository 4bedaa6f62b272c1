"""Documents for the tests of the writers: one with everything in it, and what they are made of."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from export.document import (
    Block,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    NewPage,
    Picture,
    Style,
    Table,
    Text,
)

COVER = Cover(
    body=("Organización de los Estados Americanos", "Comisión de Asuntos Migratorios"),
    corner=("OEA/Ser.W", "Copia de trabajo sin signatura", "Original: español"),
    title="Compilación de contribuciones",
    under=("AG/RES. 2816 (XLIV-O/14)", "Compilado hasta el 9 de febrero de 2027"),
)


def png(wide: int = 40, high: int = 20) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x7f" * wide) * high
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def varied() -> Iterator[Block]:
    """Every kind of block, once at least."""
    yield Text("Copia de trabajo.", Style.NOTE)
    yield NewPage()
    yield Contents("Contenido")
    yield NewPage()
    yield Heading(1, "Cuántos respondieron")
    yield Text("Once de treinta y tres.")
    yield Picture(png(), "<svg/>", 'Respondieron "11" de 33\nEstados & órganos', 0.5)
    rows = (("1", "Asistencia consular", "3"), ("2", "Niñez\ny adolescencia", "12"))
    columns = (Column("Nº", 0.5, numbers=True), Column("Actividad", 4), Column("Respuestas"))
    yield Table(columns, iter(rows), "Respuestas por actividad")
    yield Heading(1, "Por actor")
    yield Heading(2, "Haití")
    yield Heading(3, "Ouverture de deux centres", "fr")
    yield Text("Deux centres.\n\nDeuxième ligne.", Style.RECEIVED, "fr", "Lo realizado:")
    yield Text("Dos centros.", Style.TRANSLATION)
    yield Heading(4, "Obstáculos")
    yield Text("افتتحنا مأويين (2027) مع OIM", Style.RECEIVED, "ar", "Relato:")


def document(blocks: Iterable[Block], cover: Cover = COVER) -> Document:
    """A document in Spanish of `blocks`."""
    return Document(
        language="es",
        cover=cover,
        blocks=blocks,
        running="Compilación · copia de trabajo",
        page="Página {page} de {pages}",
        author="Comisión de Asuntos Migratorios",
        made=datetime(2027, 2, 9, 23, tzinfo=UTC),
    )
