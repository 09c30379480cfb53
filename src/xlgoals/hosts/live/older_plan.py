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
    """The plan saved, closed, upgraded and opened again; and what was said of it.

    Excel is asked to do so by its user: the workbook that is open there may be the one whose
    macro is running.

    Args:
        book: The plan.
        upgrade: Gives the plan in a file what it lacks, and says what that was.

    Errors:
        PlanError: what to do, in Excel.
    """
    path, app = Path(book.fullname), book.app
    if not hasattr(book.impl, "unsaved"):
        raise PlanError(
            f"This plan was made by an older xlgoals and lacks sheets or columns. Save and close "
            f'it, and type in a terminal: xlgoals upgrade "{path}". Nothing was changed.'
        )
    with answering(book):
        if book.impl.unsaved:
            book.save()
        book.close()
    try:
        said = upgrade(path)
    finally:
        again = app.books.open(str(path))
    return again, said
