"""Amounts of other countries are read exactly, and never added up across currencies."""

import pytest

from xlgoals.intake.number_habits import decimal_sign, sales_or_revenue, several_currencies
from xlgoals.tables.language import Cell, Kind
from xlgoals.tables.numbers import NotANumberError, currency_of, parse_number, same_currency


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("12,34,567.00", 1234567, ""),
        ("₹1,23,456", 123456, "INR"),
        ("R$ 1.234,50", 1234.5, "BRL"),
        ("1.250.000đ", 1250000, "VND"),
        ("1.250.000 VNĐ", 1250000, "VND"),
        ("1.250.000 đồng", 1250000, "VND"),
        ("US$1,200.00", 1200, "USD"),
        ("kr 1 200,50", 1200.5, "kr"),
        ("1 200,50 zł", 1200.5, "PLN"),
        ("Rs. 1,200.00", 1200, "Rs"),
        ("1.200,-", 1200, ""),
        ("€ 1.200,–", 1200, "EUR"),
        ("1.2M", 1_200_000, ""),
        ("850k", 850_000, ""),
        ("1,5 Mio.", 1_500_000, ""),
        ("2 triệu", 2_000_000, ""),
        ("5 tỷ", 5_000_000_000, ""),
        ("2 crore", 20_000_000, ""),
        ("€1.1bn", 1_100_000_000, "EUR"),
        ("(USD 8,112.81)", -8112.81, "USD"),
        ("1.234,50-", -1234.5, ""),
        ("12 500 kr.", 12500, "kr"),
    ],
)
def test_amounts_as_countries_write_them(text: str, value: float, currency: str) -> None:
    assert parse_number(text) == value
    assert currency_of(text) == currency


@pytest.mark.parametrize("text", ["12 k k", "kr", "5 tr5", "1,23,45", "12²", "$", "€ $ 5"])
def test_what_only_looks_like_an_amount_is_refused(text: str) -> None:
    with pytest.raises(NotANumberError):
        parse_number(text)


def test_counts_and_several_amounts_of_a_currency_prove_the_sign() -> None:
    quotas = {(Kind.MONEY, f"${n},500") for n in (123, 117, 143)}
    assert decimal_sign(quotas).sign == "."
    assert decimal_sign({(Kind.COUNT, "1.234")}).sign == ","
    one = decimal_sign({(Kind.MONEY, "1,234")})
    assert one.open
    assert "--decimal . or --decimal ," in one.reason
    assert decimal_sign({(Kind.MONEY, "$1,234"), (Kind.MONEY, "5.50")}).sign == "."


def test_two_currencies_are_never_added_up() -> None:
    headers, money = ["Rep", "Revenue", "Currency"], ["Revenue"]
    assert same_currency(["$", "USD"])
    assert not same_currency(["$", "EUR"])
    assert not several_currencies(headers, [["A", "$5", None], ["A", "USD 7", None]], money)
    marks = several_currencies(headers, [["A", "$1,200.50", None], ["A", "€900.25", None]], money)
    assert "$ (1), EUR (1)" in marks[0]
    column = several_currencies(headers, [["A", "1000", "EUR"], ["A", "160000", "JPY"]], money)
    assert '--where "Currency=EUR"' in column[0]


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["1,234.50", "900.10"], True),
        (["$12", "$14"], True),
        ([12_500, 9_000, 14_000], True),
        (["12500", "9000"], True),
        ([1, 2, None, 3], False),
        (["4", "12", "x"], False),
    ],
)
def test_a_column_called_sales_that_holds_money_is_asked_about(
    cells: list[Cell], asked: bool
) -> None:
    questions = sales_or_revenue("Sales", cells, "the same name", has_revenue=False)
    assert bool(questions) == asked
    assert not sales_or_revenue("Sales", cells, "the same name", has_revenue=True)
    assert not sales_or_revenue("Sales", cells, "as you say", has_revenue=False)
