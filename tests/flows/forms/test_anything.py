"""Every form under whatever people do: taps on any button, any words, files, in any order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows import engine
from bot.flows.engine import Outcome
from bot.flows.forms import FORMS
from bot.flows.situation import About
from bot.flows.state import State
from committee.actors import actor_of
from committee.submissions import SubmissionKind
from locales import LANGUAGES
from tests.flows.chat import GUATEMALA, NETWORK, Chat
from tests.flows.forms.samples import FULL, SHORT, WORDS, moment

WORDS_SENT = st.sampled_from(
    ["yes", "no", "back", "skip", "clear", "keep", "done", "1", "28", "S8", "2026", "2026-03-05", "1.250,50", "usd",
     "guatemala", "https://oas.org/a", "other", "text", WORDS[:320], "x" * 4096, "🎉", ""]
)  # fmt: skip
ABOUT = [About(key, answers) for key, answers in (*FULL.items(), *SHORT.items())]


@pytest.mark.parametrize("kind", SubmissionKind)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_anything_in_any_order(kind: SubmissionKind, data: st.DataObject) -> None:
    """What any chat must keep is checked at each step; what is sent at last is complete."""
    now = moment(
        data.draw(st.sampled_from(LANGUAGES)),
        data.draw(st.sampled_from((GUATEMALA, NETWORK, actor_of("cidh")))),
        about=data.draw(st.none() | st.sampled_from(ABOUT)),
    )
    begun = list(data.draw(st.sampled_from((FULL, SHORT)))[kind].items())
    chat = Chat(FORMS[kind], now, State(dict(begun[: data.draw(st.integers(0, len(begun)))])))
    for step in range(data.draw(st.integers(1, 15))):
        match data.draw(st.sampled_from(("tap", "tap", "tap", "type", "send"))):
            case "tap":
                chat.tap_data(data.draw(st.sampled_from(sorted(chat.buttons.values()))))
            case "type":
                chat.type(data.draw(WORDS_SENT))
            case _:
                chat.send(id=step)
        if chat.outcome is Outcome.SEND:
            assert chat.in_review
            assert list(chat.answers) == [q.key for q in engine.asked(chat.form, chat.answers, now)]
        if chat.outcome is not None:
            chat.open()
