"""Who is meant by what somebody typed."""

import re

import pytest

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import find_rep

PEOPLE = [("R1", "Ann Lee"), ("R2", "Anna"), ("ANNA", "Zoë"), ("R4", "Zoë")]


@pytest.mark.parametrize(
    ("text", "rep_id"), [("r1", "R1"), (" ann l", "R1"), ("Anna", "ANNA"), ("R4", "R4")]
)
def test_an_id_counts_before_a_name_and_a_name_before_its_beginning(text: str, rep_id: str) -> None:
    assert find_rep(PEOPLE, text) == rep_id


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("zoë", "more than one of: Zoë (ANNA), Zoë (R4)."),
        ("an", "more than one of: Ann Lee (R1), Anna (R2)."),
        ("Bob", "nobody of: Ann Lee (R1), Anna (R2), Zoë (ANNA), Zoë (R4)."),
        ("", "nobody of: Ann Lee (R1)"),
    ],
)
@pytest.mark.parametrize("by_word", [False, True])
def test_who_could_be_meant_is_told_with_ids(text: str, why: str, by_word: bool) -> None:
    with pytest.raises(InputError, match=re.escape(f"“{text}” is {why}")):
        find_rep(PEOPLE, text, by_word=by_word)


def test_of_many_who_could_be_meant_the_first_eight_are_told() -> None:
    many = [(f"R{number}", "Same Name") for number in range(300)]
    with pytest.raises(InputError, match="more than one") as error:
        find_rep(many, "same name")
    assert str(error.value).count("Same Name (R") == 8
    assert "Same Name (R7) and 292 more. A rep's ID is always clear." in str(error.value)


def test_any_word_of_a_name_means_somebody_only_where_that_is_asked_for() -> None:
    assert find_rep(PEOPLE, "le", by_word=True) == "R1"
    with pytest.raises(InputError, match="is nobody of"):
        find_rep(PEOPLE, "le")
