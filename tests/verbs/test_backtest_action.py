"""A backtest of a plan: written to its sheet, told in plain words."""

import re
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conformance.check import assert_conforms
from xlgoals.domain.errors import InputError
from xlgoals.hosts.closed import ClosedFile
from xlgoals.tables.sheets import backtest, team
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.terminal.cli import app
from xlgoals.verbs.backtest import backtest as backtest_plan


def test_a_backtest_shows_its_sheet_and_says_what_it_means(sample: Path) -> None:
    done = CliRunner().invoke(app, ["backtest", str(sample)])
    assert done.exit_code == 0, done.output
    assert re.search(r"Goals shown with 60% were reached \d+ times of \d+\.", done.output)
    with zipfile.ZipFile(sample) as file:
        book = file.read("xl/workbook.xml").decode()
    assert re.search(r'<sheet name="Backtest" sheetId="\d+" r:id', book), "it is still hidden"
    assert_conforms(sample)
    table = typed_rows(ClosedFile.open(sample), backtest.TABLE)[1]
    whole = table[table["method"] == "Baseline"].iloc[0]
    assert f"off by {whole['error']:.1%}" in done.output


def test_a_backtest_changes_no_goal(sample: Path) -> None:
    before = ClosedFile.open(sample).read(team.TABLE).rows
    CliRunner().invoke(app, ["backtest", str(sample), "--quiet"])
    assert ClosedFile.open(sample).read(team.TABLE).rows == before


def test_an_empty_plan_is_told_what_it_lacks(empty: Path) -> None:
    with pytest.raises(InputError, match="24 months of history"):
        backtest_plan(ClosedFile.open(empty))


def test_the_chart_of_reliability_draws_the_chances_and_nothing_else(sample: Path) -> None:
    CliRunner().invoke(app, ["backtest", str(sample), "--quiet"])
    table = typed_rows(ClosedFile.open(sample), backtest.TABLE)[1]
    drawn = table.iloc[: backtest.STATED_ROWS]
    assert drawn["stated"].tolist() == [round(0.1 * at, 1) for at in range(1, 10)]
    assert table["stated"].iloc[backtest.STATED_ROWS :].isna().all()
    with zipfile.ZipFile(sample) as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    (chart,) = [text for text in charts if "reached as often" in text]
    assert "'Backtest'!$J$7:$J$15" in chart.replace("Backtest!", "'Backtest'!")
    reached = f"<c:v>{drawn['reached'].iloc[5]:.15g}"[:14]
    assert reached in chart
