"""A small made-up voice note: silence, in a well-formed Ogg Opus file."""

from __future__ import annotations

import struct
from functools import lru_cache

_SERIAL = 20160401
_FRAMES_A_SECOND = 50
_SAMPLES = 960  # 20 ms at 48 kHz
_SILENCE = b"\xf8\xff\xfe"
_FIRST, _LAST = 2, 4
_POLYNOMIAL = 0x04C11DB7


@lru_cache(maxsize=8)
def silent_voice(seconds: int) -> bytes:
    """Return an Ogg Opus file of so many silent seconds (RFC 7845)."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 7) + b"sandbox" + struct.pack("<I", 0)
    pages = [_page([head], number=0, flags=_FIRST), _page([tags], number=1)]
    pages.extend(_second(second, last=second == seconds - 1) for second in range(max(seconds, 1)))
    return b"".join(pages)


def _second(second: int, *, last: bool) -> bytes:
    return _page(
        [_SILENCE] * _FRAMES_A_SECOND,
        number=second + 2,
        flags=_LAST if last else 0,
        position=(second + 1) * _FRAMES_A_SECOND * _SAMPLES,
    )


def _page(packets: list[bytes], *, number: int, flags: int = 0, position: int = 0) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    header = struct.pack("<4sBBqIII", b"OggS", 0, flags, position, _SERIAL, number, 0)
    page = header + bytes([len(packets)]) + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(data: bytes) -> int:
    table = _table()
    value = 0
    for byte in data:
        value = ((value << 8) & 0xFFFFFFFF) ^ table[(value >> 24) ^ byte]
    return value


@lru_cache(maxsize=1)
def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (_POLYNOMIAL if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return tuple(table)
