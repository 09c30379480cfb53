"""A document and its sheets."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from xlwings import base_classes as base

from xlgoals.hosts.calc.finding import Uno, load_uno
from xlgoals.hosts.calc.sheet import Sheet

if TYPE_CHECKING:
    from xlgoals.hosts.calc.app import App


class Book(base.Book):
    """A Calc document."""

    def __init__(self, app: "App", document: Uno) -> None:
        self._app, self.document = app, document
        self.touched = False
        """Whether a cell was written since a step began."""

    @property
    def app(self) -> "App":
        """The office it is open in."""
        return self._app

    @property
    def api(self) -> Uno:
        """The document."""
        return self.document

    @property
    def fullname(self) -> str:
        """Its path; blank where it was never saved."""
        url = self.document.getURL()
        return str(load_uno().fileUrlToSystemPath(url)) if url.startswith("file:") else str(url)

    @property
    def name(self) -> str:
        """Its name, as the window shows it."""
        return PurePath(self.fullname).name or str(self.document.getTitle())

    @property
    def sheets(self) -> "Sheets":
        """Its sheets."""
        return Sheets(self)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return bool(self.document.isReadonly())

    @property
    def locked(self) -> bool:
        """Whether no sheet may be added."""
        return bool(self.document.isProtected())

    @property
    def date1904(self) -> bool:
        """Whether it counts days from 1904."""
        return int(self.document.NullDate.Year) == 1904

    def name_text(self, name: str) -> str:
        """What a defined name stands for; nothing where there is none."""
        names = self.document.NamedRanges
        return str(names.getByName(name).getContent()) if names.hasByName(name) else ""

    @property
    def unsaved(self) -> bool:
        """Whether there is something in it that the file does not have."""
        return bool(self.document.isModified())

    @contextmanager
    def one_step(self, title: str) -> Iterator[None]:
        """All that is written meanwhile is one step to undo; an error undoes it at once."""
        steps = self.document.getUndoManager()
        self.touched = False
        steps.enterUndoContext(title)
        try:
            yield
        except BaseException:
            steps.leaveUndoContext()
            if self.touched:
                steps.undo()
            raise
        steps.leaveUndoContext()

    def picked_place(self) -> tuple[str, int]:
        """The sheet in front, and the row the user is in; row 0 where nothing is selected."""
        name = str(self.document.getCurrentController().getActiveSheet().Name)
        picked = self.document.getCurrentSelection()
        address = getattr(picked, "RangeAddress", None)
        return name, int(address.StartRow) + 1 if address is not None else 0

    def activate(self) -> None:
        """Bring it to the front."""
        self.document.getCurrentController().getFrame().activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save it where it is, in its own format."""
        if path or password:
            raise NotImplementedError
        self.document.store()

    def close(self) -> None:
        """Close it without saving."""
        self.document.close(True)


class Sheets(base.Sheets):
    """The sheets of a document, in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Uno:
        """The document's list of sheets."""
        return self.book.document.getSheets()

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self.book, self.book.document.getCurrentController().getActiveSheet())

    def __iter__(self) -> Iterator[Sheet]:
        """Each of them."""
        sheets = self.api
        return (Sheet(self.book, sheets.getByIndex(at)) for at in range(sheets.getCount()))

    def __len__(self) -> int:
        """How many there are."""
        return int(self.api.getCount())

    def __call__(self, key: int | str) -> Sheet:
        """One of them, by its place or its name."""
        sheets = self.api
        if isinstance(key, int):
            return Sheet(self.book, sheets.getByIndex(key - 1))
        if not sheets.hasByName(key):
            raise KeyError(key)
        return Sheet(self.book, sheets.getByName(key))

    def __contains__(self, key: object) -> bool:
        """Whether one has this name."""
        return bool(self.api.hasByName(key))
