"""A maintainer adds two kinds of assumption, in the one file that declares them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import xlgoals

SOURCE = Path(xlgoals.__file__).parent
LAST_KIND = '    AssumptionKind(\n        "Other",\n'
OWN_STEP, SHARED_STEP = "Season shift", "Regulation"
TWO_KINDS = f"""\
    AssumptionKind(
        "{OWN_STEP}",
        "Orders that move into or out of the period.",
        Step("{OWN_STEP}", "Orders that move, as assumed.", ASSUMED, None),
    ),
    AssumptionKind(
        "{SHARED_STEP}",
        "New rules.",
        Step("Other", "Other assumptions.", ASSUMED, PLACES_AND_PEOPLE),
    ),
"""
A_YEAR = r"""
import datetime as dt, json, sys, zipfile
from pathlib import Path
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.fresh.rep_file import write_rep_files
from xlgoals.tables.sheets import assumptions, goal_steps, last_assumptions, targets
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.check import check
from xlgoals.verbs.explain import explain
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.negotiate.send import send
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.report import report
from xlgoals.verbs.review import review
from xlgoals.views.report_language import Grid, Words

NOW = dt.datetime(2026, 11, 3, 9, 0)
path, kinds = Path(sys.argv[1]), sys.argv[2:]
made = new_plan(dt.date(2027, 1, 1), sample=True)
write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
offered = [kind for kind in kinds if all(
    kind in table.column("Kind").choices for table in (assumptions.TABLE, last_assumptions.TABLE)
)]
with zipfile.ZipFile(path) as parts:
    text = "".join(parts.read(n).decode("utf-8", "replace") for n in parts.namelist())
plan = ClosedFile.open(path)
regenerate(plan, NOW)
plan.save(NOW)
plan = ClosedFile.open(path)
before = typed_rows(plan, targets.TABLE)[1]
rows = [list(row) for row in plan.read(assumptions.TABLE).rows]
for at, kind in enumerate(kinds):
    row = {"ID": f"N{at}", "Kind": kind, "Scope": "all", "Last period assumed": -0.02,
           "Last period actual": -0.04, "Next period": -0.05, "Unit": "share"}
    rows.append([row.get(header) for header in assumptions.TABLE.headers])
plan.write(assumptions.TABLE, rows)
plan.save(NOW)
plan = ClosedFile.open(path)
problems = [str(p) for p in check(plan) if p.sheet == "Assumptions"]
regenerate(plan, NOW)
plan.save(NOW)
plan = ClosedFile.open(path)
review(plan, NOW)
plan.save(NOW)
plan = ClosedFile.open(path)
after = typed_rows(plan, targets.TABLE)[1]
carry_out(plan, Order("propose", "all"), NOW)
plan.save(NOW)
plan = ClosedFile.open(path)
sent = send(plan, ("R01",), NOW, lambda: "0" * 48)
plan.save(NOW)
write_rep_files(path.parent / "files", sent.files, NOW)
plan = ClosedFile.open(path)
(file,) = (path.parent / "files").iterdir()
with zipfile.ZipFile(file) as parts:
    told = "".join(parts.read(n).decode("utf-8", "replace") for n in parts.namelist())
