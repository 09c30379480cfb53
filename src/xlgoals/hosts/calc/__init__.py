"""LibreOffice Calc as xlwings sees Excel: a document that is open becomes an ``xw.Book``.

It stands on the free part of xlwings only. It covers what ``hosts.live`` needs; what it does not
cover raises ``NotImplementedError`` like every other engine of xlwings.
"""

from xlgoals.hosts.calc.app import book_of, open_book
from xlgoals.hosts.calc.finding import context_at

__all__ = ["book_of", "context_at", "open_book"]
