"""The steps of a goal: each in one column of the report, and parts that must add up."""

import pytest

from xlgoals.domain.assumption_kinds import KINDS, TURNOVER_STEP, LookBack
from xlgoals.domain.errors import InputError
from xlgoals.domain.steps import (
    BASELINE,
    EXPECTED,
    GROUPS,
    PRICE,
    ROUNDING,
    STEPS,
    check_sum,
    faults,
    misfit,
    position,
)
from xlgoals.sums.review.lessons import LESSONS


def test_every_step_is_in_exactly_one_column_of_the_report() -> None:
    listed = [step for steps in GROUPS.values() for step in steps]
    assert sorted(step.name for step in listed) == sorted(step.name for step in STEPS)


def test_every_kind_of_assumption_has_a_step_and_a_way_of_looking_back() -> None:
    for kind in KINDS:
        assert kind.step in EXPECTED, kind.name
        assert kind.looked_back in LESSONS, kind.name
    assert set(LESSONS) == set(LookBack)


def test_a_step_is_found_by_its_declaration() -> None:
    assert STEPS[position(PRICE)] is PRICE


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((*STEPS[1:], BASELINE), "begins with the baseline"),
        ((BASELINE, *STEPS[:0:-1], ROUNDING), "What is expected comes before what is wanted"),
        ((*STEPS[:-1], TURNOVER_STEP, ROUNDING), "Two steps are called"),
    ],
)
def test_a_list_of_steps_that_cannot_be_taken_is_told(
    steps: tuple[object, ...], sentence: str
) -> None:
    assert sentence in " ".join(faults(steps))  # type: ignore[arg-type]


def test_parts_that_do_not_add_up_are_an_error_with_both_sums() -> None:
    check_sum([100.0, 20.2], 120.0, "Anna")
    assert misfit([100.0, 20.2], 120.0, "Anna") == ""
    with pytest.raises(InputError, match="the steps of Anna come to 110, not to the 120"):
        check_sum([100.0, 10.0], 120.0, "Anna")
    with pytest.raises(InputError):
        check_sum([100.0, float("nan")], 120.0, "Anna")
