"""A ramp schedule in a manager's words; what could be two ramps is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.tables.numbers import NotANumberError
from xlgoals.tables.ramp_schedule import parse_ramp

QUARTERS = tuple(share for share in (0.25, 0.5, 0.75, 1.0) for _ in range(3))


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("25/50/75/100 by quarter", QUARTERS),
        ("25 %, 50 %, 75 %, 100 % per quarter", QUARTERS),
        ("25,50,75,100 quarterly", QUARTERS),
        (" 0.25; 0.5; 0.75; 1 Quarters ", QUARTERS),
        ("10 20 40 60 80 100", (0.1, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ("50% 75% 90% 100% by month", (0.5, 0.75, 0.9, 1.0)),
        ("12,5/50/100", (0.125, 0.5, 1.0)),
        ("0,25 0,5 1", (0.25, 0.5, 1.0)),
        ("12.5 50 100", (0.125, 0.5, 1.0)),
        ("0.5/1 %", (0.005, 0.01)),
        ("0/0/1", (0.0, 0.0, 1.0)),
    ],
)
def test_shares_are_read_however_they_are_parted(text: str, months: tuple[float, ...]) -> None:
    assert parse_ramp(text) == pytest.approx(months)


@pytest.mark.parametrize("text", ["2,5/50/100", "0,25", "25,100"])
def test_a_comma_that_could_be_either_is_neither(text: str) -> None:
    with pytest.raises(NotANumberError, match=r"could be .* or .*: write decimals with a point"):
        parse_ramp(text)


@pytest.mark.parametrize(
    "text", ["", "/", "6", "50 %", "100/50", "50/120", "six months", "-5/10", "2020-05-10", "1//2"]
)
def test_what_is_no_ramp_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(NotANumberError, match="25/50/75/100 by quarter"):
        parse_ramp(text)


@given(st.text(alphabet="0123456789,./; %byquartemonh", max_size=30))
def test_whatever_is_read_is_a_ramp(text: str) -> None:
    try:
        shares = parse_ramp(text)
    except NotANumberError:
        return
    assert list(shares) == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] <= 1
