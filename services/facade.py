"""All services of one process, as the doors get them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.flows.forms import FORMS
from services import drafting, submissions
from services.arrivals import Arrivals
from services.conversation import Conversation
from services.delivery import Delivery, Limits
from services.exports import Exports
from services.invitations import Invitations, Link
from services.menu import Menu, show_menu
from services.office import Office, Turn
from services.overview import Overview
from services.registration import Registrations
from services.reminders import Reminders
from services.responses import Responses
from services.world import World


@dataclass(frozen=True, slots=True)
class Services:
    """What people, ticks and the command line can ask for."""

    office: Office
    arrivals: Arrivals
    delivery: Delivery
    conversation: Conversation
    invitations: Invitations
    registrations: Registrations
    responses: Responses
    reminders: Reminders
    overview: Overview
    exports: Exports
    menu: Menu
    world: World
    link: Link


def services_on(office: Office, worker: str, limits: Limits) -> Services:
    """Build the services that share `office`, for the process called `worker`."""
    link = Link()
    invitations = Invitations(office, link)
    registrations = Registrations(office)
    exports = Exports(office)
    finish = {
        **{form.key: submissions.finish for form in FORMS.values() if form.kind},
        "joining": invitations.finish_joining,
        "invitation": invitations.finish_inviting,
        "registration": registrations.finish,
        "export": exports.finish,
    }
    office.next_step = partial(_next_step, office)
    return Services(
        office=office,
        arrivals=Arrivals(office, worker),
        delivery=Delivery(office, worker, limits),
        conversation=Conversation(office, finish),
        invitations=invitations,
        registrations=registrations,
        responses=Responses(office),
        reminders=Reminders(office),
        overview=Overview(office),
        exports=exports,
        menu=Menu(office),
        world=World(office),
        link=link,
    )


def _next_step(office: Office, turn: Turn) -> None:
    """Every answer leads on: to the question that is open, else to what can be done."""
    if turn.draft is not None:
        drafting.show(turn, office, turn.draft)
    else:
        show_menu(turn)
