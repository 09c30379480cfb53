"""Which column of a CRM's export is which column of the plan."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgoals.domain.errors import InputError
from xlgoals.tables.language import Column, Table

ALIKE = 0.86
"""How alike two headers must be, from 0 to 1, to be taken for the same by spelling alone."""


@dataclass(frozen=True)
class Match:
    """Headers of the plan → headers of the file, and fixed values."""

    columns: dict[str, str]
    constants: dict[str, str]
    unused: tuple[str, ...]
    """Headers of the file that nothing takes."""
    missing: tuple[str, ...]
    """Headers that the plan needs and nobody gives."""


def match(
    table: Table,
    headers: Sequence[str],
    told: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
) -> Match:
    """The mapping: as told, and guessed for the rest.

    Errors:
        InputError: a told header or column does not exist.
    """
    fixed = {_header(table, name): value for name, value in (constants or {}).items()}
    columns: dict[str, str] = {}
    for name, source in (told or {}).items():
        columns[_header(table, name)] = _source(headers, source)
    for column in table.columns:
        if column.header in columns or column.header in fixed:
            continue
        free = [header for header in headers if header not in columns.values()]
        if guess := _guess(column, free):
            columns[column.header] = guess
    missing = [c.header for c in table.columns if c.required and c.header not in {*columns, *fixed}]
    unused = tuple(header for header in headers if header not in columns.values())
    ordered = {header: columns[header] for header in table.headers if header in columns}
    return Match(ordered, fixed, unused, tuple(missing))


def _plain(text: str) -> str:
    """A header without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _guess(column: Column, headers: Sequence[str]) -> str:
    """The header that means this column: by name, by another name, or by near spelling."""
    names = {_plain(header): header for header in reversed(headers)}
    for wanted in (column.header, *column.aliases):
        if _plain(wanted) in names:
            return names[_plain(wanted)]
    near = difflib.get_close_matches(_plain(column.header), list(names), 1, ALIKE)
    return names[near[0]] if near else ""


def _header(table: Table, name: str) -> str:
    """A header of the table, as told by the user in any spelling."""
    for header in table.headers:
        if _plain(header) == _plain(name):
            return header
    raise InputError(f"There is no column “{name}” to fill; there are {', '.join(table.headers)}.")


def _source(headers: Sequence[str], name: str) -> str:
    """A header of the file, as told by the user in any spelling."""
    for header in headers:
        if header == name or _plain(header) == _plain(name):
            return header
    near = difflib.get_close_matches(name, headers, 1, 0.5)
    hint = f"; did you mean “{near[0]}”" if near else ""
    raise InputError(f"The file has no column “{name}”{hint}? It has {', '.join(headers)}.")
