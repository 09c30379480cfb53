"""A query that only reads: one SELECT, and nothing in it that could write."""

import re

from xlgoals.domain.errors import InputError

NO_CODE = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | `[^`]*` | \[[^\]]*\] | \$(\w*)\$.*?\$\1\$
    | --[^\n]* | /\*(?!!).*?\*/""",
    re.DOTALL | re.VERBOSE,
)
"""Texts, quoted names and comments; MySQL runs what stands in ``/*! */``."""
WRITES = re.compile(r"\b(insert|update|delete|merge|into)\b", re.IGNORECASE)
"""What else can stand within a SELECT: ``WITH gone AS (DELETE …)``, ``SELECT … INTO``."""


def one_select(query: str) -> str:
    """The query without a semicolon at its end. InputError where it is not a single SELECT."""
    bare = NO_CODE.sub(" ", query).strip().rstrip("; \n\t\r")
    first = re.match(r"\(*\s*(\w*)", bare)
    word = first[1] if first else ""
    if not bare:
        raise InputError('Say what to read from the database: --query "select …".')
    if ";" in bare:
        raise InputError("--query has several statements; ask one SELECT.")
    if word.casefold() not in {"select", "with"}:
        raise InputError(
            f"--query begins with “{word}”, and a database is only read; begin with SELECT or WITH."
        )
    if found := WRITES.search(bare):
        raise InputError(
            f"--query has the word “{found[1]}”, and a database is only read; where it is the name "
            "of a column, put it in quotation marks."
        )
    return query.strip().rstrip("; \n\t\r")
