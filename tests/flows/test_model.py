"""The engine beside a small plain model: whatever people do, both agree on where the draft stands."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.flows.amending import Amended
from bot.flows.asking import Asking
from bot.flows.checks import not_before
from bot.flows.choices import Choice
from bot.flows.conditions import answered, given
from bot.flows.engine import Outcome
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
from bot.flows.state import State
from tests.flows.chat import Chat, form_of, situation
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


class Drafting(RuleBasedStateMachine):
    """Every rule does one thing to both; the invariants compare."""

    def __init__(self) -> None:
        super().__init__()
        self.chat = Chat(FORM, situation())
        self.model = Model()
        self.files = 0

    @initialize(number=st.integers(0, len(KNOWN)))
    def has_known_answers(self, number: int) -> None:
        self.model.answers = dict(list(KNOWN.items())[:number])
        self.model.show(None)
        self.chat = Chat(FORM, situation(), State(dict(self.model.answers)))

    @property
    def open(self) -> str:
        return self.model.open or "review"

    @precondition(lambda self: self.open not in {"review", "papers"})
    @rule(data=st.data())
    def types_an_answer(self, data: st.DataObject) -> None:
        key = self.open
        text, value = data.draw(st.sampled_from(GOOD[key]))
        self.chat.type(text)
        if key == "colors":
            fresh = self.model.ticks != (self.model.answers.get("colors") or [])
            value = list(dict.fromkeys([*(self.model.ticks if fresh else []), *value]))
            if len(value) > 2:
                return
        if key == "new" and not self.model.counts:
            value = text
        if key == "end" and value < self.model.answers.get("start", ""):
            assert "That is before" in self.chat.said
            return
        self.model.answer(value)

    @precondition(lambda self: self.open != "review")
    @rule()
    def types_nonsense(self) -> None:
        self.chat.type(BAD[self.open])
        assert self.chat.replies[0].rows

    @precondition(lambda self: self.open == "running")
    @rule(yes=st.booleans())
    def taps_yes_or_no(self, yes: bool) -> None:
        self.chat.tap_data(f"running:{'yes' if yes else 'no'}")
        assert self.chat.replies[0].replaces
        self.model.answer(yes)

    @precondition(lambda self: self.open == "colors")
    @rule(code=st.sampled_from("rgb"))
    def ticks(self, code: str) -> None:
        self.chat.tap_data(f"colors:{code}")
        ticks = self.model.ticks
        if code in ticks:
            ticks.remove(code)
        elif len(ticks) < 2:
            ticks.append(code)
        else:
            assert "Please choose 2 at most" in self.chat.said

    @rule()
    def sends_a_file(self) -> None:
        self.files += 1
        self.chat.send(id=self.files)
        if self.open == "papers" and len(self.model.ticks) < 2:
            kept = {"id": self.files, "name": "a.pdf", "type": "application/pdf", "size": 9}
            self.model.ticks.append(kept)

    @precondition(lambda self: self.open in GATHERING)
    @rule()
    def is_done_with_ticks(self) -> None:
        self.chat.tap_data(f"{self.open}:_done")
        if self.model.ticks:
            self.model.answer(list(self.model.ticks))
        else:
            assert "Please choose 1 at least" in self.chat.said

    @rule(typing=st.booleans())
    def goes_back(self, typing: bool) -> None:
        self.chat.type("atrás") if typing else self.chat.tap_data(f"{self.open}:_back")
        self.model.back()

    @precondition(lambda self: self.open != "review")
    @rule(typing=st.booleans())
    def skips(self, typing: bool) -> None:
        self.chat.type("passer") if typing else self.chat.tap_data(f"{self.open}:_skip")
        self.model.skip()

    @precondition(lambda self: self.open != "review")
    @rule()
    def clears(self) -> None:
        self.chat.tap_data(f"{self.open}:_clear")
        if self.model.is_optional(self.open):
            self.model.answer(None)

    @precondition(lambda self: self.open != "review")
    @rule()
    def keeps(self) -> None:
        self.chat.tap_data(f"{self.open}:_keep")
        key = self.open
        if self.model.answers.get(key) is not None and self.model.stands(key):
            self.model.answer(self.model.answers[key])

    @rule(typing=st.booleans())
    def leaves_and_comes_back(self, typing: bool) -> None:
        self.chat.type("guardar") if typing else self.chat.tap_data(f"{self.open}:_leave")
        assert self.chat.outcome is Outcome.LEAVE
        self.chat.open()

    @rule(
        key=st.sampled_from([*KEYS, "review", "other"]),
        code=st.sampled_from(
            ["yes", "r", "_send", "_discard_yes", "_keep", "_done", "2025-03", "start"]
        ),
    )
    def taps_a_stale_button(self, key: str, code: str) -> None:
        if key != self.open:
            before = self.chat.state
            self.chat.tap_data(f"{key}:{code}")
            assert "no longer in use" in self.chat.said
            assert (self.chat.state, self.chat.outcome) == (before, None)

    @precondition(lambda self: self.open == "review")
    @rule(key=st.sampled_from(KEYS))
    def changes_a_line(self, key: str) -> None:
        self.chat.tap_data(f"review:{key}")
        if key in self.model.keys:
            self.model.show(key)
        else:
            assert "no longer in use" in self.chat.said

    @precondition(lambda self: self.open == "review")
    @rule(typing=st.booleans())
    def sends(self, typing: bool) -> None:
        before = self.chat.state
        self.chat.type("enviar") if typing else self.chat.tap_data("review:_send")
        assert self.chat.outcome is Outcome.SEND
        assert self.chat.answers == {key: self.model.answers[key] for key in self.model.keys}
        self.chat = Chat(FORM, situation(), before)

    @invariant()
    def both_agree(self) -> None:
        assert self.chat.answers == self.model.answers
        assert (self.chat.key or "review") == self.open
        assert list(self.chat.state.partial) == self.model.ticks

    @invariant()
    def the_progress_is_told(self) -> None:
        if self.open == "review":
            assert self.chat.buttons["Send"] == "review:_send"
        else:
            keys = self.model.keys
            assert f"? · {keys.index(self.open) + 1}/{len(keys)}" in self.chat.said
            assert "Send" not in self.chat.buttons


Drafting.TestCase.settings = settings(
    max_examples=120, stateful_step_count=40, deadline=None, derandomize=True
)
TestDrafting = Drafting.TestCase
