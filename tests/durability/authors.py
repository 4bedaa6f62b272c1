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
    """The whole of a good practice, from the command to the receipt; `mark` is in every text."""
    return (
        Step("/practice", "· 1/16"),
        Step(f"title {mark}", "· 2/16"),
        Step(f"summary {mark} ".ljust(120, "s"), "· 3/16"),
        Step(f"lead {mark}", "· 4/16"),
        Step("Guatemala, Mexico", "· 5/16"),
        Step("March 2020", "· 6/16"),
        Step("yes", "· 7/16"),
        Step("G2, S3", "· 8/16"),
        Step(f"problem {mark}", "· 9/16"),
        Step(f"method {mark}", "· 10/16"),
        Step(f"results {mark}", "· 11/16"),
        Step(f"replicate {mark}", "· 12/16"),
        Step("no", "· 13/16"),
        Step(f"contact {mark}", "· 15/16"),
        Step("Public", "· 16/16"),
        Step("yes", "Please read your answers"),
        Step("send", "It has been received under number"),
    )


def answers(mark: str, written: int) -> dict[str, object]:
    """What the draft holds after `written` steps of the script."""
    given: tuple[tuple[str, object], ...] = (
        ("title", f"title {mark}"),
        ("summary", f"summary {mark} ".ljust(120, "s")),
        ("lead", f"lead {mark}"),
        ("places", ["GTM", "MEX"]),
        ("start", "2020-03"),
        ("running", True),
        ("objectives", ["G2", "S3"]),
        ("problem", f"problem {mark}"),
        ("method", f"method {mark}"),
        ("results", f"results {mark}"),
        ("replicate", f"replicate {mark}"),
        ("details", False),
        ("contact", f"contact {mark}"),
        ("visibility", "public"),
        ("statement", True),
    )
    return {"language": "en", **dict(given[: max(written - 1, 0)])}


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
