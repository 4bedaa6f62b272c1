"""`/practices`: published good practices by word, country and objective, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from bot.flows.sources import ELSEWHERE, REGION
from bot.flows.words import folded
from committee.program import Program
from committee.states import State, all_states, state_of
from committee.submissions import SubmissionKind, SubmissionState, Visibility, kind_title
from locales import LANGUAGES, Listing, Message, Param, phrases
from locales.phrases import lookup, offering
from services.lookup_lists import author_of, choose, in_rows, may_submit, openers, packed, turning
from services.office import Turn
from services.readers import viewer_of
from services.tokens import long, short
from storage import listing
from storage.listing import Filter, Listed, Page, Viewer

A_PAGE = 6
COUNTRIES = 12
"""Countries on one page of buttons."""
OBJECTIVES = 8
ALL = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a state's alpha-3 code, an objective's id ("-" for all), and words."""

    country: str = ALL
    objective: str = ALL
    words: str = ""

    def data(self, where: int | str) -> str:
        """The data of a button that leads to a page, or to a page of choices ("?c0")."""
        place = short(where) if isinstance(where, int) else where
        return f"a:{self.country}:{self.objective}:{place}:{self.words}"

    @property
    def filter(self) -> Filter:
        """The same for the database: what is published, and not for the secretariat alone."""
        return Filter(
            kinds=(SubmissionKind.GOOD_PRACTICE,),
            states=(SubmissionState.PUBLISHED,),
            visibilities=(Visibility.PUBLIC, Visibility.WORKING_GROUP),
            topics=tuple(code for code in (self.country, self.objective) if code != ALL),
            words=self.words,
        )


def list_practices(turn: Turn, program: Program, said: str, rest: list[str] | None) -> None:
    """Show practices: from a command, with what was typed after it, or from a button."""
    viewer = viewer_of(turn.memberships())
    if rest is None:
        _begin(turn, viewer, program, said)
        return
    country, objective, where, words = rest
    if objective not in {each.id for each in program.objectives}:
        objective = ALL
    wanted = Wanted(country, objective, words)
    match where[:2]:
        case "?c":
            turn.reply(_which_country(turn, viewer, wanted, long(where[2:])))
        case "?o":
            turn.reply(_which_objective(program, wanted, long(where[2:])))
        case _:
            turn.reply(_list(turn, viewer, program, wanted, long(where), replaces=True))


def wanted_by(connection: Connection, viewer: Viewer, said: str) -> Wanted:
    """What is looked for by what was typed: a country, by its name in any language, and words.

    The name is a word like others where nothing comes from there.
    """
    wanted = _named(said)
    if wanted.country == ALL or listing.page(connection, viewer, wanted.filter, most=1).lines:
        return wanted
    return Wanted(words=packed(said))


def _named(said: str) -> Wanted:
    sought = folded(said)
    for name, state in _names():
        if f" {name} " in f" {sought} ":
            rest = f" {sought} ".replace(f" {name} ", " ", 1)
            return Wanted(state.alpha3, ALL, packed(rest))
    return Wanted(words=packed(said))


def _names() -> Iterable[tuple[str, State]]:
    """Every state by its names, the longest first: "Dominica" is no "Dominican Republic"."""
    named = {
        folded(state.name.for_(language)): state for state in all_states() for language in LANGUAGES
    }
    return sorted(named.items(), key=lambda pair: -len(pair[0]))


def _begin(turn: Turn, viewer: Viewer, program: Program, said: str) -> None:
    wanted = wanted_by(turn.connection, viewer, said)
    if said.strip() and wanted == Wanted():
        turn.tell(Message(lookup.NO_WORDS))
    turn.reply(_list(turn, viewer, program, wanted, 0))


def _list(
    turn: Turn,
    viewer: Viewer,
    program: Program,
    wanted: Wanted,
    page: int,
    *,
    replaces: bool = False,
) -> Reply:
    shown = _page(turn, viewer, wanted, page)
    lines = [Message(lookup.PRACTICES)]
    if wanted.words:
        lines.append(Message(lookup.SOUGHT, {"words": wanted.words}))
    lines.extend(_line(place, line) for place, line in enumerate(shown.lines, start=1))
    if not shown.lines:
        lines.append(Message(lookup.NO_PRACTICES if wanted == Wanted() else lookup.NOTHING_FOUND))
    else:
        lines.append(Message(lookup.TAP_A_NUMBER))
        if wanted == Wanted():
            lines.append(Message(lookup.PRACTICES_HOW))
    rows = (
        *openers(shown.lines),
        *turning(wanted.data, page, more=shown.more),
        *_filters(program, wanted),
        *(() if shown.lines else _ways_on(turn, wanted)),
    )
    return Reply(tuple(lines), rows, replaces=replaces, tight=True)


