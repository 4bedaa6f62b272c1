"""From message ids to words in one language; the only place where parameters are escaped."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers

from locales.message import (
    N_,
    Day,
    Language,
    Listing,
    Localized,
    Message,
    Moment,
    Month,
    Param,
    Zone,
)

_HERE = Path(__file__).parent
# Translators: a day and a time of that day, "Tuesday, 15 December 2026, 10:00"
DAY_AND_TIME = N_("{day}, {time}")
_FIRST = re.compile(r"(?<!\d)1(?= \w)")


class Translator:
    """Words for one language: `html` for message texts, `plain` for buttons and documents."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._locale = Locale.parse("es_419" if language == "es" else language)
        self._catalogue = _catalogue(language)

    def html(self, value: Param) -> str:
        """`value` as Telegram HTML: parameters escaped once, the catalogue's own tags kept."""
        return self._say(value, escape_html)

    def plain(self, value: Param) -> str:
        """`value` as plain text, exactly as given."""
        return self._say(value, _as_is)

    def _say(self, value: Param, guard: Callable[[str], str]) -> str:
        if isinstance(value, Message):
            template = self._template(value)
            if not value.params:
                return template
            return template.format_map(
                {name: self._say(param, guard) for name, param in value.params.items()}
            )
        if isinstance(value, Listing):
            return self._listed([self._say(item, guard) for item in value.items])
        return guard(self._value(value))

    def _listed(self, items: list[str]) -> str:
        """ "a, b and c"; with semicolons where an item has a comma of its own."""
        if any(", " in item for item in items):
            return "; ".join(items)
        return lists.format_list(items, locale=self._locale)

    def _template(self, message: Message) -> str:
        if message.plural is None:
            return self._catalogue.gettext(message.id)
        count = message.params["n"]
        assert isinstance(count, int)
        return self._catalogue.ngettext(message.id, message.plural, count)

    def _value(self, value: str | int | Decimal | Localized | Moment | Zone | Day | Month) -> str:
        match value:
            case str():
                return value
            case int() if 0 <= value < 1000:
                return str(value)  # without grouping all four languages write it alike
            case int() | Decimal():
                return numbers.format_decimal(value, _pattern(value), locale=self._locale)
            case Localized():
                return value.for_(self.language)
            case Moment():
                return self._moment(value)
            case Zone():
                city = dates.get_timezone_location(
                    value.name, locale=self._locale, return_city=True
                )
                return city.rpartition("/")[2]
            case Day():
                if value.short:
                    return self._first(dates.format_skeleton("MMMd", value.on, locale=self._locale))
                return self._first(dates.format_date(value.on, "long", locale=self._locale))
            case Month():
                return self._month(value)

    def _first(self, day: str) -> str:
        """French says "1er février", which the CLDR's patterns leave to whoever uses them."""
        return _FIRST.sub("1er", day) if self.language == "fr" else day

    def _month(self, month: Month) -> str:
        first = date(month.year, month.month, 1)
        if month.short:
            return dates.format_date(first, "LLL", locale=self._locale)
        return dates.format_skeleton("yMMMM", first, locale=self._locale)

    def _moment(self, moment: Moment) -> str:
        there = moment.at.astimezone(ZoneInfo(moment.zone))
        time = f"{there:%H:%M}"
        if moment.time_only:
            return time
        day = self._first(dates.format_date(there, "full", locale=self._locale))
        return self._catalogue.gettext(DAY_AND_TIME).format(day=day, time=time)


@cache
def translator_for(language: Language) -> Translator:
    """The translator for `language`, built once per process."""
    return Translator(language)


def escape_html(text: str) -> str:
    """`text` so that Telegram's HTML parser shows it literally."""
    return escape(text, quote=False)


def _pattern(number: int | Decimal) -> str:
    """How a number is shown with just the decimals it has: "1,250.50" stays so."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0." + "0" * places if places else "#,##0"


def _as_is(text: str) -> str:
    return text


def _catalogue(language: Language) -> gettext.NullTranslations:
    """The compiled catalogue of `language`, compiled in memory where it is missing or stale."""
    source = _HERE / language / "LC_MESSAGES" / "enlace.po"
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if not source.exists():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(BytesIO(_compile(source)))


def _compile(source: Path) -> bytes:
    # Imported here: reading .po files is needed only before `make` has compiled them.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    target = BytesIO()
    with source.open("rb") as file:
        write_mo(target, read_po(file))
    return target.getvalue()
