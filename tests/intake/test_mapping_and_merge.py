"""Which column is which, and what an import does to a table."""

import datetime as dt
from dataclasses import replace

import pytest

from xlgoals.domain.errors import InputError
from xlgoals.domain.metrics import BUILT_IN, AddsUp, Metric, Metrics, Term, Unit
from xlgoals.domain.problems import Problem
from xlgoals.intake.column_mapping import match
from xlgoals.intake.incoming_rows import Told, incoming
from xlgoals.intake.merge_rows import merge
from xlgoals.intake.spread_periods import by_month
from xlgoals.tables.language import Cell
from xlgoals.tables.periods import Years
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import history, last_targets, reps
from xlgoals.tables.typed_tables import read_table


def source(headers: str, *rows: list[Cell]) -> RawTable:
    return RawTable("crm.csv", tuple(headers.split(",")), [list(row) for row in rows], 2)


def plan_rows(*rows: dict[str, Cell]) -> RawTable:
    headers = history.TABLE.headers
    return RawTable("History", headers, [[row.get(h) for h in headers] for row in rows], 7)


def test_headers_are_guessed_by_name_other_names_and_near_spelling() -> None:
    found = match(history.TABLE, ["Close Date", "owner", "REGION", "Oportunities", "amount", "x"])
    assert found.columns == {
        "Month": "Close Date", "Rep ID": "owner", "Territory": "REGION",
        "Opportunities": "Oportunities", "Revenue": "amount",
    }  # fmt: skip
    assert found.unused == ("x",)
    assert found.missing == ()


def test_what_is_told_counts_before_what_is_guessed() -> None:
    found = match(
        history.TABLE,
        ["month", "rep_id", "sales", "orders"],
        {"Revenue": "sales", "sales": "orders"},
    )
    assert (found.columns["Revenue"], found.columns["Sales"]) == ("sales", "orders")


def test_a_needed_column_that_nobody_gives_is_named() -> None:
    assert match(history.TABLE, ["month"]).missing == ("Rep ID",)


def test_a_told_name_that_does_not_exist_lists_what_does() -> None:
    with pytest.raises(InputError, match="did you mean “orders”"):
        match(history.TABLE, ["month", "orders"], {"Sales": "order"})
    with pytest.raises(InputError, match="no column “Sale volume”"):
        match(history.TABLE, ["month"], {"Sale volume": "month"})


def taken(table: RawTable, existing: RawTable | None = None, decimal: str = ""):
    existing = existing or plan_rows()
    new = incoming(history.TABLE, table, match(history.TABLE, table.headers), Told(decimal=decimal))
    frame, _ = read_table(history.TABLE, existing)
    return new, merge(history.TABLE, existing, frame, new.frame, new.columns)


def test_single_orders_are_added_up_to_months() -> None:
    new, merged = taken(
        source(
            "Date,Rep ID,Revenue",
            ["2026-03-01", "R1", "10"],
            ["2026-03-28", "R1", "5.5"],
            ["2026-04-01", "R1", "1"],
        )
    )
    assert new.frame["revenue"].tolist() == [15.5, 1]
    assert merged.added == 2
    assert "3 rows is one sale" in new.notes[0]
    assert "3 rows were added up to 2" in new.notes[1]


def test_the_same_key_replaces_only_what_the_file_gives() -> None:
    old = {"Month": dt.date(2026, 3, 1), "Rep ID": "R1", "Revenue": 10.0, "Sales": 4.0}
    _, merged = taken(source("Month,Rep ID,Revenue", ["2026-03", "R1", "20"]), plan_rows(old))
    row = dict(zip(history.TABLE.headers, merged.rows[0], strict=True))
    assert (row["Revenue"], row["Sales"]) == (20, 4)
    assert (merged.added, merged.replaced) == (0, 1)


def test_the_same_file_twice_changes_nothing() -> None:
    file = source("Month,Rep ID,Product,Revenue", ["2026-03", "R1", "A", "20"])
    _, first = taken(file)
    again = plan_rows(*(dict(zip(history.TABLE.headers, r, strict=True)) for r in first.rows))
    _, second = taken(file, again)
    assert (second.added, second.replaced, second.unchanged) == (0, 0, 1)
    assert second.rows == first.rows


