"""Rows of buttons for choices: two a row when short, six a page when many."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.flows import labels
from bot.flows.choices import Choice
from bot.flows.kinds.kind import Rows
from bot.flows.refusals import StaleButtonError
from bot.flows.reply import Button
from bot.flows.words import PAGE
from locales import LANGUAGES, Message, translator_for

UNPAGED = 8
"""So many choices still stand on one page."""
PAGE_SIZE = 6
_SHORT = 14


def choice_rows(
    key: str, choices: Sequence[Choice], page: int, *, ticked: Collection[str] = ()
) -> Rows:
    """The buttons of one page of `choices` and those that turn the page."""
    last = last_page(len(choices))
    page = min(page, last)
    shown = choices[page * PAGE_SIZE : (page + 1) * PAGE_SIZE] if last else choices
    buttons = [_button(key, choice, ticked=choice.code in ticked) for choice in shown]
    return (*_in_rows(buttons, shown), *turning(key, page, last))


def turning(key: str, page: int, last: int) -> Rows:
    """The row that turns the page, where there is more than one."""
    earlier = Button(Message(labels.EARLIER_PAGE), f"{key}:{PAGE}{page - 1}")
    following = Button(Message(labels.NEXT_PAGE), f"{key}:{PAGE}{page + 1}")
    row = (*((earlier,) if page > 0 else ()), *((following,) if page < last else ()))
    return (row,) if row else ()


def page_of(position: int, count: int) -> int:
    """The page on which the choice at `position` of `count` stands."""
    return position // PAGE_SIZE if last_page(count) else 0


def last_page(count: int) -> int:
    """The number of the last page of `count` choices, counted from 0."""
    return 0 if count <= UNPAGED else (count - 1) // PAGE_SIZE


def page_asked(code: str) -> int | None:
    """The page that the button code asks for, None when it is no page button."""
    if not code.startswith(PAGE):
        return None
    number = code.removeprefix(PAGE)
    if not (number.isascii() and number.isdecimal() and len(number) <= 3):
        raise StaleButtonError
    return int(number)


def _button(key: str, choice: Choice, *, ticked: bool) -> Button:
    label = Message(labels.TICKED, {"label": choice.label}) if ticked else choice.label
    return Button(label, f"{key}:{choice.tap}")


def _in_rows(buttons: Sequence[Button], choices: Sequence[Choice]) -> Rows:
    width = 2 if all(_is_short(choice) for choice in choices) else 1
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def _is_short(choice: Choice) -> bool:
    return all(len(translator_for(each).plain(choice.label)) <= _SHORT for each in LANGUAGES)
