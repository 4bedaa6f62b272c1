"""Voluntary contributions: money by currency, never converted or added up; all others by form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import get_currency_name

from bot.flows.forms.contribution_pledge import CONTRIBUTIONS
from committee.submissions import STANDING_STATES, SubmissionKind
from export.document import Column, Heading, Style, Table, Text
from locales.phrases import compiling as said
from services.compiling.chapters.edition import Blocks, Edition
from services.compiling.chapters.submission import listed
from storage.snapshot import Entry

KIND = SubmissionKind.CONTRIBUTION_PLEDGE
MONEY = "money"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a pledge is counted by; `amount` is None where it is not money, or not said."""

    entry: Entry
    form: str
    currency: str
    amount: Decimal | None
    counts: bool


def blocks(edition: Edition) -> Blocks:
    """Totals by currency, then the pledges of each; then those in kind, by form."""
    pledges = _pledges(edition)
    money = _by_currency(pledges)
    others = _by_form(pledges)
    yield Text(edition.said(said.NOT_SUMMED), Style.NOTE)
    if money:
        yield _totals(edition, money)
    if others:
        yield _forms(edition, others)
    for code, some in money.items():
        yield Heading(2, currency_name(edition, code))
        yield from listed(edition, [each.entry for each in some], level=3)
    for form, some in others.items():
        yield Heading(2, edition.said(said.OTHER_FORMS, form=_form_name(edition, form)))
        yield from listed(edition, [each.entry for each in some], level=3)


def currency_name(edition: Edition, code: str) -> str:
    """A currency by its name and code."""
    if not code:
        return edition.said(said.NO_CURRENCY)
    name = get_currency_name(
        code, locale="es_419" if edition.language == "es" else edition.language
    )
    return code if name == code else f"{edition.title(name)} ({code})"


def _pledges(edition: Edition) -> Sequence[Pledge]:
    answers = edition.answers_to(KIND, "form", "currency", "amount", "state")
    return [_pledge(entry, *answers[entry.id]) for entry in edition.of_kind(KIND)]


def _pledge(entry: Entry, form: Any, currency: Any, amount: Any, stage: Any) -> Pledge:  # noqa: ANN401 - answers
    return Pledge(
        entry=entry,
        form=str(form),
        currency=currency if isinstance(currency, str) else "",
        amount=_amount(amount),
        counts=stage != WITHDRAWN and entry.state in STANDING_STATES,
    )


def _amount(answer: Any) -> Decimal | None:  # noqa: ANN401 - an answer
    try:
        return Decimal(answer)
    except (InvalidOperation, TypeError):
        return None


def _by_currency(pledges: Iterable[Pledge]) -> Mapping[str, list[Pledge]]:
    """Money by currency, in the order of the codes; what has none or no amount last."""
    found: dict[str, list[Pledge]] = {}
    for each in pledges:
        if each.form == MONEY:
            found.setdefault(each.currency if each.amount is not None else "", []).append(each)
    return {code: found[code] for code in sorted(found, key=lambda code: (not code, code))}


def _by_form(pledges: Iterable[Pledge]) -> Mapping[str, list[Pledge]]:
    found: dict[str, list[Pledge]] = {}
    for each in pledges:
        if each.form != MONEY:
            found.setdefault(each.form, []).append(each)
    order = [choice.code for choice in CONTRIBUTIONS]
    known = [form for form in order if form in found]
    return {form: found[form] for form in (*known, *sorted(found.keys() - set(order)))}


def _totals(edition: Edition, money: Mapping[str, Sequence[Pledge]]) -> Table:
    plain = edition.words.plain
    rows = []
    for code, pledges in money.items():
        counted = [each.amount for each in pledges if each.counts and each.amount is not None]
        total = plain(sum(counted, Decimal(0))) if code else ""
        number = plain(sum(each.counts for each in pledges))
        rows.append((currency_name(edition, code), number, total))
    return Table(
        (
            Column(edition.said(said.CURRENCY), 2),
            Column(edition.said(said.PLEDGES_N), numbers=True),
            Column(edition.said(said.TOTAL), 1.5, numbers=True),
        ),
        rows,
        about=edition.said(said.TOTALS_ABOUT),
    )


def _forms(edition: Edition, others: Mapping[str, Sequence[Pledge]]) -> Table:
    return Table(
        (
            Column(edition.said(said.FORM), 3),
            Column(edition.said(said.PLEDGES_N), numbers=True),
        ),
        [
            (_form_name(edition, form), edition.words.plain(sum(each.counts for each in pledges)))
            for form, pledges in others.items()
        ],
        about=edition.said(said.OTHER_FORMS_ABOUT),
    )


def _form_name(edition: Edition, form: str) -> str:
    names = {choice.code: choice.label for choice in CONTRIBUTIONS}
    return edition.words.plain(names.get(form, form))
