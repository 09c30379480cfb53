"""A plan that is open and was made by an older xlgoals: upgraded in its file, and opened again."""

from collections.abc import Callable
from pathlib import Path

import xlwings as xw

from xlgoals import __version__
from xlgoals.domain.errors import PlanError
from xlgoals.hosts.live import native_api
from xlgoals.hosts.live.program import answering
from xlgoals.tables.sheets import team
from xlgoals.tables.upgrade import MARK, is_older


def made_before(book: xw.Book) -> bool:
    """Whether an older xlgoals made the plan that is open; PlanError where a newer one did.

    A workbook without goals is no plan, and so no older one.
    """
    with answering(book):
        version = native_api.name_text(book, MARK).strip('="')
        plan = any(table.name == team.TABLE.name for s in book.sheets for table in s.tables)
    return plan and is_older(version, __version__)


def upgraded_in_file(book: xw.Book, upgrade: Callable[[Path], str]) -> tuple[xw.Book, str]:
    """The plan with what it lacked, open; and what was said of it.

    Calc closes the plan, and opens it again when it was upgraded. In Excel the macro that runs may
    be the plan's own, and would end with it: there a copy is upgraded and opened, and the plan
    stays as it was.

    Args:
        book: The plan.
        upgrade: Gives the plan in a file what it lacks, and says what that was.

    Errors:
        PlanError: there is such a copy already, or the program cannot make one.
    """
    path, app = Path(book.fullname), book.app
    if not hasattr(book.impl, "unsaved"):
        copy = _copy_of(book, path)
        said = f"{upgrade(copy)} It is the copy {copy.name}: go on there. {path.name} is as before."
        return app.books.open(str(copy)), said
    with answering(book):
        if book.impl.unsaved:
            book.save()
        book.close()
    try:
        said = upgrade(path)
    finally:
        again = app.books.open(str(path))
    return again, said


def _copy_of(book: xw.Book, path: Path) -> Path:
    """The plan as it is open in Excel, in a file beside its own."""
    copy = path.with_stem(f"{path.stem} (xlgoals {__version__})")
    if copy.exists():
        raise PlanError(
            f"This plan was made by an older xlgoals; there is already an upgraded copy of it: "
            f"{copy.name}. Go on there, or move it away and try again. Nothing was changed."
        )
    if not native_api.save_copy(book, copy):
        raise PlanError(
            f"This plan was made by an older xlgoals and lacks sheets or columns. Save and close "
            f'it, and type in a terminal: xlgoals upgrade "{path}". Nothing was changed.'
        )
    return copy
