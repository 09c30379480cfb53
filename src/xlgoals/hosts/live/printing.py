"""A workbook printed as a PDF by the program that is open."""

from contextlib import suppress
from pathlib import Path

import xlwings as xw

from xlgoals.domain.errors import FileError


def print_workbook(book: xw.Book, workbook: Path, pdf: Path) -> None:
    """Print all sheets of a file that are shown.

    Args:
        book: Whose program prints.
        workbook: The file.
        pdf: Where; replaced where there is one.

    Errors:
        FileError: the program did not print; the text says what to do.
    """
    own = getattr(book.app.impl, "print_pdf", None)
    try:
        if own is not None:
            own(workbook, pdf)
            return
        opened = book.app.books.open(str(workbook))
        try:
            opened.to_pdf(str(pdf))
        finally:
            with suppress(Exception):  # a file that does not close is no reason to lose the PDF
                opened.close()
    except FileError:
        raise
    except Exception as error:  # each program refuses in its own way
        raise FileError(
            f"{pdf.name} could not be printed; close it if it is open, or in the terminal run: "
            "xlgoals report PLAN --xlsx report.xlsx"
        ) from error
