"""A small form with a question of every sort, and the plain model of a draft of it."""

from typing import Any

from bot.flows.amending import Amended
from bot.flows.asking import Asking
from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered, given
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.kinds import (
    Amount,
    AsField,
    Files,
    LongText,
    Month,
    OneOf,
    Several,
    WholeNumber,
    Year,
    YesNo,
)
from tests.flows.chat import form_of
from tests.flows.forms.samples import FULL

COLORS = tuple(Choice(code, label) for code, label in (("r", "Red"), ("g", "Green"), ("b", "Blue")))

ONES = (Choice("done", "Deed"), Choice("next", "Then"), Choice("beneficiaries_n", "People"))
REPORT = FORMS["activity_progress"]


def chosen(asking: Asking) -> Amended | None:
    """The question of a report that is answered anew."""
    key = asking.answers.get("which")
    return Amended(REPORT, REPORT.question(key), FULL["activity_progress"]) if key else None


FORM = form_of(
    Question("start", "Start?", Month(), label="Start"),
    Question("running", "Running?", YesNo(), label="Running"),
    Question(
        "end",
        "End?",
        Month(),
        required=False,
        ask_if=answered("running", False),
        check=not_before("start"),
        label="End",
    ),
    Question("colors", "Colors?", Several(COLORS, most=2), required=False, label="Colors"),
    Question(
        "blue", "Why blue?", LongText(limit=5), ask_if=answered("colors", "b"), label="Why blue"
    ),
    Question("papers", "Papers?", Files(most=2), required=False, label="Papers"),
    Question("number", "How many?", WholeNumber(most=9), label="Number"),
    Question("amount", "How much?", Amount(), ask_if=given("colors"), label="Amount"),
    Question("year", "Which year?", Year(), optional_if=answered("running", True), label="Year"),
    Question("which", "Which one?", OneOf(ONES), forgets=("new",), label="Which"),
    Question("new", "New?", AsField(chosen), label="New"),
)
KEYS = [question.key for question in FORM.questions]
OPTIONAL = {"end", "colors", "papers"}
GATHERING = {"colors", "papers"}
GOOD: dict[str, list[tuple[str, Any]]] = {
    "start": [("01/2025", "2025-01"), ("June 2025", "2025-06")],
    "running": [("yes", True), ("no", False)],
    "end": [("03/2025", "2025-03"), ("12/2025", "2025-12")],
    "colors": [("red", ["r"]), ("blue, 2", ["b", "g"]), ("b", ["b"])],
    "blue": [("sky", "sky")],
    "number": [("1", 1), ("9", 9)],
    "amount": [("1.250,5", "1250.50"), ("5", "5")],
    "year": [("2024", 2024), ("1999", 1999)],
    "which": [("deed", "done"), ("then", "next"), ("people", "beneficiaries_n")],
    "new": [("1.300", 1300), ("7", 7)],
}  # fmt: skip
KNOWN: dict[str, Any] = {
    "start": "2025-01", "running": False, "end": "2025-03", "colors": None, "papers": None,
    "number": 1, "year": 2024, "which": "next", "new": "x",
}  # fmt: skip
BAD = {
    "start": "soon", "running": "perhaps", "end": "soon", "colors": "pink", "blue": "too long",
    "papers": "hello", "number": "10", "amount": "0", "year": "24", "which": "none", "new": " ",
}  # fmt: skip


class Model:
    """What a draft is, without a word of how it looks."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.at: str | None = None
        self.ticks: list[Any] = []

    def applies(self, key: str) -> bool:
        if key == "end":
            return self.answers.get("running") is False
        if key == "amount":
            return self.answers.get("colors") is not None
        return key != "blue" or "b" in (self.answers.get("colors") or [])

    @property
    def keys(self) -> list[str]:
        return [key for key in KEYS if self.applies(key)]

    def stands(self, key: str) -> bool:
        """Whether there is an answer, and it goes with the others."""
        if key == "year" and self.answers.get("year") is None and not self.is_optional("year"):
            return False
        if key == "new" and isinstance(self.answers.get("new"), str) is self.counts:
            return False
        late = self.answers.get("end") or "9999"
        return key in self.answers and (key != "end" or late >= self.answers.get("start", ""))

    @property
    def open(self) -> str | None:
        if self.at in self.keys:
            return self.at
        return next((key for key in self.keys if not self.stands(key)), None)

    def is_optional(self, key: str) -> bool:
        return key in OPTIONAL or (key == "year" and self.answers.get("running") is True)

    @property
    def counts(self) -> bool:
        """Whether the new answer is a number."""
        return bool(self.answers.get("which") == "beneficiaries_n")

    def show(self, at: str | None) -> None:
        """Open a question, or what follows; the ticks of its answer are set."""
        self.at = at
        key = self.open
        self.ticks = list(self.answers.get(key) or []) if key in GATHERING else []

    def answer(self, value: Any) -> None:  # noqa: ANN401 - an answer
        assert self.open
        if self.open == "which" and self.answers.get("which") != value:
            self.answers.pop("new", None)
        self.answers[self.open] = value
        self.show(None)

    def keep_ticks(self) -> None:
        if self.open in GATHERING and self.ticks:
            self.answers[self.open] = list(self.ticks)

    def back(self) -> None:
        keys = self.keys
        place = keys.index(self.open) if self.open else len(keys)
        if place:
            self.keep_ticks()
            self.show(keys[place - 1])

    def skip(self) -> None:
        key = self.open
        if key and self.is_optional(key):
            self.keep_ticks()
            self.answers[key] = self.answers.get(key) if self.stands(key) else None
            self.show(None)
