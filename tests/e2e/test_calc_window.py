"""The toolbar in a real window of Calc: a click on it regenerates the plan."""

import os
import shutil
from pathlib import Path

import pytest
import window

from calc_addin_here import unpacked
from calc_window import click_regenerate, waited
from xlgoals.ribbon import calc_addin

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        bool(window.missing()) and not os.environ.get("CI"),
        reason=f"a window needs {', '.join(window.missing())}",
    ),
]
EXAMPLE = Path(__file__).parents[2] / "workbook_templates" / "sales_goals_example.xlsm"


def test_a_click_on_the_toolbar_regenerates_the_plan(tmp_path: Path) -> None:
    document = Path(shutil.copy(EXAMPLE, tmp_path / "plan.xlsm"))
    extensions = unpacked(tmp_path / "addin", calc_addin.home())
    with window.screen(extensions, document) as screen:
        frame = click_regenerate(screen)
        picture = screen.photograph(tmp_path / "message.png")
        screen.key("Return")
        waited(lambda: "xlgoals" not in screen.windows())
        start = frame.Controller.Model.Sheets.getByName("Start")
        before, stamp = (start.getCellRangeByName(at) for at in ("C22", "B22"))
        assert before.Value > 1_000_000
        assert "2026-11-01" not in stamp.String
        assert picture.stat().st_size > 20_000
