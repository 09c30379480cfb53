"""What the user sees of a macro: a message, a question for a file, the status bar."""

from typing import TYPE_CHECKING

from xlgoals.hosts.calc.finding import Uno, load_uno

if TYPE_CHECKING:
    from xlgoals.hosts.calc.app import App

BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
OPEN, SAVE = 0, 1


def _window(desktop: Uno) -> Uno:
    """The window in front; None where nobody looks, as without a screen."""
    frame = desktop.getCurrentFrame()
    window = frame.getContainerWindow() if frame else None
    return window if window and window.isVisible() else None


def message(app: "App", text: str, title: str, buttons: str, mode: str) -> str:
    """Show a message and return the button that was pressed."""
    window = _window(app.desktop)
    if window is None:
        return "ok"
    plain = buttons == "ok"
    name = "ERRORBOX" if mode == "critical" else "INFOBOX" if plain else "QUERYBOX"
    kind = load_uno().Enum("com.sun.star.awt.MessageBoxType", name)
    box = window.getToolkit().createMessageBox(window, kind, BUTTONS[buttons], title, text)
    answer = ANSWERS[box.execute()]
    return "ok" if plain else answer


def pick_file(app: "App", title: str, pattern: str, save: str) -> str:
    """The path of the file that the user picks; blank for none."""
    if _window(app.desktop) is None:
        return ""
    picker = app.service("com.sun.star.ui.dialogs.FilePicker")
    picker.initialize((SAVE if save else OPEN,))
    picker.setTitle(title)
    picker.appendFilter(pattern, pattern)
    if save:
        picker.setDefaultName(save)
    if not picker.execute():
        return ""
    return str(load_uno().fileUrlToSystemPath(picker.getSelectedFiles()[0]))


def pick_files(app: "App", title: str, pattern: str) -> list[str]:
    """The paths of the files that the user picks, one or many."""
    if _window(app.desktop) is None:
        return []
    picker = app.service("com.sun.star.ui.dialogs.FilePicker")
    picker.initialize((OPEN,))
    picker.setTitle(title)
    picker.appendFilter(pattern, pattern)
    picker.setMultiSelectionMode(True)
    if not picker.execute():
        return []
    uno = load_uno()
    return [str(uno.fileUrlToSystemPath(url)) for url in picker.getSelectedFiles()]


def pick_folder(app: "App", title: str) -> str:
    """The path of the folder that the user picks; blank for none."""
    if _window(app.desktop) is None:
        return ""
    picker = app.service("com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(title)
    if not picker.execute():
        return ""
    return str(load_uno().fileUrlToSystemPath(picker.getDirectory()))


def show_status(desktop: Uno, indicator: Uno, text: str | bool) -> Uno:
    """Say something in the status bar, or nothing any more; returns what says it."""
    if not text:
        if indicator is not None:
            indicator.end()
        return None
    if indicator is not None:
        indicator.setText(text)
        return indicator
    frame = desktop.getCurrentFrame()
    started = frame.createStatusIndicator() if frame else None
    if started is not None:
        started.start(text, 100)
    return started
