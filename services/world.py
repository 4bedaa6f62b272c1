"""Laying the committee's world into the database; what is there already stays as it is."""

from __future__ import annotations

from datetime import date

from committee.access import Role
from committee.actors import all_actors
from committee.calendar import Term, annex1_term, term_of
from committee.localtime import local_day
from committee.program import load_program, program_versions
from committee.states import configured_participations
from services.office import WASHINGTON, Office, Transaction
from storage import calendar, members, people, world
from storage.locking import hold_start


class World:
    """Program versions, actors, participation and terms."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def lay_in(self) -> None:
        """Add what the database lacks: Program versions, known actors, the term under way."""
        await self._office.do(self._lay_in)
        await self.keep_term()

    async def keep_term(self) -> None:
        """Plan the term under way if nobody has yet; looked after every day."""
        await self.plan_term(int(term_of(local_day(self._office.clock.now(), WASHINGTON))[:4]))

    def _lay_in(self, transaction: Transaction) -> None:
        connection = transaction.connection
        hold_start(connection)
        _load_programs(transaction)
        world.add_actors(connection, all_actors())
        world.add_participations(connection, configured_participations())
        for telegram_id in self._office.secretariat:
            person = people.participant_by_telegram(connection, telegram_id)
            # Whose role was ended since stays out, whatever the settings still say.
            if person is not None and not members.has_held(connection, person.id, Role.SECRETARIAT):
                people.add_membership(
                    connection, person.id, actor_id=None, role=Role.SECRETARIAT, now=transaction.now
                )
                transaction.record(
                    "appointed", participant_id=person.id, facts={"role": Role.SECRETARIAT.value}
                )

    async def plan_term(self, year: int) -> bool:
        """Plan the term that begins in September of `year`; False when it is planned already."""
        return await self.plan(annex1_term(year))

    async def plan(self, term: Term) -> bool:
        """Plan `term` with its meetings; False when it is planned already."""
        return await self._office.do(lambda transaction: _plan(transaction, term))


def _plan(transaction: Transaction, term: Term) -> bool:
    hold_start(transaction.connection)
    if calendar.has_meetings(transaction.connection, term.key):
        return False
    transaction.record("term_planned", facts={"term": term.key})
    return calendar.add_term(transaction.connection, term)


def plan_if_empty(transaction: Transaction, day: date) -> bool:
    """Plan the term to which `day` counts, from the template; False when it has meetings."""
    return _plan(transaction, annex1_term(int(term_of(day)[:4])))


def _load_programs(transaction: Transaction) -> None:
    for version in program_versions():
        if world.program_id(transaction.connection, version) is None:
            world.add_program(transaction.connection, load_program(version), now=transaction.now)
            transaction.record("program_loaded", facts={"version": version})
