"""A person's own settings: language, time zone, and whose public holidays are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.flows.forms import FORMS
from bot.flows.forms.settings import SETTINGS, SETTINGS_HOLIDAYS, SETTINGS_ZONE
from bot.flows.geography import EVERY_DAY
from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.holidays import country_name, supported
from committee.states import country_of, zones_of
from locales import Message, Moment, Zone
from locales.phrases import LANGUAGE
from locales.phrases import settings as said
from services import drafting, unasked
from services.menu import LANGUAGE_NAMES, show_menu
from services.office import WASHINGTON, Envelope, Office, Turn, allowed
from services.situations import Hints
from storage import drafts, people
from storage.drafts import Draft
from storage.people import Participant

OURS = frozenset(form.key for form in SETTINGS)


class Settings:
    """`/settings`, and what changes them; everybody who is in changes their own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def shown(self, envelope: Envelope) -> None:
        """Show the person's settings, with a button to change each."""
        await self._office.turn(envelope, _show)

    async def zones(self, envelope: Envelope) -> None:
        """Ask for the time zone."""
        await self._office.turn(envelope, self._ask_zone)

    async def holidays(self, envelope: Envelope) -> None:
        """Ask whose public holidays are to be kept."""
        await self._office.turn(envelope, self._ask_holidays)

    def _ask_zone(self, turn: Turn) -> None:
        zones = dict.fromkeys((turn.person.zone, *likely_zones(_countries(turn))))
        self._ask(turn, SETTINGS_ZONE.key, Hints(likely={"zone": [*zones]}))

    def _ask_holidays(self, turn: Turn) -> None:
        kept, there = turn.person.holidays, country_of(turn.person.zone)
        likely = dict.fromkeys((*_countries(turn), *_each(there), *_each(kept)))
        offered = [code for code in likely if code in supported()]
        hints = Hints(likely={"holidays": [*offered, EVERY_DAY]})
        self._ask(turn, SETTINGS_HOLIDAYS.key, hints)

    def _ask(self, turn: Turn, form: str, hints: Hints) -> None:
        """Begin the form; the draft that was open waits and is gone on with afterwards."""
        if not turn.memberships():
            show_menu(turn)
            return
        before = turn.draft
        row = None
        if before is not None:
            row = before.subject_id if before.form in OURS else before.id
        drafting.begin_form(turn, self._office, form, hints=hints, subject_id=row)

    def finish_zone(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Go by the zone from now on: whatever is due by the person's clock is reckoned by it."""
        zone = str(answers["zone"])
        told = Message(said.ZONE_SET, {"zone": Zone(zone), "time": _time(turn, zone)})
        self._change(turn, draft, told, zone=zone)

    def finish_holidays(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Keep the public holidays of the country, or of none."""
        country = str(answers["holidays"])
        if country == EVERY_DAY:
            self._change(turn, draft, Message(said.HOLIDAYS_UNSET), holidays=None)
            return
        told = Message(said.HOLIDAYS_SET, {"country": country_name(country)})
        self._change(turn, draft, told, holidays=country)

    def _change(self, turn: Turn, draft: Draft, told: Message, **values: str | None) -> None:
        if not turn.memberships():
            show_menu(turn)
            return
        unasked.release(turn, participant_id=turn.person.id)
        people.change_participant(turn.connection, turn.person.id, **values)
        for name in values:
            turn.record(f"{name}_set", participant_id=turn.person.id)
        turn.tell(told)
        before = _waiting(turn, draft.subject_id)
        if before is None:
            _show(turn)
        else:
            drafting.show(turn, self._office, before)


def likely_zones(countries: Iterable[str]) -> Sequence[str]:
    """The zones to offer first to somebody of these countries, Washington's always."""
    return [*dict.fromkeys((*(z for each in countries for z in zones_of(each)), WASHINGTON))]


def _countries(turn: Turn) -> Sequence[str]:
    """The countries of the actors for which the person is in."""
    countries = (each.actor.actor.country for each in turn.memberships() if each.actor)
    return [*dict.fromkeys(country for country in countries if country)]


def _each(code: str | None) -> tuple[str, ...]:
    return () if code is None else (code,)


def _waiting(turn: Turn, row: int | None) -> Draft | None:
    """The draft that was open before, if the person can still go on with it."""
    for draft in drafts.drafts_of(turn.connection, turn.person.id):
        if draft.id == row:
            actor_id = None if draft.actor is None else draft.actor.id
            goes_on = FORMS[draft.form].kind is None or allowed(
                turn.memberships(), Action.CONTINUE_DRAFT, actor_id=actor_id
            )
            return draft if goes_on else None
    return None


def _show(turn: Turn) -> None:
    if not turn.memberships():
        show_menu(turn)
        return
    person = people.participant_by_id(turn.connection, turn.person.id)
    buttons = (
        (Button(Message(LANGUAGE), "m:language"), Button(Message(said.CHANGE_ZONE), "e:zone")),
        (Button(Message(said.CHANGE_HOLIDAYS), "e:holidays"),),
    )
    turn.reply(Reply(tuple(_lines(turn, person)), buttons))


def _lines(turn: Turn, person: Participant) -> Iterator[Message]:
    yield Message(said.YOURS)
    yield Message(said.LANGUAGE, {"language": LANGUAGE_NAMES[person.language]})
    yield Message(said.ZONE, {"zone": Zone(person.zone), "time": _time(turn, person.zone)})
    if person.holidays is None:
        yield Message(said.HOLIDAYS_NOT_KEPT)
    else:
        yield Message(said.HOLIDAYS_KEPT, {"country": country_name(person.holidays)})


def _time(turn: Turn, zone: str) -> Moment:
    return Moment(turn.now, zone, time_only=True)
