"""What the user asks of rows: ``--where "Stage=Closed Won"``."""

import csv
import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import named, quoted
from xlgoals.intake.stage_words import folded
from xlgoals.intake.who_is_who import fold
from xlgoals.tables.cell_text import clean
from xlgoals.tables.language import Cell

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Condition:
    """What a column must say, or must not."""

    at: int
    header: str
    values: tuple[str, ...]
    unless: bool = False
    """Whether rows with these values are the ones left aside."""

    def __str__(self) -> str:
        """``Stage is Closed Won or Won``."""
        is_not = "is not" if self.unless else "is"
        return f"{self.header} {is_not} {' or '.join(value or 'blank' for value in self.values)}"


def conditions(texts: Sequence[str], headers: Sequence[str]) -> tuple[Condition, ...]:
    """What the user asked for: ``Stage=Closed Won,Won`` or ``Stage!=Lost``.

    A value with a comma in it stands in quotes; no value is a blank cell. Conditions on one column
    are alternatives, those on several must all hold.

    Errors:
        InputError: there is no such column, or no ``=``.
    """
    asked: dict[tuple[int, bool], list[str]] = {}
    for text in texts:
        left, equals, right = text.partition("=")
        if not equals:
            raise InputError(
                f'--where {quoted(text)} has no “=”; write --where "Stage=Closed Won".'
            )
        at = _place(left.removesuffix("!"), headers)
        values = next(csv.reader([right], skipinitialspace=True), [])
        asked.setdefault((at, left.endswith("!")), []).extend(v.strip() for v in values or [""])
    return tuple(
        Condition(at, headers[at], tuple(dict.fromkeys(values)), unless)
        for (at, unless), values in asked.items()
    )


def _place(name: str, headers: Sequence[str]) -> int:
    """Which column is meant. InputError where there is none."""
    for same in (fold, folded):
        for at, header in enumerate(headers):
            if same(header) == same(name):
                return at
    near = difflib.get_close_matches(name.strip(), list(headers), 1, 0.5)
    hint = f"; did you mean “{near[0]}”" if near else ""
    raise InputError(
        f"--where: the file has no column {quoted(name)}{hint}? It has {named(headers, 30)}."
    )


def asked_for(
    wanted: Sequence[Condition], rows: Sequence[Sequence[Cell]]
) -> tuple[Bools, tuple[str, ...]]:
    """The rows for which all conditions hold, and what a preview says of it.

    Errors:
        InputError: no row is left; the text says which values there are.
    """
    mask = np.ones(len(rows), bool)
    said: list[str] = []
    for condition in wanted:
        cells = [clean(row[condition.at]) if condition.at < len(row) else "" for row in rows]
        values = {fold(value) for value in condition.values}
        these = np.array([fold(cell) in values for cell in cells], bool)
        there = f"{condition.header} has {_values(cells)}"
        if not condition.unless and len(rows) and not these.any():
            raise InputError(f"--where: in no row {condition}; {there}.")
        seen = {fold(cell) for cell in cells}
        if missing := [v or "blank" for v in condition.values if fold(v) not in seen]:
            said.append(f"No row has {condition.header} {named(missing)}; {there}.")
        mask &= ~these if condition.unless else these
    if len(rows) and not mask.any():
        raise InputError(f"--where: no row is left where {' and '.join(map(str, wanted))}.")
    if wanted:
        said.insert(0, f"{mask.sum():,} of {len(rows):,} rows count: {_all(wanted)}.")
    return mask, tuple(said)


def _all(wanted: Sequence[Condition]) -> str:
    """All conditions in one text."""
    return " and ".join(map(str, wanted))


def _values(cells: Sequence[str]) -> str:
    """The values of a column, the most frequent first."""
    counts = Counter(cells).most_common()
    return named([f"“{cell}” ({n:,})" if cell else f"blank ({n:,})" for cell, n in counts])
