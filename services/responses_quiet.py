"""Not us any more: asked once, told to the secretariat, and taken back by either."""

from __future__ import annotations

from datetime import datetime

from bot.flows.reply import Button, Reply
from committee.access import Action, Relation, role_name, roles_for
from locales import Message, Param
from locales.phrases import answers as words
from locales.phrases import people as of_people
from services import unasked
from services.authors import by_day
from services.members_ending import GoneAlreadyError, named
from services.office import Turn, allowed
from services.responses_nothing import record
from services.responses_subject import Subject, answers, in_place
from services.tokens import short
from storage import leaving, members, people, responding
from storage.locking import hold
from storage.members import Member
from storage.outbox import REMINDER
from storage.people import Participant


def ask_surely(turn: Turn, subject: Subject) -> None:
    """Ask once whether it is meant so; who has said it already is told what holds."""
    if _is_quiet(turn, subject):
        turn.reply(_quiet_state(subject))
        return
    asked = Message(words.SURELY_NOT_US, subject.named)
    means = Message(words.NOT_US_MEANS, subject.named)
    yes = Button(Message(words.YES_TELL), f"{subject.here}:surely")
    no = Button(Message(words.NO_STILL_OURS), f"{subject.here}:keep")
    turn.reply(Reply((asked, means), ((yes,), (no,))))


def keep(turn: Turn, subject: Subject) -> None:
    """Leave all as it is, with the answers to the reminder."""
    if _is_quiet(turn, subject):
        turn.reply(in_place(turn, *_quiet_parts(subject)))
    else:
        turn.reply(in_place(turn, (Message(words.STILL_OURS),), answers(subject)))


def say(turn: Turn, subject: Subject) -> None:
    """Remind the sender no more for the actor, and tell the secretariat."""
    connection, person, actor = turn.connection, turn.person, subject.actor
    if responding.remind_no_more(connection, person.id, actor.id, now=turn.now):
        unasked.release(turn, actor_id=actor.id, participant_id=person.id)
        leaving.spare_reminders(connection, person.id, actor.id, now=turn.now)
        record(turn, "not_us", subject)
        _tell_secretariat(turn, subject)
    turn.reply(in_place(turn, *_quiet_parts(subject)))


def take_back(turn: Turn, subject: Subject) -> None:
    """Remind the sender for the actor as before; the secretariat hears it if it was told."""
    connection, person, actor = turn.connection, turn.person, subject.actor
    since = responding.quiet_since(connection, person.id, actor.id)
    if since is not None:
        _remind_as_before(turn, subject, person, since)
        record(turn, "ours_after_all", subject)
        _untell_secretariat(turn, subject, since)
    turn.reply(in_place(turn, (Message(words.OURS_AGAIN, subject.named),), answers(subject)))


def remind_again(turn: Turn, subject: Subject, participant_id: int) -> None:
    """Remind somebody for the actor as before, as the secretariat wishes; they are told."""
    connection, actor = turn.connection, subject.actor
    held = _held(turn, participant_id, actor.id)
    if not held:
        raise GoneAlreadyError
    person = held[0].person
    since = responding.quiet_since(connection, person.id, actor.id)
    if since is not None:
        _remind_as_before(turn, subject, person, since)
        turn.record(
            "reminded_again",
            participant_id=turn.person.id,
            subject="membership",
            subject_id=held[0].id,
            facts={"actor_id": actor.id},
        )
        line = Message(words.YOU_ARE_REMINDED_AGAIN, subject.named)
        _tell(turn, subject, person, Reply((line,), answers(subject)), f"{_key(held[0], since)}:on")
    told = {**subject.named, "name": named(held[0])}
    card = Button(Message(of_people.REVOKE), f"u:{short(held[0].id)}:revoke")
    turn.reply(Reply((Message(words.REMINDED_AGAIN, told),), ((card,),), replaces=True))


def _remind_as_before(turn: Turn, subject: Subject, person: Participant, since: datetime) -> None:
    """Remind them for the actor again, also of what they had put off when they said it."""
    connection, actor = turn.connection, subject.actor
    hold(connection, "reminders")
    responding.remind_again(connection, person.id, actor.id)
    responding.restore_spared(connection, person.id, actor.id, spared_at=since, now=turn.now)


def is_quiet(turn: Turn, subject: Subject) -> bool:
    """Whether the sender is not reminded for the actor; then says so, and how to change it."""
    if not _is_quiet(turn, subject):
        return False
    turn.reply(_quiet_state(subject))
    return True


def _is_quiet(turn: Turn, subject: Subject) -> bool:
    since = responding.quiet_since(turn.connection, turn.person.id, subject.actor.id)
    return since is not None


def _quiet_state(subject: Subject) -> Reply:
    return Reply(*_quiet_parts(subject))


def _quiet_parts(
    subject: Subject,
) -> tuple[tuple[Message, ...], tuple[tuple[Button, ...], ...]]:
    back = Button(Message(words.OURS_AFTER_ALL), f"{subject.here}:ours")
    return (Message(words.NOT_US_NOTED, subject.named),), ((back,),)


# --- the secretariat -----------------------------------------------------------------------


def _tell_secretariat(turn: Turn, subject: Subject) -> None:
    member = _held(turn, turn.person.id, subject.actor.id)[0]
    told: dict[str, Param] = {
        **subject.named,
        "name": named(member),
        "role": role_name(member.role),
    }
    again = f"{subject.here}:again:{short(turn.person.id)}"
    rows = (
        (
            Button(Message(of_people.REVOKE), f"u:{short(member.id)}:revoke"),
            Button(Message(words.REMIND_AGAIN), again),
        ),
    )
    reply = Reply((Message(words.TOLD_NOT_US, told),), rows)
    for each in _secretariat(turn):
        _tell(turn, subject, each, reply, _key(member, turn.now))


def _untell_secretariat(turn: Turn, subject: Subject, since: datetime) -> None:
    member = _held(turn, turn.person.id, subject.actor.id)[0]
    key = _key(member, since)
    ever = responding.people_ever_of(turn.connection, None)
    reached = responding.take_back(turn.connection, [f"{key}:{row}" for row in ever])
    line = Message(words.TOLD_OURS_AGAIN, {**subject.named, "name": named(member)})
    for each in _secretariat(turn):
        if each.telegram_id in reached:
            _tell(turn, subject, each, Reply((line,)), f"{key}:back")


def _secretariat(turn: Turn) -> list[Participant]:
    holders = people.holders_of(turn.connection, roles_for(Action.REVOKE, Relation.NONE))
    return [
        each
        for each in holders
        if each.id != turn.person.id
        and allowed(people.memberships_of(turn.connection, each.id), Action.REVOKE)
    ]


def _held(turn: Turn, participant_id: int, actor_id: int) -> list[Member]:
    """The memberships of a person for the actor."""
    held = members.members_of(turn.connection, participant_id)
    return [each for each in held if each.actor is not None and each.actor.id == actor_id]


def _key(member: Member, since: datetime) -> str:
    return f"notus:{member.id}:{since:%Y%m%d%H%M%S%f}"


def _tell(turn: Turn, subject: Subject, to: Participant, reply: Reply, key: str) -> None:
    turn.say(
        to.telegram_id,
        reply,
        enclosed=by_day(turn, to),
        urgency=REMINDER,
        key=f"{key}:{to.id}",
    )
