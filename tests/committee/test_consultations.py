"""A draft text is read from a file that an operator writes; a mistake is told with its key."""

from datetime import date

import pytest

from committee.consultations import read_draft_text
from committee.datafile import DataError

TEXT = """
symbol = "CIDI/CAM/doc.19/15 rev. 9"
title = "Draft work plan"
last_day = 2027-04-30
[[paragraph]]
text = "The States shall exchange information."
[[paragraph]]
id = "2.a"
text = "The Secretariat shall report."
"""


def test_paragraphs_are_numbered_where_they_have_no_name() -> None:
    draft = read_draft_text(TEXT, where="plan.toml")
    assert (draft.symbol, draft.last_day) == ("CIDI/CAM/doc.19/15 rev. 9", date(2027, 4, 30))
    assert {draft.title.es, draft.title.fr} == {"Draft work plan"}
    assert [each.id for each in draft.paragraphs] == ["1", "2.a"]


def test_a_title_may_be_there_in_four_languages() -> None:
    named = TEXT.replace(
        'title = "Draft work plan"',
        'title = { es = "Plan", en = "Plan", fr = "Le plan", pt = "O plano" }',
    )
    assert read_draft_text(named, where="plan.toml").title.pt == "O plano"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("symbol =", "symbols =", "plan.toml.symbol is missing"),
        ("CIDI/CAM/doc.19/15 rev. 9", "nine", "symbol is no document symbol"),
        ("CIDI/CAM/doc.19/15 rev. 9", "CIDI/" + "9" * 60, "symbol is no document symbol"),
        ('id = "2.a"', 'id = "1"', "has the id '1' twice"),
        ('id = "2.a"', 'id = "2/a"', "is no name"),
        ('id = "2.a"', 'id = ""', "is empty"),
        ("2027-04-30", '"soon"', "last_day is not of type date"),
        ("[[paragraph]]", "[[paragraphs]]", "is there 0 times"),
        ("title =", "title", "plan.toml: "),
    ],
)
def test_a_mistake_is_told(old: str, new: str, fault: str) -> None:
    with pytest.raises(DataError) as told:
        read_draft_text(TEXT.replace(old, new), where="plan.toml")
    assert fault in str(told.value)
