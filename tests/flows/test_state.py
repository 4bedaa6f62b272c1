"""A draft's state as JSON."""

import json

import pytest

from bot.flows.state import State, decode_state, encode_state


def test_it_comes_back_as_it_was() -> None:
    state = State({"a": None, "b": [1, "é\n"], "c": {"id": 1}}, "b", (1, {"id": 2}))
    assert decode_state(json.loads(json.dumps(encode_state(state)))) == state


@pytest.mark.parametrize(
    "body",
    [{}, {"answers": [], "at": None, "partial": []}, {"answers": {}, "at": 1, "partial": []}],
)
def test_what_is_no_state_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="state"):
        decode_state(body)
