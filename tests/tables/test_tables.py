"""Cells → typed rows and problems, and back."""

import datetime as dt
import unicodedata

import numpy as np
import pandas as pd
import pytest

from xlgoals.domain.errors import PlanError
from xlgoals.tables.language import Cell, CellError, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import assumptions, history, reps
from xlgoals.tables.typed_tables import ColumnsError, check_references, read_table, to_rows

MONTH = dt.date(2026, 3, 1)


def raw(table: Table, *rows: dict[str, Cell], **options: object) -> RawTable:
    cells = [[row.get(header) for header in table.headers] for row in rows]
    return RawTable(table.name, table.headers, cells, 7, **options)  # type: ignore[arg-type]


def sold(**cells: Cell) -> dict[str, Cell]:
    return {"Month": MONTH, "Rep ID": "R1", "Revenue": 100.0} | cells


def messages(table: Table, *rows: dict[str, Cell], **options: object) -> list[str]:
    return [str(problem) for problem in read_table(table, raw(table, *rows, **options))[1]]


def test_a_problem_says_where_what_and_what_was_wanted() -> None:
    found = messages(history.TABLE, sold(Revenue="abc"))
    assert found == ["History!Revenue, row 7: “abc”; wanted an amount of money, such as 12500."]


def test_the_rest_of_a_row_with_a_bad_number_is_used() -> None:
    frame, _ = read_table(history.TABLE, raw(history.TABLE, sold(Revenue="abc", Sales=3.0)))
    assert frame["sales"].tolist() == [3.0]
    assert np.isnan(frame["revenue"]).all()


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"Sales": -1.0}, "-1; wanted a count"),
        ({"Revenue": CellError("#REF!")}, "#REF!"),
        ({"Revenue": True}, "“True”"),
        ({"Revenue": "1,234"}, "could be 1234 or 1.234"),
        ({"Month": "03/04/2026"}, "one way only"),
        ({"Month": None}, "nothing; wanted a value"),
        ({"Rep ID": "  "}, "nothing; wanted a value"),
        ({"Month": CellError("#N/A")}, "#N/A"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_reported(cells: dict[str, Cell], part: str) -> None:
    row = sold() | cells
    (message,) = messages(history.TABLE, row)
    assert part in message


def test_not_available_is_unknown_and_no_problem() -> None:
    frame, problems = read_table(
        history.TABLE, raw(history.TABLE, sold(Revenue=CellError("#N/A"), Sales=None))
    )
    assert problems == []
    assert np.isnan(frame[["revenue", "sales"]].to_numpy()).all()


def test_numbers_and_dates_stored_as_text_are_understood() -> None:
    frame, problems = read_table(
        history.TABLE,
        raw(history.TABLE, sold(Month="2026-03", Revenue="12500.5", **{"Rep ID": 272.0})),
    )
    assert problems == []
    assert frame.loc[0, ["month", "revenue", "rep_id"]].tolist() == [674.0, 12500.5, "272"]


def test_days_counted_from_1904_are_the_right_days() -> None:
    table = raw(history.TABLE, sold(Month=44926.0), date1904=True)
    assert read_table(history.TABLE, table)[0]["month"].tolist() == [684.0]


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers() -> None:
    frame, problems = read_table(
        history.TABLE, raw(history.TABLE, {}, sold(), {}, sold(Product="B"))
    )
    assert frame["row"].tolist() == [8, 10]
    assert problems == []


def test_the_second_row_of_a_key_is_left_out_and_names_the_first() -> None:
    frame, problems = read_table(history.TABLE, raw(history.TABLE, sold(), sold(Revenue=5.0)))
    assert frame["revenue"].tolist() == [100]
    assert "row 8: the same as in row 7" in str(problems[0])


def test_merged_cells_are_a_problem() -> None:
    (message,) = messages(history.TABLE, sold(), blocked=("B7:B8",))
    assert "merged cells B7:B8" in message


@pytest.mark.parametrize(
    "name",
    [
        unicodedata.normalize("NFD", "Nguyễn Thị Hà"),
        "O’Neill \"the\" 'closer'",
        "a/b\\c:d*e?",
        "🚀 Zoë",
        "x" * 200,
        '=HYPERLINK("http://x","y")',
        "line\nbreak\x07",
    ],
)
def test_any_name_is_a_name(name: str) -> None:
    frame, problems = read_table(reps.TABLE, raw(reps.TABLE, {"Rep ID": "R1", "Rep": name}))
    assert problems == []
    kept = frame["rep"].iloc[0]
    assert kept == unicodedata.normalize("NFC", name).replace("\n", " ").replace("\x07", "").strip()


def test_a_missing_column_names_the_nearest_header() -> None:
    headers = tuple("Hire date" if h == "Hired" else h for h in reps.TABLE.headers)
    table = RawTable("Reps", headers, [], 7)
    with pytest.raises(PlanError, match="no column “Hired”"):
        read_table(reps.TABLE, table)


def test_a_column_that_stands_twice_is_refused() -> None:
    table = RawTable("Reps", (*reps.TABLE.headers, "Rep"), [], 7)
    with pytest.raises(PlanError, match="two columns “Rep”"):
        read_table(reps.TABLE, table)


def test_headers_are_found_in_any_order_and_case() -> None:
    headers = tuple(header.upper() for header in reversed(reps.TABLE.headers))
    row: list[Cell] = [None] * len(headers)
    row[headers.index("REP ID")], row[headers.index("REP")] = "R1", "Ann"
    frame, _ = read_table(reps.TABLE, RawTable("Reps", headers, [row], 7))
    assert frame.loc[0, "rep"] == "Ann"


def test_a_row_of_an_unknown_rep_is_left_out_and_reported() -> None:
    frame, _ = read_table(history.TABLE, raw(history.TABLE, sold(), sold(**{"Rep ID": "R9"})))
    known = {"Reps": pd.DataFrame({"rep_id": ["R1"]})}
    kept, problems = check_references(history.TABLE, "History", frame, known)
    assert kept["rep_id"].tolist() == ["R1"]
    assert "“R9”; wanted a Rep ID that sheet Reps has" in str(problems[0])


def test_a_scope_has_one_spelling() -> None:
    rows = [
        {"ID": str(at), "Kind": "price", "Scope": scope}
        for at, scope in enumerate(["All", None, "Territory: North ", "rep R3"])
    ]
    frame, problems = read_table(assumptions.TABLE, raw(assumptions.TABLE, *rows))
    assert frame["scope"].tolist() == ["all", "all", "territory: North", "rep: R3"]
    assert frame["kind"].tolist() == ["Price"] * 4
    assert problems == []
    assert (
        "wanted all, or rep: R03"
        in messages(assumptions.TABLE, {"ID": "1", "Kind": "Price", "Scope": "the north"})[0]
    )


def test_a_choice_that_is_not_offered_lists_what_is() -> None:
    (message,) = messages(assumptions.TABLE, {"ID": "A", "Kind": "Weather"})[:1]
    assert "one of Market growth, Price" in message


def test_rows_come_back_as_the_cells_they_were() -> None:
    row = sold(Product="A", Revenue=12.5, Sales=None)
    frame, _ = read_table(history.TABLE, raw(history.TABLE, row))
    cells = dict(zip(history.TABLE.headers, to_rows(history.TABLE, frame)[0], strict=True))
    assert {k: v for k, v in cells.items() if v is not None} == {
        k: v for k, v in row.items() if v is not None
    }


@pytest.mark.parametrize("change", ["without", "beyond"])
def test_a_column_too_many_or_too_few_is_a_mistake_of_the_program(change: str) -> None:
    whole = pd.DataFrame({name: [] for name in reps.TABLE.names})
    assert to_rows(reps.TABLE, whole.assign(row=[])) == []
    one = reps.TABLE.columns[-1].name
    other = whole.drop(columns=one) if change == "without" else whole.assign(mood=[])
    with pytest.raises(
        ColumnsError, match=f"Table Reps .* {one if change == 'without' else 'mood'}"
    ):
        to_rows(reps.TABLE, other)
