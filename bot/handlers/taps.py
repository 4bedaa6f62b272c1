"""Taps on buttons: the seal is opened, then one call is made for what the button says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import CallbackQuery, Update

from bot.flows.kinds.keyboard import page_asked
from bot.handlers.context import Context, envelope_of
from services.entries import WORDS
from services.facade import Services
from services.office import Envelope
from services.tokens import long

Act = Callable[[Services, Envelope, list[str]], Awaitable[None]]


async def on_tap(update: Update, context: Context) -> None:
    """Do what the button says; a button that is none of ours for this chat is answered kindly."""
    query = update.callback_query
    assert query is not None
    context.courtesy.answer(query.id)
    envelope = envelope_of(update, context)
    data = context.seal.open(query.data or "", _chat_of(query))
    act, rest = _meant(data)
    await act(context.services, envelope, rest)


def _chat_of(query: CallbackQuery) -> int:
    """The chat the button is for: that of its message, and it must be the person's own."""
    in_chat = query.message.chat.id if query.message else query.from_user.id
    return query.from_user.id if in_chat == query.from_user.id else 0


def _meant(data: str | None) -> tuple[Act, list[str]]:
    verb, _, rest = (data or "").partition(":")
    return _VERBS.get(verb, _stale), rest.split(":")


async def _form(services: Services, envelope: Envelope, rest: list[str]) -> None:
    draft, key, choice = rest
    await services.conversation.tapped(envelope, long(draft), key, choice)


async def _reminder(services: Services, envelope: Envelope, rest: list[str]) -> None:
    meeting, actor, word, *how = rest
    await services.responses.answer(envelope, long(meeting), long(actor), word, *how[:1])


async def _registration(services: Services, envelope: Envelope, rest: list[str]) -> None:
    row, decision = rest
    await services.registrations.decide(envelope, long(row), approve=decision == "yes")


