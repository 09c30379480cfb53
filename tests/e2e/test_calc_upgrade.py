"""A plan of an older xlgoals, open in a running Calc, gets what it lacks by pressing a button."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from xlgoals import macros
from xlgoals.hosts.calc import open_book
from xlgoals.hosts.calc.app import App
from xlgoals.hosts.live import Live
from xlgoals.tables.sheets import findings, team
from xlgoals.tables.typed_tables import typed_rows

pytestmark = pytest.mark.libreoffice
OLD = Path(__file__).parent.parent / "old_plans"


@pytest.mark.parametrize("name", ["plan_7479bad.xlsx", "plan_372c379.xlsx"])
def test_a_button_upgrades_an_older_plan(
    name: str, calc: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(OLD / name, tmp_path))
    book = open_book(calc, path, hidden=True)
    said: list[str] = []
    monkeypatch.setattr(App, "alert", lambda self, prompt, *a, **k: said.append(prompt))
    macros.regenerate(book)
    assert "made by an older xlgoals" in said[0], said
    again = book.app.books[path.name]
    assert len(typed_rows(Live(again), findings.TABLE)[1])
    rows = typed_rows(Live(again), team.TABLE)[1]
    assert rows["suggested"].notna().any()
    assert list(tmp_path.glob(f"{path.stem}.backup-*"))
    again.close()
