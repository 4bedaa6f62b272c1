"""What stands in a chat when no form is open: welcome, help, language, the unfinished drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.submissions import SubmissionKind, kinds_for
from locales import LANGUAGES, Language, Message, phrases
from locales.phrases import offering, rounds
from locales.phrases.settings import SETTINGS
from locales.phrases.translating import TRANSLATIONS
from services.entries import LABELS, WORD_OF
from services.office import Envelope, Office, Turn, allowed
from storage import drafts, outbox, people, registrations
from storage.people import Membership

LANGUAGE_NAMES: dict[Language, str] = {
    "es": "Español",
    "en": "English",
    "fr": "Français",
    "pt": "Português",
}


class Menu:
    """The ways into everything else."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def help(self, envelope: Envelope) -> None:
        """Show what the person can do."""
        await self._office.turn(envelope, show_menu)

    async def languages(self, envelope: Envelope) -> None:
        """Offer the four languages."""
        await self._office.turn(envelope, lambda turn: turn.reply(language_choice()))

    async def set_language(self, envelope: Envelope, language: str) -> None:
        """Write to the person in `language` from now on."""
        await self._office.turn(envelope, lambda turn: _set_language(turn, language))

    async def more(self, envelope: Envelope) -> None:
        """Show the other kinds that the person's actors may send, and what else there is."""
        await self._office.turn(envelope, show_more)

    async def stale(self, envelope: Envelope) -> None:
        """Answer a button that leads nowhere any more."""
        await self._office.turn(envelope, self._say_stale)

    def _say_stale(self, turn: Turn) -> None:
        turn.tell(Message(phrases.STALE_BUTTON))
        self._office.next_step(turn)

    async def blocked(self, envelope: Envelope) -> None:
        """Note that the person has blocked the bot; what waits for them is set aside."""
        await self._office.turn(envelope, _lose_touch)

    async def back_again(self, envelope: Envelope) -> None:
        """Note that the person can be reached again; what was set aside goes out."""
        await self._office.turn(envelope, lambda _turn: None)


def _lose_touch(turn: Turn) -> None:
    outbox.park(turn.connection, turn.person.telegram_id)
    people.mark_unreachable(turn.connection, turn.person.telegram_id, now=turn.now)
    turn.record("unreachable", participant_id=turn.person.id)


def language_choice() -> Reply:
    """The four languages as buttons."""
    buttons = [Button(LANGUAGE_NAMES[language], f"l:{language}") for language in LANGUAGES]
    return Reply((Message(phrases.WHICH_LANGUAGE),), (tuple(buttons[:2]), tuple(buttons[2:])))


def show_menu(turn: Turn) -> None:
    """The menu that fits what the person is at this moment."""
    memberships = turn.memberships()
    if not memberships:
        turn.reply(_welcome(turn))
        return
    rows: list[tuple[Button, ...]] = []
    lines = [Message(phrases.HELP)]
    if any(FORMS[each.form].kind for each in drafts.drafts_of(turn.connection, turn.person.id)):
        lines.append(Message(phrases.HELP_OPEN_DRAFT))
        rows.append((_button(phrases.CONTINUE_DRAFT, "drafts"),))
    kinds = _kinds_open_to(memberships)
    if kinds:
        lines.append(Message(phrases.HELP_DETAILS))
        rows.append(tuple(_button(LABELS[kind], WORD_OF[kind]) for kind in kinds[:2]))
    rows.extend(_committee_rows(memberships))
    rows.append(
        (_button(offering.SUBMISSIONS, "submissions"), _button(phrases.CALENDAR, "calendar"))
    )
    rows.append((_button(phrases.LANGUAGE, "language"), _button(offering.MORE, "more")))
    turn.reply(Reply(tuple(lines), tuple(rows)))


def show_more(turn: Turn) -> None:
    """The other kinds that the person's actors may send, and what is done more rarely."""
    memberships = turn.memberships()
    if not memberships:
        turn.reply(_welcome(turn))
        return
    kinds = _kinds_open_to(memberships)[2:]
    buttons = [_button(LABELS[kind], WORD_OF[kind]) for kind in kinds]
    buttons.append(_button(offering.PROGRAM, "program"))
    buttons.append(_button(offering.PRACTICES, "practices"))
    if allowed(memberships, Action.REVIEW):
        buttons.append(_button(offering.NEWS, "news"))
        buttons.append(_button(TRANSLATIONS, "translations"))
    if allowed(memberships, Action.SEND_ROUND):
        buttons.append(_button(rounds.REMIND, "remind"))
        buttons.append(_button(rounds.ANNOUNCE, "announce"))
    if any(
        member.actor and allowed(memberships, Action.HAND_OVER, actor_id=member.actor.id)
        for member in memberships
    ):
        buttons.append(_button(offering.HAND_OVER, "handover"))
    buttons.append(_button(SETTINGS, "settings"))
    buttons.append(_button(offering.MY_DATA, "mydata"))
    buttons.append(_button(offering.FORGET, "forget"))
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    typed = (Message(offering.WHAT_ELSE_TYPED),) if kinds else ()
    turn.reply(Reply((Message(offering.WHAT_ELSE), *typed), rows))


def _kinds_open_to(memberships: Iterable[Membership]) -> tuple[SubmissionKind, ...]:
    """What can be begun for one of the actors that the person may submit for."""
    held = tuple(memberships)
    actor_kinds = {
        member.actor.actor.kind
        for member in held
        if member.actor and allowed(held, Action.SUBMIT, actor_id=member.actor.id)
    }
    offered = {kind for each in actor_kinds for kind in kinds_for(each)}
    return tuple(kind for kind in LABELS if kind in offered)


def _committee_rows(memberships: Iterable[Membership]) -> Iterator[tuple[Button, ...]]:
    held = tuple(memberships)
    if allowed(held, Action.REVIEW):
        yield (_button(offering.REVIEW, "review"), _button(offering.PEOPLE, "people"))
    if allowed(held, Action.SEE_STATUS):
        yield (_button(phrases.STATUS, "status"), _button(phrases.EXPORT, "export"))
    if allowed(held, Action.INVITE):
        yield (_button(phrases.INVITE, "invite"),)


def _button(label: str, word: str) -> Button:
    return Button(Message(label), f"m:{word}")


def _welcome(turn: Turn) -> Reply:
    if registrations.waiting_of(turn.connection, turn.person.id):
        return Reply((Message(phrases.REGISTRATION_WAITING),))
    return Reply(
        (Message(phrases.WELCOME), Message(phrases.WELCOME_HOW)),
        ((_button(phrases.REGISTER, "register"),), (_button(phrases.LANGUAGE, "language"),)),
    )


def _set_language(turn: Turn, language: str) -> None:
    if language not in get_args(Language):
        turn.reply(language_choice())
        return
    people.change_participant(turn.connection, turn.person.id, language=language)
    turn.record("language_set", participant_id=turn.person.id)
    turn.tell(Message(phrases.LANGUAGE_SET))
    if turn.draft is None:
        show_menu(turn)
