"""Numbers and dates as people write them; what could be two things is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.tables.dates import from_serial, month_number, month_start, months_of, parse_date
from xlgoals.tables.numbers import NotANumberError, parse_number, told_decimal_sign


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", 12500), ("12500.5", 12500.5), ("-12", -12), ("1e3", 1000), ("−7", -7),
        ("1,234.50", 1234.5), ("1.234,50", 1234.5), ("1 234,5", 1234.5), ("1’234.5", 1234.5),
        ("€ 1,234,567", 1234567), ("USD 12.50", 12.5), ("(12.5)", -12.5), ("12 %", 0.12),
        ("1.234.567", 1234567), ("0.125", 0.125), ("1234.567", 1234.567), (".5", 0.5),
        ("€ -12.50", -12.5), ("-€ 5", -5), ("12.5-€", -12.5), ("€(12)", -12), ("(€ 12)", -12),
        ("12.50- EUR", -12.5), ("- 12 %", -0.12), ("0,125", 0.125), ("-1e-3", -0.001),
        ("1 234 567.8", 1234567.8), ("+7", 7),
    ],
)  # fmt: skip
def test_a_number_in_anybodys_habit(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["1,234", "1.234", "12,345"])
def test_a_number_that_could_be_two_is_refused_until_told(text: str) -> None:
    with pytest.raises(NotANumberError, match="could be"):
        parse_number(text)
    grouped = float(text.replace(",", "").replace(".", ""))
    assert parse_number(text, "." if "," in text else ",") == grouped


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "12 pcs.",
        "1,23,4.5",
        "--5",
        "12.3.4,5,6",
        "(5",
        "",
        "-",
        "-5-",
        "(-5)",
        "+-5",
        "1 2",
        "12 34",
        "1-2",
        "1_000",
        "١٢",
        "5 ABC",
        "5%%",
        "€5€",
        "1.234.56",
        "12,34,567",
        "1,234,",
        "1.234,5,6",
        "5.",
        "1.5 000",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumberError):
        parse_number(text)
    assert told_decimal_sign(text) == ""


@pytest.mark.parametrize(
    ("text", "decimal"),
    [("0,125", "."), ("1.234,5", "."), ("1,23", "."), ("1234,567", "."), ("1,234.5", ","),
     ("2,0e3", ".")],
)  # fmt: skip
def test_a_number_that_contradicts_the_told_sign_is_refused(text: str, decimal: str) -> None:
    with pytest.raises(NotANumberError, match=f"“[{decimal}]” as its decimal sign"):
        parse_number(text, decimal)


MINUS = st.sampled_from(["-{}", "{}-", "({})", "€ -{}", "-€{}", "-{} %", "EUR -{}", "−{}"])


@given(st.integers(0, 10**9), MINUS)
def test_a_minus_anywhere_is_a_minus(number: int, form: str) -> None:
    scale = 0.01 if "%" in form else 1
    assert parse_number(form.format(number)) == pytest.approx(-number * scale)


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 2)))
def test_a_written_number_comes_back_in_both_habits(value: float) -> None:
    english = f"{value:,.2f}"
    german = english.replace(",", "_").replace(".", ",").replace("_", ".")
    assert parse_number(english, ".") == pytest.approx(value)
    assert parse_number(german, ",") == pytest.approx(value)


def test_a_text_proves_its_decimal_sign_or_not() -> None:
    assert [told_decimal_sign(t) for t in ("1,5", "1.234,5", "12.25", "1,234", "7")] == [
        ",", ",", ".", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", dt.date(2027, 1, 31)), ("2027-01", dt.date(2027, 1, 1)),
        ("31.01.2027", dt.date(2027, 1, 31)), ("Jan 2027", dt.date(2027, 1, 1)),
        ("January 2027", dt.date(2027, 1, 1)), ("31 Jan 2027", dt.date(2027, 1, 31)),
        ("January 31, 2027", dt.date(2027, 1, 31)), ("13/01/2027", dt.date(2027, 1, 13)),
        ("2027-01-31 10:30:00", dt.date(2027, 1, 31)), ("01/2027", dt.date(2027, 1, 1)),
    ],
)  # fmt: skip
def test_a_date_in_anybodys_habit(text: str, day: dt.date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["03/04/2027", "2027-13-01", "soon", "30.02.2027", "2027"])
def test_what_could_be_two_days_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|range"):
        parse_date(text)


def test_quarters_and_years_are_their_months() -> None:
    assert months_of("2017Q3") == [dt.date(2017, month, 1) for month in (7, 8, 9)]
    assert months_of("Q1 2027")[0] == dt.date(2027, 1, 1)
    assert len(months_of("2027")) == 12
    assert months_of("2027-01") == []


def test_both_ways_of_counting_days_give_the_same_day() -> None:
    assert from_serial(46388, date1904=False) == dt.date(2027, 1, 1)
    assert from_serial(44926, date1904=True) == dt.date(2027, 1, 1)


@given(st.dates(dt.date(1980, 1, 1), dt.date(2090, 1, 1)))
def test_a_month_comes_back_from_its_number(day: dt.date) -> None:
    assert month_start(month_number(day)) == day.replace(day=1)
