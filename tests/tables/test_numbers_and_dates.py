"""Numbers and dates as people write them; what could be two things is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgoals.tables.dates import from_number, from_serial, month_number, month_start, parse_date
from xlgoals.tables.numbers import NotANumberError, parse_number, told_decimal_sign
from xlgoals.tables.periods import Period, Years, is_ambiguous, months_of, period_of


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


MONTHS_OF_2027 = [
    "Januar/January/janvier/enero/janeiro/gennaio/januari/Tháng 1/2027",
    "Februar/Feb/février/févr./febrero/fevereiro/febbraio/februari",
    "März/Mär/mrz/mars/marzo/março/maart/mrt/MARCH/MÄRZ",
    "April/avr/abril/aprile",
    "Mai/may/mayo/maio/maggio/mei",
    "Juni/juin/junio/junho/giugno",
    "Juli/juillet/juil./julio/julho/luglio",
    "August/août/agosto/augustus",
    "September/Sept/septembre/septiembre/setembro/settembre",
    "Oktober/Okt/octobre/octubre/outubro/ottobre",
    "November/novembre/noviembre/novembro",
    "Dezember/Dez/décembre/diciembre/dezembro/dicembre",
]


@pytest.mark.parametrize(("month", "names"), list(enumerate(MONTHS_OF_2027, 1)))
def test_a_month_is_read_by_its_name_in_eight_languages(month: int, names: str) -> None:
    for name in names.replace("/Tháng 1/2027", "").split("/"):
        assert parse_date(f"{name} 2027") == dt.date(2027, month, 1), name
        assert parse_date(f"7. {name} 2027") == dt.date(2027, month, 7), name
        assert parse_date(f"{name.upper()}-27") == dt.date(2027, month, 1), name
    for text in (f"Tháng {month}/2027", f"tháng {month:02} năm 2027", f"Thg {month} 2027"):
        assert parse_date(text) == dt.date(2027, month, 1)
    assert parse_date(f"ngày 5 tháng {month} năm 2027") == dt.date(2027, month, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("13-04-2018", dt.date(2018, 4, 13)), ("04-26-2023", dt.date(2023, 4, 26)),
        ("01.02.25", dt.date(2025, 2, 1)), ("Apr-18", dt.date(2018, 4, 1)),
        ("01-APR-2018", dt.date(2018, 4, 1)), ("4-2018", dt.date(2018, 4, 1)),
        ("202501", dt.date(2025, 1, 1)), ("20250131", dt.date(2025, 1, 31)),
        ("Oct '23", dt.date(2023, 10, 1)), ("2023-Oct-05", dt.date(2023, 10, 5)),
        ("1 de marzo de 2025", dt.date(2025, 3, 1)), ("Mon, 06 Oct 2025", dt.date(2025, 10, 6)),
        ("5 Oct 23", dt.date(2023, 10, 5)), ("1/1/2025 0:00", dt.date(2025, 1, 1)),
        ("2025-01-31T23:59:59.999Z", dt.date(2025, 1, 31)), ("2027.01.31.", dt.date(2027, 1, 31)),
        ("1/13/2025 9:05 AM", dt.date(2025, 1, 13)), ("1st March 2025", dt.date(2025, 3, 1)),
    ],
)  # fmt: skip
def test_a_date_in_any_export(text: str, day: dt.date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    ["Marketing 2024", "2025-W07", "KW 7 2025", "Decision 2025", "23-Oct", "Oct", "Mayor 2025",
     "2025-00", "00/00/2025", "31/31/2025", "March April 2025", "1.2.3.2025", "T1/2025", "Q1 2025",
     "1990-2-30", "12", "2025-1-1-1", "Oct 5", "5/2025/3", "１２/13"],
)  # fmt: skip
def test_what_is_no_day_is_never_taken_for_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"a date|a month"):
        parse_date(text)


def test_a_told_order_is_the_only_one() -> None:
    assert parse_date("03/04/2027", "mdy") == dt.date(2027, 3, 4)
    assert parse_date("03/04/2027", "dmy") == dt.date(2027, 4, 3)
    assert parse_date("03.04.2027", "mdy") == dt.date(2027, 3, 4)
    assert parse_date("25-01-02", "ymd") == dt.date(2025, 1, 2)
    assert parse_date("2027-01-31", "dmy") == dt.date(2027, 1, 31)
    with pytest.raises(ValueError, match="day/month/year"):
        parse_date("01/31/2027", "dmy")


@pytest.mark.parametrize(
    ("number", "day"),
    [(202401, dt.date(2024, 1, 1)), (20240131, dt.date(2024, 1, 31)), (45292, dt.date(2024, 1, 1))],
)
def test_a_bare_number_is_a_month_or_a_day_of_our_time(number: float, day: dt.date) -> None:
    assert from_number(number, date1904=False) == day


@pytest.mark.parametrize("number", [1, 12, 2025, 202413, 99999, 190013, 1e9, -5, 0.5, 202401.5])
def test_another_number_is_no_day(number: float) -> None:
    with pytest.raises(ValueError, match="a date"):
        from_number(number, date1904=False)


def test_quarters_and_years_are_their_months() -> None:
    calendar = Years()
    for text in ("2027 Q1", "Q1 2027", "Q1/2027", "2027-Q1", "1. Quartal 2027", "Quý 1/2027", "1Q27",
                 "1er trimestre 2027", "Q1'27"):  # fmt: skip
        period = period_of(text)
        assert period is not None, text
        assert months_of(period, calendar) == range(684, 687), text
    assert period_of("2027") == Period(2027, 0, 12)
    assert period_of("H2 2027") == Period(2027, 6, 6)
    for text in (
        "2027-01",
        "25",
        "2027 Q5",
        "Q1",
        "1850",
        "2011/12",
        "2025/27",
        "H3 2027",
        "Q 2027",
    ):
        assert period_of(text) is None, text


def test_a_fiscal_year_is_named_after_the_year_it_begins_or_ends_in() -> None:
    april_25 = 664 - 1
    first, last = Years(4), Years(4, named_after_first=False)
    for text, years in (("FY25", first), ("FY26", last), ("FY2025/26", last), ("2025/26", first)):
        period = period_of(text)
        assert period is not None
        assert not is_ambiguous(period, 4)
        assert months_of(period, years) == range(april_25, april_25 + 12), text
    quarter = period_of("Q2 FY25")
    assert quarter is not None
    assert months_of(quarter, first) == range(april_25 + 3, april_25 + 6)
    bare = period_of("2025 Q1")
    assert bare is not None
    assert is_ambiguous(bare, 4)
    assert not is_ambiguous(bare, 1)
    assert months_of(bare, first) == range(april_25 - 3, april_25)
    assert months_of(bare, Years(4, bare_is_fiscal=True)) == range(april_25, april_25 + 3)


def test_both_ways_of_counting_days_give_the_same_day() -> None:
    assert from_serial(46388, date1904=False) == dt.date(2027, 1, 1)
    assert from_serial(44926, date1904=True) == dt.date(2027, 1, 1)


@given(st.dates(dt.date(1980, 1, 1), dt.date(2090, 1, 1)))
def test_a_month_comes_back_from_its_number(day: dt.date) -> None:
    assert month_start(month_number(day)) == day.replace(day=1)
