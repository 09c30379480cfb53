"""The program and the documents that are open in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import xlwings as xw
from xlwings import base_classes as base

from xlgoals.domain.errors import FileError
from xlgoals.hosts.calc import dialogs
from xlgoals.hosts.calc.book import Book
from xlgoals.hosts.calc.engine import Engine
from xlgoals.hosts.calc.finding import Uno, load_uno, options

CALC = "com.sun.star.sheet.SpreadsheetDocument"


def book_of(context: Uno, document: Uno = None) -> xw.Book:
    """An open document as a book; the one in front where none is given.

    Args:
        context: The office's component context, ``XSCRIPTCONTEXT.getComponentContext()`` in a
            macro.
        document: A Calc document.
    """
    app = App(context)
    return xw.Book(impl=Book(app, document or app.desktop.getCurrentComponent()))


def open_book(context: Uno, path: Path, *, hidden: bool = False) -> xw.Book:
    """A workbook file, opened in Calc."""
    return xw.Book(impl=App(context, hidden=hidden).books.open(str(path)))


class Apps(base.Apps):
    """The one office that is connected."""

    def __init__(self, app: "App") -> None:
        self.app = app

    def keys(self) -> list[int]:
        """The number of its process."""
        return [self.app.pid]

    def __iter__(self) -> Iterator["App"]:
        """Each of them."""
        return iter([self.app])

    def __len__(self) -> int:
        """How many there are."""
        return 1

    def __getitem__(self, pid: int) -> "App":
        """One of them."""
        return self.app


class App(base.App):
    """The office. What a document can have switched off, such as redrawing, is its books'."""

    enable_events = display_alerts = interactive = visible = True
    cut_copy_mode = None
    version = "16.0"
    pid = os.getpid()

    def __init__(self, context: Uno, *, hidden: bool = False) -> None:
        self.context, self.hidden = context, hidden
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.engine = Engine(Apps(self))
        self.text: str | bool = False
        self.indicator: Uno = None

    def service(self, name: str) -> Uno:
        """A service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def api(self) -> Uno:
        """The office's desktop."""
        return self.desktop

    @property
    def books(self) -> "Books":
        """All open spreadsheets."""
        return Books(self)

    @property
    def selection(self) -> None:
        """Not looked at: what is selected stays selected."""
        return

    @property
    def screen_updating(self) -> bool:
        """Whether documents are redrawn."""
        return not any(book.api.hasControllersLocked() for book in self.books)

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        for book in self.books:
            if value and book.api.hasControllersLocked():
                book.api.unlockControllers()
            elif not value:
                book.api.lockControllers()

    @property
    def calculation(self) -> str:
        """Whether formulas are worked out by themselves."""
        on = all(book.api.isAutomaticCalculationEnabled() for book in self.books)
        return "automatic" if on else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.api.enableAutomaticCalculation(value == "automatic")

    def calculate(self) -> None:
        """Work out every formula that is out of date."""
        for book in self.books:
            book.api.calculate()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar; False where there is none of ours."""
        return self.text

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.text = value
        self.indicator = dialogs.show_status(self.desktop, self.indicator, value)

    def alert(
        self,
        prompt: str,
        title: str | None,
        buttons: str | None,
        mode: str | None,
        callback: object,
    ) -> str:
        """A message box; nothing but "ok" where nobody could see it."""
        return dialogs.message(self, prompt, title or "", buttons or "ok", mode or "info")

    def print_pdf(self, workbook: Path, pdf: Path) -> None:
        """Print all sheets of a file that are shown; nobody sees it opened."""
        urls = [load_uno().systemPathToFileUrl(os.path.abspath(path)) for path in (workbook, pdf)]
        document = self.desktop.loadComponentFromURL(urls[0], "_blank", 0, options(Hidden=True))
        if document is None:
            raise FileError(f"{workbook} could not be opened; close it elsewhere and try again.")
        try:
            document.storeToURL(urls[1], options(FilterName="calc_pdf_Export"))
        finally:
            document.close(True)

    def ask_path(self, title: str, pattern: str, *, save: str = "") -> str:
        """A file that the user picks, or names where ``save`` proposes a name; blank for none."""
        return dialogs.pick_file(self, title, pattern, save)

    def ask_paths(self, title: str, pattern: str) -> list[str]:
        """The files that the user picks; none for none."""
        return dialogs.pick_files(self, title, pattern)

    def ask_folder(self, title: str) -> str:
        """The folder that the user picks; blank for none."""
        return dialogs.pick_folder(self, title)


class Books(base.Books):
    """The open spreadsheets."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Uno:
        """The office's list of everything open."""
        return self.app.desktop.Components

    def __iter__(self) -> Iterator[Book]:
        """Each of them."""
        parts = self.api.createEnumeration()
        while parts.hasMoreElements():
            part = parts.nextElement()
            if hasattr(part, "supportsService") and part.supportsService(CALC):
                yield Book(self.app, part)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)

    def __call__(self, key: int | str) -> Book:
        """One of them, by its place or its name."""
        books = list(self)
        if isinstance(key, int):
            return books[key - 1]
        return {book.name: book for book in books}[key]

    @property
    def active(self) -> Book:
        """The spreadsheet in front."""
        return Book(self.app, self.app.desktop.getCurrentComponent())

    def open(self, fullname: str, *args: object, **kwargs: object) -> Book:
        """Open a file."""
        url = load_uno().systemPathToFileUrl(os.path.abspath(fullname))
        hidden = options(Hidden=self.app.hidden)
        document = self.app.desktop.loadComponentFromURL(url, "_blank", 0, hidden)
        if document is None:
            raise FileError(f"{fullname} could not be opened; close it elsewhere and try again.")
        return Book(self.app, document)
