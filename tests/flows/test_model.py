"""The engine beside a small plain model: whatever people do, both agree on where the draft stands."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from bot.flows.engine import Outcome
from bot.flows.state import State
from tests.flows.chat import Chat, situation
from tests.flows.modelled import BAD, FORM, GATHERING, GOOD, KEYS, KNOWN, Model


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
