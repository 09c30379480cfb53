"""What a kind of assumption cannot have is told, and never taken for something else."""

import pandas as pd
import pytest

from xlgoals.verbs.assumption_checks import check_assumptions, usable


def row(kind: str, size: float, unit: str = "", scope: str = "all", first: float = float("nan")):  # type: ignore[no-untyped-def]
    return pd.DataFrame(
        [(7, kind, scope, unit, size, first, float("nan"))],
        columns=["row", "kind", "scope", "unit", "next_period", "from", "to"],
    )


@pytest.mark.parametrize(
    ("table", "told", "kept"),
    [
        (row("Vacancy", 2.0, "share"), "Unit, row 7: “share”; wanted months for Vacancy", False),
        (row("Turnover", 0.1, "money"), "“money”; wanted share for Turnover", False),
        (row("Price", 2.0, "months"), "“months”; wanted share or money for Price", False),
        (row("Price", 3.0), "Next period, row 7: 3; wanted a share between -1 and 1", False),
        (row("Ramp", 4.0, scope="product: Alpha"), "all, rep or territory for Ramp", True),
        (row("Ramp", 4.0, first=684.0), "From, row 7: Jan 2027; wanted a blank: Ramp", True),
    ],
)
def test_it_is_told_and_left_out_where_it_would_be_wrong(
    table: pd.DataFrame, told: str, kept: bool
) -> None:
    (problem,) = check_assumptions(table)
    assert told in str(problem)
    assert len(usable(table)) == kept


@pytest.mark.parametrize(
    ("kind", "size", "unit"),
    [("Price", 0.03, "share"), ("Ramp", 6.0, "months"), ("Turnover", 0.2, "share")],
)
def test_a_blank_unit_is_the_first_that_the_kind_may_have(
    kind: str, size: float, unit: str
) -> None:
    table = row(kind, size)
    assert check_assumptions(table) == []
    assert usable(table)["unit"].tolist() == [unit]