def _page(turn: Turn, viewer: Viewer, wanted: Wanted, page: int) -> Page:
    return listing.page(turn.connection, viewer, wanted.filter, skip=page * A_PAGE, most=A_PAGE)


def _line(place: int, line: Listed) -> Message:
    params: dict[str, Param] = {
        "place": place,
        "title": title_of(line),
        "actor": author_of(line),
    }
    if not line.places:
        return Message(lookup.PRACTICE_NOWHERE, params)
    return Message(lookup.PRACTICE, {**params, "places": places_of(line)})


def title_of(line: Listed) -> Param:
    """What it is called, or its kind."""
    return line.title or kind_title(line.kind)


def places_of(line: Listed) -> Listing:
    """Where it is: states, the whole region, other places."""
    return Listing(tuple(_place(code) for code in line.places))


def _place(code: str) -> Param:
    for choice in (REGION, ELSEWHERE):
        if code == choice.code:
            return choice.label
    try:
        return state_of(code).name
    except KeyError:
        return code


def _filters(program: Program, wanted: Wanted) -> Rows:
    country: Param = Message(lookup.ALL_COUNTRIES)
    if wanted.country != ALL:
        country = _place(wanted.country)
    objective: Param = Message(lookup.ALL_OBJECTIVES)
    if wanted.objective != ALL:
        label = program.objective(wanted.objective).label
        objective = Message(lookup.POINT, {"number": wanted.objective, "label": label})
    return (
        (choose(country, wanted.data("?c0")),),
        (choose(objective, wanted.data("?o0")),),
    )


def _ways_on(turn: Turn, wanted: Wanted) -> Rows:
    """Where an empty list leads: to all practices, to the Program, to one's own."""
    buttons = [Button(Message(offering.PROGRAM), "m:program")]
    if wanted != Wanted():
        buttons.insert(0, Button(Message(lookup.ALL_PRACTICES), Wanted().data(0)))
    elif may_submit(turn.memberships()):
        buttons.append(Button(Message(phrases.SHARE_PRACTICE), "m:practice"))
    return (tuple(buttons),)


def _which_country(turn: Turn, viewer: Viewer, wanted: Wanted, page: int) -> Reply:
    """The countries in which there is a practice that fits the rest."""
    elsewhere = replace(wanted, country=ALL)
    codes = [state.alpha3 for state in all_states()]
    occurring = listing.topics_in(turn.connection, viewer, elsewhere.filter, codes)
    language = turn.person.language
    states = sorted(map(state_of, occurring), key=lambda state: folded(state.name.for_(language)))
    buttons = [
        Button(state.name, replace(wanted, country=state.alpha3).data(0))
        for state in states[page * COUNTRIES : (page + 1) * COUNTRIES]
    ]
    more = len(states) > (page + 1) * COUNTRIES
    rows = (
        *in_rows(buttons, 2),
        *turning(lambda n: wanted.data(f"?c{short(n)}"), page, more=more),
        (Button(Message(lookup.ALL_COUNTRIES), elsewhere.data(0)),),
    )
    return Reply((Message(lookup.WHICH_COUNTRY),), rows, replaces=True)


def _which_objective(program: Program, wanted: Wanted, page: int) -> Reply:
    every = program.objectives
    shown: Sequence[Button] = [
        Button(
            Message(lookup.POINT, {"number": each.id, "label": each.label}),
            replace(wanted, objective=each.id).data(0),
        )
        for each in every[page * OBJECTIVES : (page + 1) * OBJECTIVES]
    ]
    more = len(every) > (page + 1) * OBJECTIVES
    rows = (
        *in_rows(shown, 1),
        *turning(lambda n: wanted.data(f"?o{short(n)}"), page, more=more),
        (Button(Message(lookup.ALL_OBJECTIVES), replace(wanted, objective=ALL).data(0)),),
    )
    return Reply((Message(lookup.WHICH_OBJECTIVE),), rows, replaces=True)
