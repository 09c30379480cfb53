"""Which column of a CRM's export is which column of the plan."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlgoals.domain.errors import InputError
from xlgoals.domain.month_names import without_accents
from xlgoals.tables.language import Column, Role, Table

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
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why each header of the plan was taken from that of the file, in words."""


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
    reasons: dict[str, str] = {}
    for name, source in (told or {}).items():
        columns[_header(table, name)] = _source(headers, source)
        reasons[_header(table, name)] = "as you say"
    for column in fillable(table):
        if column.header in columns or column.header in fixed:
            continue
        free = [header for header in headers if header not in columns.values()]
        guess, reason = recognised(column, free)
        if guess:
            columns[column.header], reasons[column.header] = guess, reason
    missing = [c.header for c in table.columns if c.required and c.header not in {*columns, *fixed}]
    unused = tuple(header for header in headers if header not in columns.values())
    ordered = {header: columns[header] for header in table.headers if header in columns}
    return Match(ordered, fixed, unused, tuple(missing), reasons)


def fillable(table: Table) -> list[Column]:
    """The columns that a file can fill: where a row is from, the program says itself."""
    return [column for column in table.columns if column.role is Role.INPUT]


def plain(text: str) -> str:
    """A header without case, accents, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", without_accents(text))


def without_remark(header: str) -> str:
    """A header without what stands in brackets behind it, and without a currency or unit."""
    bare = re.sub(r"\s*[(\[{][^)\]}]*[)\]}]\s*", " ", header)
    return re.sub(r"(?:[,\s]+in)?[,\s]+(?:[A-Z]{3}|[$€£¥₫]|k[$€£])\s*$", "", bare).strip()


def named_columns(table: Table, headers: Sequence[str]) -> list[str]:
    """Headers of the plan that a row of a file names, by name or by another name of it."""
    names = {plain(name) for header in headers for name in (header, without_remark(header))}
    return [
        column.header
        for column in fillable(table)
        if any(plain(name) in names for name in (column.header, *column.aliases))
    ]


def recognised(column: Column, headers: Sequence[str]) -> tuple[str, str]:
    """The header of a file that means a column, and why; blank where there is none."""
    names = {plain(header): header for header in reversed(headers)}
    if (own := plain(column.header)) in names:
        return names[own], "the same name"
    for alias in column.aliases:
        if plain(alias) in names:
            return names[plain(alias)], "another name of it"
    bare = {plain(without_remark(header)): header for header in reversed(headers)}
    for name in (column.header, *column.aliases):
        if plain(name) in bare:
            return bare[plain(name)], "its name, but for a remark"
    near = difflib.get_close_matches(own, list(names), 1, ALIKE)
    return (names[near[0]], "nearly the same spelling") if near else ("", "")


def _header(table: Table, name: str) -> str:
    """A header of the table, as told by the user in any spelling."""
    headers = [column.header for column in fillable(table)]
    for header in headers:
        if plain(header) == plain(name):
            return header
    raise InputError(f"There is no column “{name}” to fill; there are {', '.join(headers)}.")


def _source(headers: Sequence[str], name: str) -> str:
    """A header of the file, as told by the user in any spelling."""
    for header in headers:
        if header == name or plain(header) == plain(name):
            return header
    near = difflib.get_close_matches(name, headers, 1, 0.5)
    hint = f"; did you mean “{near[0]}”" if near else ""
    raise InputError(f"The file has no column “{name}”{hint}? It has {', '.join(headers)}.")