async def _language(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.menu.set_language(envelope, rest[0])


async def _draft(services: Services, envelope: Envelope, rest: list[str]) -> None:
    if (page := page_asked(rest[0])) is not None:
        await services.drafts.listed(envelope, page)
        return
    draft, word = long(rest[0]), rest[1] if len(rest) > 1 else ""
    match word:
        case "take":
            holder = long(rest[2]) if len(rest) > 2 else None
            await services.drafts.taken_over(envelope, draft, holder)
        case "drop" | "gone":
            await services.drafts.discarded(envelope, draft, surely=word == "gone")
        case "later":
            await services.drafts.left(envelope)
        case "last":
            await services.drafts.from_last(envelope, draft)
        case "another":
            await services.drafts.another(envelope, draft)
        case _:
            await services.conversation.resume(envelope, draft)


async def _clearing(services: Services, envelope: Envelope, rest: list[str]) -> None:
    draft, word = long(rest[0]), rest[1]
    match word:
        case "send":
            await services.clearance.sent(envelope, draft)
        case "return":
            await services.clearance.returned(envelope, draft)
        case "back":
            await services.clearance.taken_back(envelope, draft)
        case "f":
            await services.clearance.file(envelope, draft, long(rest[2]))
        case _:
            await services.clearance.shown(envelope, draft, page_asked(word) or 0)


async def _submission(services: Services, envelope: Envelope, rest: list[str]) -> None:
    row, word = long(rest[0]), rest[1]
    match word:
        case "accept" | "ask" | "return" | "publish":
            await services.review.done(envelope, row, word)
        case "answer":
            await services.review.answered(envelope, row)
        case "amend":
            await services.sent.amended(envelope, row)
        case "withdraw":
            await services.sent.withdrawn(envelope, row)
        case "diff":
            await services.sent.compared(envelope, row)
        case "copy":
            await services.sent.copied(envelope, row)
        case "f":
            await services.sent.file(envelope, row, long(rest[2]))
        case _:
            await services.sent.opened(envelope, row, page_asked(word))


async def _job(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.jobs.stopped(envelope, long(rest[0]))


async def _texts(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.translating.asked(envelope, rest[0])


async def _waiting(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.review.waiting(envelope, page_asked(rest[0]) or 0)


async def _news(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.review.news(envelope, rest[0])


async def _calendar(services: Services, envelope: Envelope, rest: list[str]) -> None:
    if (page := page_asked(rest[0])) is not None:
        await services.calendars.listed(envelope, page)
        return
    row, word = long(rest[0]), rest[1] if len(rest) > 1 else ""
    match word:
        case "ics":
            await services.calendars.file(envelope, row)
        case "term":
            await services.calendars.term_file(envelope)
        case "add":
            await services.calendars.adding(envelope)
        case "move" | "change":
            await services.calendars.keeping(envelope, row, word)
        case "cancel":
            await services.calendars.cancelling(envelope, row)
        case "gone":
            sequence = long(rest[2]) if len(rest) > 2 else None
            await services.calendars.cancelled(envelope, row, sequence)
        case _:
            await services.calendars.opened(envelope, row)


async def _people(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.members.tapped(envelope, rest)


async def _forget(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.own_data.forgotten(envelope, rest)


async def _settings(services: Services, envelope: Envelope, rest: list[str]) -> None:
    match rest[0]:
        case "zone":
            await services.settings.zones(envelope)
        case "holidays":
            await services.settings.holidays(envelope)
        case _:
            await services.settings.shown(envelope)


async def _program(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.lookup.program(envelope, rest)


async def _practices(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.lookup.practices(envelope, rest=rest)


async def _listed(services: Services, envelope: Envelope, rest: list[str]) -> None:
    await services.lookup.submissions(envelope, rest=rest)


async def _round(services: Services, envelope: Envelope, rest: list[str]) -> None:
    row, word = rest
    await services.rounds.tapped(envelope, long(row), word)


async def _request(services: Services, envelope: Envelope, rest: list[str]) -> None:
    exports, row = services.exports, long(rest[1]) if len(rest) > 1 else 0
    match rest[0]:
        case "last":
            await exports.again(envelope)
        case "use":
            await exports.saved.used(envelope, row)
        case "open":
            await exports.saved.opened(envelope, row)
        case "name":
            await exports.saved.renaming(envelope, row)
        case "drop":
            await exports.saved.deleting(envelope, row)
        case "gone":
            await exports.saved.deleted(envelope, row)
        case _:
            await exports.saved.listed(envelope)


async def _stale(services: Services, envelope: Envelope, _rest: list[str]) -> None:
    await services.menu.stale(envelope)


async def _menu(services: Services, envelope: Envelope, rest: list[str]) -> None:
    word, actor = rest[0], rest[1] if len(rest) > 1 else None
    if word in WORDS:
        actor_id = None if actor is None else long(actor)
        await services.conversation.begin(envelope, word, actor_id)
        return
    acts: Mapping[str, Callable[[Envelope], Awaitable[None]]] = {
        "drafts": services.drafts.listed,
        "submissions": services.lookup.submissions,
        "review": services.review.waiting,
        "news": services.review.news,
        "program": services.lookup.program,
        "practices": services.lookup.practices,
        "people": services.members.listed,
        "handover": services.members.hand_over,
        "settings": services.settings.shown,
        "mydata": services.own_data.mine,
        "forget": services.own_data.leaving,
        "more": services.menu.more,
        "language": services.menu.languages,
        "calendar": services.calendars.listed,
        "status": services.overview.status,
        "pictures": services.overview.pictures,
        "export": services.exports.ask,
        "translations": services.translating.offered,
        "remind": services.rounds.ask,
        "announce": services.announcements.ask,
        "invite": services.invitations.ask_whom,
        "register": services.registrations.begin,
    }
    await acts.get(word, services.menu.stale)(envelope)


_VERBS: Mapping[str, Act] = {
    "f": _form,
    "r": _reminder,
    "g": _registration,
    "l": _language,
    "d": _draft,
    "k": _clearing,
    "s": _submission,
    "w": _waiting,
    "n": _news,
    "c": _calendar,
    "u": _people,
    "y": _forget,
    "e": _settings,
    "p": _program,
    "a": _practices,
    "b": _listed,
    "o": _round,
    "j": _job,
    "x": _request,
    "t": _texts,
    "m": _menu,
}
