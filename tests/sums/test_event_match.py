"""What a calendar event is, and with whom."""

import pytest

from xlgoals.sums.coach.event_match import kind_of, own_words, reps_in, words_of

NAMES = {"R1": "Anna Lindqvist", "R2": "José Almeida", "R3": "Anna Berg", "R4": "Li Wu"}
MAIL = {"R1": "anna@example.com", "R2": "", "R3": "", "R4": "li@example.com"}


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Coaching José", "Coaching"),
        ("1:1 with José", "Coaching"),
        ("COACHING", "Coaching"),
        ("Scoaching", ""),
        ("Field day north", "Field day"),
        ("Ride-along José", "Field day"),
        ("Weighing federation, autumn", "Association meeting"),
        ("Trade fair Munich", "Trade show"),
        ("Meeting", "Meeting with rep"),
        ("Dentist", ""),
        ("Forecast call", "Forecast call"),
    ],
)
def test_the_title_says_the_kind(title: str, kind: str) -> None:
    assert kind_of(title, ["Forecast call"]) == kind


@pytest.mark.parametrize(
    ("text", "reps"),
    [
        ("Coaching Jose", ["R2"]),
        ("coaching ALMEIDA", ["R2"]),
        ("Coaching Anna", []),
        ("Coaching Anna Berg", ["R3"]),
        ("Coaching Lindqvist", ["R1"]),
        ("li@example.com", ["R4"]),
        ("Li", []),
        ("Josephine", []),
        ("José and Lindqvist", ["R1", "R2"]),
    ],
)
def test_a_rep_is_named_by_the_whole_name_or_a_part_that_is_nobody_elses(
    text: str, reps: list[str]
) -> None:
    assert reps_in(text, NAMES, MAIL) == reps


def test_words_that_are_looked_for_are_those_that_can_match() -> None:
    assert own_words("R1", NAMES) == ["lindqvist"]
    found = words_of(NAMES, MAIL, ["Forecast call"])
    assert {"coaching", "José", "jose", "Forecast call", "anna@example.com"} <= found
    assert "meeting" not in found, "every calendar is full of meetings"
    assert all(len(word) > 2 for word in found)
