"""Who is meant by what somebody typed."""

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
    ("text", "why"), [("zoë", "more than one"), ("Bob", "nobody"), ("", "nobody")]
)
def test_what_could_be_nobody_or_more_than_one_is_refused(text: str, why: str) -> None:
    with pytest.raises(InputError, match=f"is {why} of: Ann Lee, Anna"):
        find_rep(PEOPLE, text)
