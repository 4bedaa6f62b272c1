"""What can be submitted, by whom, who reads it by default, and the life of a submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from committee.actors import ActorKind
from committee.datafile import DataError, Table, names_of, one_per_member, read
from locales import Localized


class SubmissionKind(StrEnum):
    """The eight things the committee's papers call for."""

    ACTIVITY_PROGRESS = "activity_progress"
    GOOD_PRACTICE = "good_practice"
    NEW_PROPOSAL = "new_proposal"
    RESEARCH_FINDINGS = "research_findings"
    LEGISLATION_UPDATE = "legislation_update"
    DRAFT_TEXT_INPUT = "draft_text_input"
    CONTRIBUTION_PLEDGE = "contribution_pledge"
    CLARIFICATION_REPLY = "clarification_reply"


class Visibility(StrEnum):
    """Who may read a submission, the widest circle first."""

    PUBLIC = "public"
    WORKING_GROUP = "working_group"
    SECRETARIAT = "secretariat"


class SubmissionState(StrEnum):
    """Where a submission stands; nothing is ever deleted."""

    DRAFT = "draft"
    AWAITING_CLEARANCE = "awaiting_clearance"
    SUBMITTED = "submitted"
    CLARIFICATION_ASKED = "clarification_asked"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


STANDING_STATES = frozenset(
    {
        SubmissionState.SUBMITTED,
        SubmissionState.CLARIFICATION_ASKED,
        SubmissionState.ACCEPTED,
        SubmissionState.PUBLISHED,
    }
)
"""Sent, and neither returned nor withdrawn nor replaced: what lists and compilations count."""

GONE_STATES = frozenset({SubmissionState.WITHDRAWN, SubmissionState.SUPERSEDED})
"""Taken back or replaced: no answer to a meeting any more, as what was returned still is."""

SENT_STATES = frozenset(SubmissionState) - {
    SubmissionState.DRAFT,
    SubmissionState.AWAITING_CLEARANCE,
}
"""Everything that has a receipt number."""


@dataclass(frozen=True, slots=True)
class _KindRule:
    code: str
    default_visibility: Visibility
    senders: frozenset[ActorKind]


def kind_title(kind: SubmissionKind) -> Localized:
    """The name of a kind of submission ("Good practice")."""
    return _kind_titles()[kind]


def state_name(state: SubmissionState) -> Localized:
    """The name of a state, said of a submission ("accepted")."""
    return _state_names()[state]


def visibility_name(visibility: Visibility) -> Localized:
    """Who may read it, as it stands on a button ("Working group only")."""
    return _visibility_names()[visibility]


def receipt_code(kind: SubmissionKind) -> str:
    """The two letters of the kind in a receipt number ("PR")."""
    return _rules()[kind].code


def default_visibility(kind: SubmissionKind) -> Visibility:
    """Who may read it unless the author says otherwise."""
    return _rules()[kind].default_visibility


def may_send(actor_kind: ActorKind, kind: SubmissionKind) -> bool:
    """Whether actors of that kind may send submissions of that kind."""
    return actor_kind in _rules()[kind].senders


def kinds_for(actor_kind: ActorKind) -> tuple[SubmissionKind, ...]:
    """What actors of that kind may send, in the order in which it is offered."""
    return tuple(kind for kind in SubmissionKind if may_send(actor_kind, kind))


def may_stay_unnamed(actor_kind: ActorKind) -> bool:
    """Whether actors of that kind may ask not to be named outside the secretariat."""
    return actor_kind in _unnamed()


def may_become(old: SubmissionState, new: SubmissionState) -> bool:
    """Whether a submission may go from `old` to `new` in one step."""
    return new in _steps()[old]


def revised(base: str, revision: int) -> str:
    """The number of a later version, as OAS documents are numbered ("… PR-0012 rev. 1")."""
    return f"{base} rev. {revision}" if revision else base


def receipt_number(term_key: str, kind: SubmissionKind, serial: int) -> str:
    """The number on a receipt, "CAM/2026-27/PR-0012"; `serial` counts from 1 per kind and term."""
    if serial < 1:
        raise ValueError(f"a serial counts from 1, not {serial}")
    return f"CAM/{term_key}/{receipt_code(kind)}-{serial:04}"


@cache
def _rules() -> dict[SubmissionKind, _KindRule]:
    entries = one_per_member(read("submissions.toml").table("kind"), SubmissionKind)
    rules = {kind: _rule(entry) for kind, entry in entries.items()}
    if len({rule.code for rule in rules.values()}) < len(rules):
        raise DataError("submissions.toml.kind gives the same code to two kinds")
    return rules


def _rule(entry: Table) -> _KindRule:
    return _KindRule(
        code=entry.text("code"),
        default_visibility=entry.member("default_visibility", Visibility),
        senders=frozenset(entry.members("senders", ActorKind)),
    )


@cache
def _unnamed() -> frozenset[ActorKind]:
    return frozenset(read("submissions.toml").members("may_stay_unnamed", ActorKind))


@cache
def _steps() -> dict[SubmissionState, frozenset[SubmissionState]]:
    entries = one_per_member(read("submissions.toml").table("state"), SubmissionState)
    return {
        state: frozenset(entry.members("may_become", SubmissionState))
        for state, entry in entries.items()
    }


@cache
def _kind_titles() -> dict[SubmissionKind, Localized]:
    return names_of("submission_kind", SubmissionKind)


@cache
def _state_names() -> dict[SubmissionState, Localized]:
    return names_of("submission_state", SubmissionState)


@cache
def _visibility_names() -> dict[Visibility, Localized]:
    return names_of("visibility", Visibility)
