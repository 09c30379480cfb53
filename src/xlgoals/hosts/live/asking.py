"""A question for files or a folder, in the dialog of the program that is open."""

import xlwings as xw

from xlgoals.domain.errors import FileError

CANNOT = "Excel cannot ask for a file here; close the plan and use the terminal: xlgoals --help"
FOLDER_PICKER = 4
"""Office's own number for the dialog that asks for a folder."""


def ask_path(book: xw.Book, title: str, pattern: str, *, save: str = "") -> str:
    """The path that the user picks; blank for none.

    Args:
        book: Whose program asks.
        title: Of the dialog.
        pattern: Such as ``*.csv;*.xlsx``.
        save: The name that is proposed for a new file; none asks for a file that is there.

    Errors:
        FileError: the program has no such dialog for us.
    """
    own = getattr(book.app.impl, "ask_path", None)
    if own is not None:
        return str(own(title, pattern, save=save))
    kinds = f"Files ({pattern}),{pattern}"
    try:
        if save:
            picked = book.app.api.GetSaveAsFilename(save, kinds, 1, title)
        else:
            picked = book.app.api.GetOpenFilename(kinds, 1, title)
    except AttributeError as error:  # Excel on a Mac
        raise FileError(CANNOT) from error
    return picked if isinstance(picked, str) else ""


def picked_place(book: xw.Book) -> tuple[str, int]:
    """The sheet in front, and the row the user is in; row 0 where the program does not say."""
    own = getattr(book.impl, "picked_place", None)
    if own is not None:
        sheet, row = own()
        return str(sheet), int(row)
    try:
        picked = book.app.selection
    except Exception:  # a chart is selected
        picked = None
    if picked is None:
        return str(book.sheets.active.name), 0
    return str(picked.sheet.name), int(picked.row)


def ask_paths(book: xw.Book, title: str, pattern: str) -> list[str]:
    """The paths of the files that the user picks, one or many; none for none.

    Errors:
        FileError: the program has no such dialog for us.
    """
    own = getattr(book.app.impl, "ask_paths", None)
    if own is not None:
        return [str(path) for path in own(title, pattern)]
    try:
        picked = book.app.api.GetOpenFilename(f"Files ({pattern}),{pattern}", 1, title, None, True)
    except AttributeError as error:  # Excel on a Mac
        raise FileError(CANNOT) from error
    return [str(path) for path in picked] if isinstance(picked, tuple | list) else []


def ask_folder(book: xw.Book, title: str) -> str:
    """The folder that the user picks; blank for none.

    Errors:
        FileError: the program has no such dialog for us.
    """
    own = getattr(book.app.impl, "ask_folder", None)
    if own is not None:
        return str(own(title))
    try:
        dialog = book.app.api.FileDialog(FOLDER_PICKER)
        dialog.Title = title
        return str(dialog.SelectedItems(1)) if dialog.Show() else ""
    except AttributeError as error:  # Excel on a Mac
        raise FileError(CANNOT) from error
