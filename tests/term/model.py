"""The rules of reminding, written down plainly a second time: slow, and with nothing of ours.

For every moment, every person, every meeting: is a word due? It knows neither tables nor queries,
and nothing of committee/plan.py.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from committee.actors import ActorKind, actor_of, all_actors
from committee.calendar import PlannedMeeting
from committee.submissions import SubmissionKind, may_send
from tests.term.story import Event, Story, Word

DAYS = (30, 14, 7, 3, 1)
WASHINGTON = ZoneInfo("America/New_York")
ORDER = [actor.key for actor in all_actors()]
Subject = tuple[str, str]


@cache
def holidays_of(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=year))


@cache
def plan_of(deadline: datetime, zone: str, keeps: str | None) -> list[tuple[date, datetime]]:
    found = []
    for days in DAYS:
        day = deadline.astimezone(ZoneInfo(zone)).date() - timedelta(days=days)
        while keeps is not None and day in holidays_of(keeps, day.year):
            day -= timedelta(days=1)
        found.append((day, datetime.combine(day, time(9), ZoneInfo(zone))))
    return found


@dataclass
class Meeting:
    """A meeting as it stands."""

    plan: PlannedMeeting
    deadline: datetime
    held: bool = True
    answered: set[str] = field(default_factory=set)


@dataclass
class Person:
    """A person as they stand; `said` has the days for which they had a word, by subject."""

    id: int
    zone: str
    keeps: str | None
    since: dict[str, datetime] = field(default_factory=dict)
    reachable: bool = True
    told_at: datetime | None = None
    said: dict[Subject, set[date]] = field(default_factory=dict)
    later: dict[Subject, tuple[date, datetime]] = field(default_factory=dict)
    on_its_way: list[tuple[Subject, date, datetime | None]] = field(default_factory=list)

    def day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def rests(self, day: date) -> bool:
        return self.keeps is not None and day in holidays_of(self.keeps, day.year)


class Model:
    """Plays a story; `words` are the messages that were sent, `missed` those that could not be."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.meetings = {each.key: Meeting(each, each.deadline) for each in story.meetings}
        self.people = {
            each.id: Person(each.id, each.zone, each.holidays) for each in story.delegates
        }
        self.words: list[Word] = []
        self.missed: Counter[str] = Counter()

    def play(self) -> None:
        before = self.story.moments[0]
        for now in self.story.moments:
            for event in self.story.of(now, quick=False):
                self.happens(event)
            for key, meeting in self.meetings.items():
                if before <= meeting.deadline < now and meeting.held:
                    self.missed[key] += self.too_late(key, meeting, now)
            for person in self.people.values():
                self.write_to(person, now)
            for event in self.story.of(now, quick=True):
                self.happens(event)
            for person in self.people.values():
                self.deliver(person, now)
            before = now

    # --- who is written to -----------------------------------------------------------------

    def write_to(self, person: Person, now: datetime) -> None:
        local = now.astimezone(ZoneInfo(person.zone))
        if not person.reachable or not 8 <= local.hour < 21 or person.rests(local.date()):
            return
        if person.told_at is not None and person.day(person.told_at) >= local.date():
            return
        for key, meeting in self.meetings.items():
            for actor in person.since:
                self.owe(person, (key, actor), meeting, now)
        if person.on_its_way:
            self.add_what_was_asked_for_today(person, now)
            person.told_at = now

    def add_what_was_asked_for_today(self, person: Person, now: datetime) -> None:
        """There is no second message later on the day, so it comes with this one."""
        for subject, (day, due) in list(person.later.items()):
            meeting = self.meetings[subject[0]]
            open_still = meeting.held and now < meeting.deadline and subject[1] in person.since
            if day == person.day(now) and open_still and subject[1] not in meeting.answered:
                self.say(person, subject, day, due)

    def say(self, person: Person, subject: Subject, day: date, due: datetime) -> None:
        person.on_its_way.append((subject, day, due))
        del person.later[subject]
        person.said.setdefault(subject, set()).add(day)

    def owe(self, person: Person, subject: Subject, meeting: Meeting, now: datetime) -> None:
        actor = subject[1]
        if not meeting.held or now >= meeting.deadline or actor in meeting.answered:
            return
        if subject in person.later:
            day, due = person.later[subject]
            if due <= now:
                self.say(person, subject, day, due)
        step = self.step(person, meeting, now)
        if step is None or step[1] < person.since[actor]:
            return
        days = person.said.get(subject, set()) | {
            d for s, (d, _) in person.later.items() if s == subject
        }
        if not any(day >= step[0] for day in days) and self.asks(meeting, actor, now):
            person.on_its_way.append((subject, step[0], None))
            person.said.setdefault(subject, set()).add(step[0])

    def step(self, person: Person, meeting: Meeting, now: datetime) -> tuple[date, datetime] | None:
        newest = None
        for day, nine in plan_of(meeting.deadline, person.zone, person.keeps):
            if nine <= now:
                newest = day, nine
        return newest

    def asks(self, meeting: Meeting, key: str, now: datetime) -> bool:
        actor = actor_of(key)
        since = self.story.expected.get(key)
        today = now.astimezone(WASHINGTON).date()
        if actor.kind is ActorKind.STATE and (since is None or today < since.date()):
            return False
        for ask in meeting.plan.asks:
            all_of_them = not ask.actor_kinds and not ask.actors
            if all_of_them or actor.kind in ask.actor_kinds or key in ask.actors:
                for kind in ask.submission_kinds:
                    if kind is not SubmissionKind.DRAFT_TEXT_INPUT and may_send(actor.kind, kind):
                        return True
        return False

    # --- what becomes of it ----------------------------------------------------------------

    def deliver(self, person: Person, now: datetime) -> None:
        if person.on_its_way and person.reachable:
            subjects = sorted(
                {subject for subject, _, _ in person.on_its_way},
                key=lambda each: (self.meetings[each[0]].deadline, each[0], ORDER.index(each[1])),
            )
            self.words.append(Word(now, person.id, tuple(subjects)))
            person.on_its_way = []

    def take_back(self, person: Person, about: Subject | None = None) -> None:
        """What has not been sent is due again, unless it is about something else."""
        if about is not None and all(subject != about for subject, _, _ in person.on_its_way):
            return
        if not person.on_its_way:
            return
        for subject, day, put_off_to in person.on_its_way:
            person.said[subject].discard(day)
            if put_off_to is not None:
                person.later[subject] = day, put_off_to
        person.on_its_way, person.told_at = [], None

    def too_late(self, key: str, meeting: Meeting, now: datetime) -> int:
        count = 0
        for person in self.people.values():
            if not person.reachable:
                continue
            for actor, since in person.since.items():
                subject = key, actor
                if actor in meeting.answered:
                    continue
                put_off = person.later.get(subject)
                days = person.said.get(subject, set()) | ({put_off[0]} if put_off else set())
                step = self.step(person, meeting, now)
                owed = (
                    step is not None
                    and self.asks(meeting, actor, now)
                    and step[1] >= since
                    and not any(day >= step[0] for day in days)
                )
                count += owed or put_off is not None
                person.later.pop(subject, None)
        return count

    def happens(self, event: Event) -> None:
        person, subject = self.people.get(event.person), (event.meeting, event.actor)
        meeting = self.meetings.get(event.meeting)
        if event.what == "join" and person is not None:
            person.since.setdefault(event.actor, event.at)
        elif event.what == "leave":
            if person is not None and event.actor in person.since:
                self.leave(person, event.actor)
        elif event.what == "later" and person is not None and isinstance(event.to, datetime):
            self.put_off(person, subject, event.to)
        elif event.what in {"zone", "holidays"} and person is not None:
            self.take_back(person)
            if event.what == "zone":
                person.zone = str(event.to)
            else:
                person.keeps = None if event.to is None else str(event.to)
        elif event.what in {"block", "unblock"} and person is not None:
            if person.reachable is (event.what == "block"):
                person.reachable = event.what == "unblock"
                self.take_back(person)
        elif meeting is not None:
            self.changes(event, meeting)

    def leave(self, person: Person, actor: str) -> None:
        for subject in [subject for subject, _, _ in person.on_its_way if subject[1] == actor]:
            self.take_back(person, subject)
        del person.since[actor]
        for subject in [subject for subject in person.later if subject[1] == actor]:
            del person.later[subject]

    def put_off(self, person: Person, subject: Subject, due: datetime) -> None:
        person.said.setdefault(subject, set()).discard(person.day(due))
        person.later[subject] = person.day(due), due

    def changes(self, event: Event, meeting: Meeting) -> None:
        if event.what == "answer":
            meeting.answered.add(event.actor)
            about = [(event.meeting, event.actor)]
        elif event.what == "undo":
            meeting.answered.discard(event.actor)
            return
        elif not meeting.held or event.at >= meeting.deadline or event.to == meeting.deadline:
            return
        else:
            about = [
                (event.meeting, actor) for each in self.people.values() for actor in each.since
            ]
            if event.what == "cancel":
                meeting.held = False
            elif isinstance(event.to, datetime):
                meeting.deadline = event.to
        for person in self.people.values():
            for subject in about:
                self.take_back(person, subject)
            if event.what != "answer":
                self.forget_put_off(person, event.meeting, meeting)

    def forget_put_off(self, person: Person, key: str, meeting: Meeting) -> None:
        """What was put off to after it is due, or of what is not held, does not come."""
        for subject, (_, due) in list(person.later.items()):
            if subject[0] == key and (not meeting.held or due >= meeting.deadline):
                del person.later[subject]
