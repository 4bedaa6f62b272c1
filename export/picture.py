"""Figures, bars and names for one picture, in plain values: nothing is left to ask or to word."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words ("8 of 24") and what it counts."""

    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of those asked, of a shade by its place: the first full, the last empty."""

    label: str
    said: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group of those asked, with how many of it are in each part."""

    label: str
    said: str
    parts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a group; `more` says how many are left out."""

    label: str
    names: tuple[str, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A heading, and the names under it in groups."""

    heading: str
    groups: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands in the picture, worded in the language of its reader."""

    language: str
    title: str
    meeting: str
    as_of: str
    large: tuple[Figure, ...]
    parts: tuple[Part, Part, Part]
    groups: tuple[Group, ...]
    facts: tuple[Figure, ...]
    names: tuple[Listing, ...]
