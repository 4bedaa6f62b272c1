"""The table of methods beside the published Bot API, where that file is given."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sandbox.methods import METHODS
from tests.sandbox.conftest import Json

DEFAULT = Path(__file__).parents[3] / "shared" / "reference" / "bot-api-10.0.json"


@pytest.fixture(scope="module")
def schema() -> Json:
    path = Path(os.environ.get("ENLACE_BOT_API_SCHEMA", DEFAULT))
    if not path.is_file():
        pytest.skip("no Bot API schema: set ENLACE_BOT_API_SCHEMA")
    content: Json = json.loads(path.read_text("utf-8"))
    return content


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_takes_the_published_parameters(schema: Json, name: str) -> None:
    method = METHODS[name]
    published = schema["methods"][method.name].get("fields", [])
    assert method.parameters == {field["name"] for field in published}