(page,) = (page for page in report(plan).pages if page.name == "Goals")
(grid,) = (block for block in page.blocks if isinstance(block, Grid))
steps = [c.name for c in targets.TABLE.columns]
steps = steps[steps.index("baseline"):steps.index("suggested")]
money = after[after["metric"] == "Revenue"]
print(json.dumps({
    "offered": offered,
    "in_template": [kind for kind in kinds if kind in text],
    "problems": problems,
    "columns": list(targets.TABLE.headers),
    "steps": [row[0] for row in plan.read(goal_steps.TABLE).rows],
    "off": float((money[steps].sum(axis=1) - money["suggested"]).abs().max()),
    "adds": {name: float(after[name].iloc[0] - (before[name].iloc[0] if name in before else 0))
             for name in steps},
    "baseline": float(after["baseline"].iloc[0]),
    "explained": list(explain(plan, "Team").sentences),
    "looked_back": {str(row["id"]): [row["kind"], row["suggested"]] for row in
                    typed_rows(plan, last_assumptions.TABLE)[1].to_dict("records")},
    "fields": [field.header for field in grid.fields],
    "printed": [list(row) for row in grid.rows],
    "sentence": " ".join(block.text for block in page.blocks if isinstance(block, Words)),
    "rep_file": [name for name in (kinds[0], "Products, territories and people") if name in told],
}, default=str))
"""


def changed_copy(folder: Path, text: str) -> Path:
    """The program with a text in front of the last kind that it declares."""
    shutil.copytree(SOURCE, folder / "xlgoals", ignore=shutil.ignore_patterns("__pycache__"))
    file = folder / "xlgoals" / "domain" / "assumption_kinds.py"
    assert file.read_text().count(LAST_KIND) == 1
    file.write_text(file.read_text().replace(LAST_KIND, text + LAST_KIND))
    return folder


def run(program: Path, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    own = {**os.environ, "PYTHONPATH": str(program)}
    return subprocess.run(command, env=own, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the changed program says of a plan that uses both new kinds."""
    folder = tmp_path_factory.mktemp("maintainer")
    program = changed_copy(folder / "program", TWO_KINDS)
    done = run(program, A_YEAR, folder / "plan.xlsx", OWN_STEP, SHARED_STEP)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_it_is_offered_in_the_template_and_passes_the_check(year: dict[str, Any]) -> None:
    assert year["offered"] == [OWN_STEP, SHARED_STEP]
    assert year["in_template"] == [OWN_STEP, SHARED_STEP]
    assert year["problems"] == []


def test_it_has_a_step_of_its_own_or_moves_that_of_another(year: dict[str, Any]) -> None:
    """Five per cent less, by each of the two."""
    assert OWN_STEP in year["columns"]
    assert SHARED_STEP not in year["columns"]
    assert OWN_STEP in year["steps"]
    assert year["adds"]["season_shift"] < -0.04 * year["baseline"]
    assert year["adds"]["other"] < -0.04 * year["baseline"]
    assert year["off"] < 0.01


def test_the_explanation_names_it(year: dict[str, Any]) -> None:
    text = "\n".join(year["explained"])
    assert f"{OWN_STEP} -" in text
    assert "Orders that move, as assumed." in text
    assert "Other -" in text
    assert f"{SHARED_STEP}: last period -2.0% assumed, -4.0% came; -5.0% now." in text


def test_the_printed_columns_add_up_beside_the_sentence_that_says_so(year: dict[str, Any]) -> None:
    suggested = year["fields"].index("Suggested")
    assert "add up to what is suggested" in year["sentence"]
    assert len(year["printed"]) > 1
    for row in year["printed"]:
        assert sum(row[1:suggested]) == pytest.approx(row[suggested], abs=0.5)


def test_a_rep_reads_what_the_declaration_lets_a_rep_read(year: dict[str, Any]) -> None:
    assert year["rep_file"] == [OWN_STEP, "Products, territories and people"]


def test_last_periods_value_is_looked_back_upon(year: dict[str, Any]) -> None:
    assert year["looked_back"]["N0"] == [OWN_STEP, -0.03]
    assert year["looked_back"]["N1"] == [SHARED_STEP, -0.03]


BAD = {
    "Two kinds are called": 'AssumptionKind("Price", "", PRICE_STEP),',
    "declares step “Other” otherwise": (
        'AssumptionKind("X", "", Step("Other", "Meaning something else.", ASSUMED, None)),'
    ),
    "shows in step “Ramp”": (
        'AssumptionKind("X", "", TURNOVER_STEP, (MONTHS,), ActsOn.RAMP, OF_PEOPLE),'
    ),
    "is a step of people": 'AssumptionKind("X", "", RAMP_STEP),',
    "months say nothing": 'AssumptionKind("X", "", PRICE_STEP, (MONTHS,)),',
    "Two steps are called": 'AssumptionKind("X", "", Step("Top-down", "", ASSUMED, None)),',
}


@pytest.mark.parametrize(("sentence", "declared"), BAD.items(), ids=BAD)
def test_a_declaration_that_could_not_be_applied_fails_at_import(
    sentence: str, declared: str, tmp_path: Path
) -> None:
    done = run(changed_copy(tmp_path, f"    {declared}\n"), "import xlgoals.domain.steps")
    assert done.returncode == 1
    assert sentence in done.stderr
