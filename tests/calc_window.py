"""Calc in a window: finding a button of our toolbar and clicking it."""

import time
from collections.abc import Callable
from typing import Any

import window

from build.libreoffice_menu import TOOLBAR
from conftest import answer


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


def click_regenerate(screen: window.Screen) -> Any:
    """Press Regenerate targets, and wait for its message; returns the frame."""
    frame = waited(lambda: frame_of(answer(screen.place)))
    place = waited(lambda: middle_of_button(frame, "Regenerate targets"))
    time.sleep(1)
    screen.click(*place)
    waited(lambda: "xlgoals" in screen.windows())
    time.sleep(1)
    return frame
