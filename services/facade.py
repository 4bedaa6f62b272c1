"""All services of one process, as the doors get them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.flows.forms import FORMS
from services import (
    continuing,
    copies,
    drafting,
    exports,
    overview_pictures,
    round_digest_picture,
    translating,
)
from services.announcements import Announcements
from services.arrivals import Arrivals
from services.calendars import Calendars
from services.clearance import Clearance
from services.consultations import Consultations
from services.conversation import Conversation
from services.delivery import Delivery, Limits
from services.drafts import Drafts
from services.exports import Exports
from services.invitations import Invitations, Link
from services.jobs import Jobs
from services.lookup import Lookup
from services.members import Members
from services.menu import Menu, show_menu
from services.office import Office, Turn
from services.overview import Overview
from services.own_data import OwnData
from services.registration import Registrations
from services.reminders import Reminders
from services.responses import Responses
from services.review import Review
from services.round_digest import RoundDigests
from services.rounds import Rounds
from services.sent import Sent
from services.settings import Settings
from services.submissions import Submissions
from services.translating import Translating
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
    calendars: Calendars
    exports: Exports
    round_digests: RoundDigests
    jobs: Jobs
    translating: Translating
    menu: Menu
    drafts: Drafts
    clearance: Clearance
    sent: Sent
    review: Review
    members: Members
    own_data: OwnData
    settings: Settings
    rounds: Rounds
    announcements: Announcements
    lookup: Lookup
    consultations: Consultations
    world: World
    link: Link


def services_on(office: Office, worker: str, limits: Limits) -> Services:
    """Build the services that share `office`, for the process called `worker`."""
    link = Link()
    invitations = Invitations(office, link)
    registrations = Registrations(office)
    exporting = Exports(office)
    clearance, sent = Clearance(office), Sent(office)
    settings, calendars = Settings(office), Calendars(office)
    rounds, announcements = Rounds(office), Announcements(office)
    review = Review(office, clearance)
    submissions = Submissions(office, clearance)
    finish = {
        **{form.key: submissions.finish for form in FORMS.values() if form.kind},
        "clarification_reply": review.finish_replying,
        "asking": review.finish_asking,
        "returning": review.finish_returning,
        "withdrawing": sent.finish_withdrawing,
        "clearing": clearance.finish_returning,
        "joining": invitations.finish_joining,
        "invitation": invitations.finish_inviting,
        "registration": registrations.finish,
        "export": exporting.finish,
        "request_name": exporting.saved.finish_renaming,
        "meeting": calendars.finish_adding,
        "changing": calendars.finish_changing,
        "moving": calendars.finish_moving,
        "extra_round": rounds.finish,
        "announcement": announcements.finish,
        "settings_zone": settings.finish_zone,
        "settings_holidays": settings.finish_holidays,
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
        calendars=calendars,
        exports=exporting,
        round_digests=RoundDigests(office),
        jobs=Jobs(
            office,
            {
                exports.FORM: exports.WORK,
                copies.KIND: copies.WORK,
                overview_pictures.KIND: overview_pictures.WORK,
                round_digest_picture.KIND: round_digest_picture.WORK,
                translating.KIND: translating.WORK,
            },
        ),
        translating=Translating(office),
        menu=Menu(office),
        drafts=Drafts(office),
        clearance=clearance,
        sent=sent,
        review=review,
        members=Members(office),
        own_data=OwnData(office),
        settings=settings,
        rounds=rounds,
        announcements=announcements,
        lookup=Lookup(office),
        consultations=Consultations(office),
        world=World(office),
        link=link,
    )


def _next_step(office: Office, turn: Turn) -> None:
    """Every answer leads on: to the question that is open, else to what can be done."""
    if turn.draft is not None:
        drafting.show(turn, office, turn.draft)
    elif not continuing.is_handed_over(turn):
        show_menu(turn)
