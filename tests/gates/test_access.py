"""The page about rights says what the table says."""

from pathlib import Path

import pytest

from tests.gates import access


def test_the_page_says_what_the_table_says() -> None:
    assert access.main([]) == 0


def test_a_page_that_differs_is_seen_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGE", tmp_path / "access.md")
    assert access.main([]) == 1
    assert access.main(["--update"]) == 0
    assert access.main([]) == 0
    (tmp_path / "access.md").write_text(access.page().replace("✓", "", 1))
    assert access.main([]) == 1
