"""The toolbar in a real window of Calc: a click on it regenerates the plan."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import window

from calc_addin_here import unpacked
from conftest import answer
from xlgoals import calc_addin
from xlgoals.build.libreoffice_menu import TOOLBAR

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        bool(window.missing()) and not os.environ.get("CI"),
        reason=f"a window needs {', '.join(window.missing())}",
    ),
]
EXAMPLE = Path(__file__).parents[2] / "workbook_templates" / "sales_goals_example.xlsm"


def waited(found: Callable[[], Any], seconds: int = 90) -> Any:
    """What is found, as soon as it is there."""
    for _ in range(seconds * 2):
        if got := found():
            return got
        time.sleep(0.5)
    raise AssertionError("it did not appear")


def frame_of(context: Any) -> Any:
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.getCurrentComponent()
    return document and document.CurrentController and document.CurrentController.Frame


def middle_of_button(frame: Any, label: str) -> tuple[int, int] | None:
    """Where a button of our toolbar is on the screen."""
    bar = frame.LayoutManager.getElement(f"private:resource/toolbar/addon_{TOOLBAR}")
    if bar is None:
        return None
    whole = bar.getRealInterface().getAccessibleContext()
    for at in range(whole.getAccessibleChildCount()):
        button = whole.getAccessibleChild(at).getAccessibleContext()
        if button.getAccessibleName() == label:
            place, size = button.getLocationOnScreen(), button.getSize()
            return place.X + size.Width // 2, place.Y + size.Height // 2
    return None


def test_a_click_on_the_toolbar_regenerates_the_plan(tmp_path: Path) -> None:
    document = Path(shutil.copy(EXAMPLE, tmp_path / "plan.xlsm"))
    extensions = unpacked(tmp_path / "addin", calc_addin.home())
    with window.screen(extensions, document) as screen:
        context = answer(screen.place)
        frame = waited(lambda: frame_of(context))
        start = frame.Controller.Model.Sheets.getByName("Start")
        assert start.getCellRangeByName("C22").Value == 0
        bar = frame.LayoutManager.getElement(f"private:resource/toolbar/addon_{TOOLBAR}")
        place = waited(lambda: middle_of_button(frame, "Regenerate targets"))
        assert bar is not None
        time.sleep(1)
        screen.click(*place)
        waited(lambda: "xlgoals" in screen.windows())
        picture = screen.photograph(tmp_path / "message.png")
        screen.key("Return")
        waited(lambda: "xlgoals" not in screen.windows())
        assert start.getCellRangeByName("C22").Value > 1_000_000
        assert picture.stat().st_size > 20_000
