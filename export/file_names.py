"""Names of files that every system takes and that say nothing but what they say: no tricks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
"""Bytes of a name in UTF-8: with a folder before it, within what all systems take."""
_ENDING = 12
"""Characters of an ending that is kept as one, its dot included."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(?i)\A(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(\.|$))"
)
"""Names that Windows takes for devices, whatever ending they have."""


def safe_name(text: str, *, ending: str = "") -> str:
    """`text` as the name of a file on Windows, macOS and Android, without a folder.

    Nothing in it is unseen, turns the direction of reading, or leads elsewhere. It ends with
    `ending` (".pdf"), so that no file passes for another kind than it is. Never empty.
    """
    seen = "".join(c for c in unicodedata.normalize("NFC", text) if not _is_unseen(c))
    plain = " ".join(_FORBIDDEN.sub("-", seen).split()).strip(" .")
    plain = _RESERVED.sub(r"\1_", plain)
    if ending and not plain.lower().endswith(ending):
        plain = f"{plain}{ending}" if plain else f"file{ending}"
    return _shortened(plain or "file", ending)


def told_apart(name: str, taken: set[str]) -> str:
    """`name`, with a number where one that looks the same to some system is `taken`; it is then."""
    path, told = PurePosixPath(name), name
    place = 1
    while (folded := unicodedata.normalize("NFKC", told).casefold()) in taken:
        place += 1
        told = str(path.with_name(f"{path.stem} ({place}){path.suffix}"))
    taken.add(folded)
    return told


def _is_unseen(character: str) -> bool:
    """Controls, formats (zero width, direction), surrogates, private use, what is not assigned."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shortened(name: str, ending: str) -> str:
    """`name` within LONGEST bytes, its ending kept, no character cut in two."""
    stem, dot, last = name.rpartition(".")
    tail = ending or (f".{last}" if dot and stem and len(last) < _ENDING else "")
    head = name[: len(name) - len(tail)] if tail else name
    room = LONGEST - len(tail.encode())
    if len(head.encode()) > room:
        head = head.encode()[:room].decode(errors="ignore").rstrip(" .")
    return f"{head}{name[len(name) - len(tail) :] if tail else ''}"
