"""People who answer a form step by step, each text one of its kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox import Person, Sandbox

ACTORS = ("GTM", "MEX", "ARG", "BRA", "CAN", "CHL", "COL", "CRI", "ECU", "SLV", "HND", "JAM")
"""Keys of the states the authors write for, one each."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is written, and what the reply to it shows."""

    text: str
    shows: str


def script(mark: str) -> tuple[Step, ...]:
    """The whole of a report, from the command to the receipt; `mark` is in every text.

    It can be written blindly: a text that follows a long one, before the next question is shown,
    would belong to it, so that a command or the name of a choice comes between them.
    """
    return (
        Step("/report", "Which activity is this about?"),
        Step("28", "Where does it stand?"),
        Step("under way", "What was done?"),
        Step(f"done {mark}", "Would you like to add details?"),
        Step("yes", "What changed?"),
        Step(f"results {mark}", "How many people were reached?"),
        Step("/skip", "At what level?"),
        Step("National, Local", "With whom?"),
        Step(f"partners {mark}", "Where did the funds come from?"),
        Step("/skip", "What got in the way?"),
        Step(f"obstacles {mark}", "What help would be useful?"),
        Step("/skip", "What is planned, and by when?"),
        Step(f"next {mark}", "Which objectives does it serve?"),
        Step("S3", "Any links?"),
        Step("/skip", "Any documents or photos?"),
        Step("/skip", "Is there an official covering note?"),
        Step(f"note {mark}", "Who can answer questions about this?"),
        Step(f"contact {mark}", "Who may read this?"),
        Step("Public", "I am authorized to submit this"),
        Step("yes", "Please read your answers"),
        Step("send", "It has been received under number"),
    )


KNOWN = ("language", "period_from", "period_to")
"""What is known of a report when it begins, and nobody writes."""


def answers(mark: str, written: int) -> dict[str, object]:
    """What the draft holds after `written` steps of the script, beside what is known."""
    given: tuple[tuple[str, object], ...] = (
        ("activity", 28),
        ("status", "under_way"),
        ("done", f"done {mark}"),
        ("details", True),
        ("results", f"results {mark}"),
        ("beneficiaries_n", None),
        ("level", ["national", "local"]),
        ("partners", f"partners {mark}"),
        ("funding", None),
        ("obstacles", f"obstacles {mark}"),
        ("needs", None),
        ("next", f"next {mark}"),
        ("objectives", ["S3"]),
        ("evidence", None),
        ("attachments", None),
        ("authority_ref", f"note {mark}"),
        ("contact", f"contact {mark}"),
        ("visibility", "public"),
        ("statement", True),
    )
    return dict(given[: max(written - 1, 0)])


@dataclass
class Author:
    """One person, who writes the next step when told."""

    sandbox: Sandbox
    id: int
    actor: str
    written: int = 0
    _since: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self.mark = f"canary-{self.id}"
        self.steps = script(self.mark)

    @property
    def person(self) -> Person:
        """The account."""
        return Person(self.id, f"Author {self.id}", language_code="en")

    @property
    def finished(self) -> bool:
        """Whether there is nothing left to write."""
        return self.written == len(self.steps)

    def write(self, steps: int = 1) -> None:
        """Write the next steps without waiting for a reply."""
        self._since = self.sandbox.version
        for _ in range(steps):
            self.sandbox.hands.send(self.id, self.steps[self.written].text)
            self.written += 1

    async def answered(self, within: float = 30.0) -> None:
        """Wait for the reply to the last step written."""
        shows = self.steps[self.written - 1].shows
        await self.sandbox.wait(self.id, shows, since=self._since, timeout=within)

    def replies(self) -> list[str]:
        """Every text of the bot in the chat, in order."""
        return [message.text for message in self.sandbox.messages(self.id) if message.from_bot]

    def extra_copies(self) -> int:
        """How many replies came once more than they had to.

        Fails when one never came, or when their first copies are not in the order of the steps.
        """
        expected = [step.shows for step in self.steps[: self.written]]
        seen: list[str] = []
        for text in self.replies():
            (shown,) = [shows for shows in expected if shows in text]
            if shown not in seen:
                seen.append(shown)
        assert seen == expected, self.sandbox.transcript(self.id)
        return len(self.replies()) - len(expected)