def test_a_row_that_cannot_be_read_stays_where_it_is() -> None:
    odd = {"Month": "some day", "Rep ID": "R1", "Revenue": "a lot"}
    _, merged = taken(source("Month,Rep ID,Revenue", ["2026-03", "R1", "20"]), plan_rows(odd))
    assert merged.rows[0][0] == "some day"
    assert len(merged.rows) == 2


def test_an_ambiguous_number_is_a_problem_with_its_row() -> None:
    new, _ = taken(source("Month,Rep ID,Revenue", ["2026-03", "R1", "1,234"]))
    assert "crm.csv!Revenue, row 2: “1,234”" in str(new.problems[0])


def test_another_cell_of_the_file_settles_what_is_ambiguous() -> None:
    new, _ = taken(
        source("Month,Rep ID,Revenue", ["2026-03", "R1", "1,234"], ["2026-04", "R1", "1,234.50"])
    )
    assert new.problems == []
    assert new.frame["revenue"].tolist() == [1234, 1234.5]


def test_a_told_decimal_sign_settles_it() -> None:
    new, _ = taken(source("Month,Rep ID,Revenue", ["2026-03", "R1", "1.234"]), decimal=",")
    assert new.frame["revenue"].tolist() == [1234]


def test_a_goal_for_a_quarter_becomes_three_months_to_the_cent() -> None:
    table = source("Rep ID,Metric,Month,Target", ["R1", "Revenue", "2017Q3", "100"])
    new = incoming(last_targets.TABLE, table, match(last_targets.TABLE, table.headers))
    assert new.frame["target"].tolist() == [33.34, 33.33, 33.33]
    assert new.frame["month"].tolist() == [570, 571, 572]


def test_a_rate_for_a_quarter_holds_in_each_month() -> None:
    """A close rate of 30 % is not 10 % a month."""
    rows = ["R1", "Close rate", "2017Q3", "0.3"], ["R1", "Sales", "2017Q3", "9"]
    table = source("Rep ID,Metric,Month,Target", *rows)
    new = incoming(last_targets.TABLE, table, match(last_targets.TABLE, table.headers))
    assert new.frame["target"].tolist() == [0.3, 0.3, 0.3, 3, 3, 3]
    assert "1 rates for quarters or years hold" in new.notes[1]


def test_an_amount_for_a_year_is_read_with_the_sign_that_the_file_proves() -> None:
    rows = ["R1", "Revenue", "2017", "12.000"], ["R2", "Revenue", "2017", "6.000,50"]
    table = source("Rep ID,Metric,Month,Target", *rows)
    new = incoming(last_targets.TABLE, table, match(last_targets.TABLE, table.headers))
    assert new.frame["target"].sum() == pytest.approx(18_000.5)


def test_rows_that_the_file_lost_are_told_with_the_others() -> None:
    lost = Problem("crm.csv", 7, "", "4 cells", "3")
    table = replace(source("Month,Rep ID,Revenue", ["2026-01", "R1", "5"]), problems=(lost,))
    assert lost in taken(table)[0].problems


def test_a_quarter_in_history_is_a_problem() -> None:
    new, _ = taken(source("Month,Rep ID,Revenue", ["2017Q3", "R1", "5"]))
    assert "wanted a month" in str(new.problems[0])


def test_of_two_reps_with_one_id_the_last_is_taken_and_told() -> None:
    table = source("Rep ID,Rep", ["R1", "Ann"], ["R1", "Anna"])
    new = incoming(reps.TABLE, table, match(reps.TABLE, table.headers))
    assert new.frame["rep"].tolist() == ["Anna"]
    assert "comes again" in str(new.problems[0])


def test_a_year_s_goal_for_a_metric_of_one_s_own_is_spread_or_held_as_it_adds_up() -> None:
    cases = Metric("Open cases", Unit.COUNT, AddsUp.TIME_AVERAGE, (Term("Cases"),), built_in=False)
    orders = Metric("Orders", Unit.COUNT, AddsUp.SUM, (Term("Orders"),), built_in=False)
    given = ("Rep ID", "Metric", "Month", "Target")
    rows: list[list[Cell]] = [["A", "open cases", "2026", 12.0], ["A", "Orders", "2026", 12.0]]
    made = by_month(rows, [2, 3], given, "", Years(), Metrics((*BUILT_IN, cases, orders)))
    assert [row[3] for row in made.rows] == [12.0] * 12 + [1.0] * 12
