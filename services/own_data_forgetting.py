"""Forgetting a person: what was theirs goes, what was an actor's stays under its number.

Their row remains as a number, to which the record of changes and the submissions refer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.flows.state import State, encode_state
from locales import Message
from locales.phrases import people as said
from services.finding import codes_of, words_of
from services.invitations import tell_secretariat
from services.members_ending import end, post
from services.office import Turn
from storage import forgetting, leaving, members, search, submissions

WITHDRAWN = "withdrawn"
SHORTEST = 4
"""Characters of a name or contact that is looked for in what was said to others."""
LEFT_OUT = "…"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d ()./-]{5,}\d")
_WORDED = {"id", "plural"}
"""Keys of a message under which a sentence of ours stands."""


def forget(turn: Turn) -> None:
    """Forget the sender; LastSecretariatError where nobody of the secretariat would be left."""
    connection, person = turn.connection, turn.person
    leaving.hold_person(connection, person.id)
    names = {person.name, turn.envelope.sender.name}
    telling = names | set(_withdraw_registrations(turn))
    _end_roles(turn)
    telling |= set(_contacts_in_drafts(turn))
    actor_ids = forgetting.actors_of(connection, person.id)
    empty = encode_state(State())
    forgetting.empty_drafts(connection, person.id, empty, now=turn.now)
    forgetting.let_go(connection, person.id)
    telling |= set(_take_contacts(turn, actor_ids))
    telling = {each.strip() for each in telling if len(each.strip()) >= SHORTEST}
    _take_from_colleagues(turn, actor_ids, telling)
    if actor_ids:
        forgetting.merge_words(connection)
    forgetting.forget_chat(connection, person.id, person.telegram_id)
    _take_from_messages(turn, {*telling, *_addresses(telling)})
    parts = {part for name in names for part in name.split() if len(part) >= SHORTEST}
    forgetting.blank_with(connection, {*telling, *_addresses(telling), *parts})
    forgetting.empty_participant(connection, person.id, now=turn.now)
    turn.record("forgotten", participant_id=person.id, subject="participant", subject_id=person.id)


def _end_roles(turn: Turn) -> None:
    for member in members.members_of(turn.connection, turn.person.id):
        end(turn, member)
        told = Message(said.TOLD_LEFT, {"role": post(member)})
        tell_secretariat(turn, told, but=turn.person.id)


def _withdraw_registrations(turn: Turn) -> Iterator[str]:
    """What was not approved goes whole, of what was, the contact; yields the contacts."""
    for status, asked in forgetting.registrations_of(turn.connection, turn.person.id):
        yield str(asked.body.get("contact") or "")
        approved = status == "approved"
        kept = {key: value for key, value in asked.body.items() if key != "contact"}
        forgetting.change_registration(
            turn.connection,
            asked.id,
            kept if approved else {},
            status=WITHDRAWN if status == "asked" else status,
        )


def _contacts_in_drafts(turn: Turn) -> Iterator[str]:
    for state in forgetting.drafts_of(turn.connection, turn.person.id):
        yield str(state.get("answers", {}).get("contact") or "")


def _take_contacts(turn: Turn, actor_ids: Collection[int]) -> Iterator[str]:
    """Take the contact out of what the person sent; yields the contacts."""
    for own, sent in forgetting.submissions_of(turn.connection, turn.person.id, actor_ids):
        if not own:
            continue
        answers = dict(sent.body)
        yield str(answers.pop("contact", "") or "")
        if answers.get("field") == "contact":
            yield str(answers.pop("value", "") or "")
        if answers != sent.body:
            _change(turn, sent.id, answers)


def _take_from_colleagues(turn: Turn, actor_ids: Collection[int], telling: set[str]) -> None:
    """Take the person out of the contacts of what others wrote for the same actors."""
    for _, sent in forgetting.submissions_of(turn.connection, turn.person.id, actor_ids):
        if _names(sent.body.get("contact"), telling):
            _change(turn, sent.id, {k: v for k, v in sent.body.items() if k != "contact"})
    for state, hints in forgetting.drafts_for(turn.connection, actor_ids):
        changed = (_no_contact(state.body, telling), _no_contact(hints.body, telling))
        if changed != (state.body, hints.body):
            forgetting.change_draft(turn.connection, state.id, *changed)


def _no_contact(body: Any, telling: set[str]) -> Any:  # noqa: ANN401 - JSON
    """`body` without the contacts, however deep, that name the person."""
    if isinstance(body, list):
        return [_no_contact(each, telling) for each in body]
    if not isinstance(body, dict):
        return body
    kept = {k: v for k, v in body.items() if k != "contact" or not _names(v, telling)}
    if isinstance(offered := kept.get("contact"), list):
        kept["contact"] = [each for each in offered if not _names(each, telling)]
    return {key: _no_contact(value, telling) for key, value in kept.items()}


def _change(turn: Turn, row: int, answers: Mapping[str, Any]) -> None:
    """Set what is left of a submission, by which alone it is found from now on."""
    forgetting.change_submission(turn.connection, row, answers)
    changed = submissions.submission_by_id(turn.connection, row)
    assert changed is not None
    search.index(turn.connection, row, words_of(changed), codes_of(changed))


def _take_from_messages(turn: Turn, telling: set[str]) -> None:
    """Take the person out of what waits to be said to others; nobody misses a message."""
    for letter in forgetting.waiting_with(turn.connection, telling):
        content = _without(letter.body, telling)
        if content != letter.body:
            forgetting.change_letter(turn.connection, letter.id, content)


def _without(content: Any, telling: set[str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(content, str):
        return _pattern(telling).sub(LEFT_OUT, content)
    if isinstance(content, list):
        return [_without(each, telling) for each in content]
    if isinstance(content, dict):
        return {k: v if k in _WORDED else _without(v, telling) for k, v in content.items()}
    return content


def _names(text: object, telling: set[str]) -> bool:
    return isinstance(text, str) and bool(telling) and bool(_pattern(telling).search(text))


def _pattern(telling: set[str]) -> re.Pattern[str]:
    """Any of these as whole words, the longest first."""
    words = sorted(telling, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _addresses(contacts: Collection[str]) -> Iterator[str]:
    """The e-mail addresses and telephone numbers in contacts."""
    for contact in contacts:
        yield from _MAIL.findall(contact)
        yield from (found.strip() for found in _PHONE.findall(contact))
