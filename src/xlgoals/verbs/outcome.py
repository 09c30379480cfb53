"""What a verb did, said once: a terminal prints it, a button shows it, a program reads it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from xlgoals.domain.problems import Problem, first
from xlgoals.tables.dates import month_start
from xlgoals.tables.language import NUMERIC, Column, Kind, Table

DONE, SOME_NOT = 0, 1
"""Exit statuses: all is well, or something was left out or refused."""


@dataclass(frozen=True)
class TableRows:
    """Rows of one of the plan's tables."""

    table: Table
    frame: pd.DataFrame


@dataclass(frozen=True)
class TextRows:
    """Rows of texts under heads; columns beyond the first may be numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a verb did."""

    title: str
    """The sentence that everybody reads; blank where there is nothing but problems."""
    lines: tuple[str, ...] = ()
    """More sentences, told everywhere."""
    details: tuple[str, ...] = ()
    """A long list: whole in a terminal, the first few in a message box."""
    tables: tuple[TableRows | TextRows, ...] = ()
    """Shown in a terminal; a workbook has them on its sheets."""
    problems: tuple[Problem, ...] = ()
    """What was left out, and why."""
    every_problem: bool = False
    """Whether problems are what was asked for: a terminal lists the first of each kind."""
    unabridged: bool = False
    """Whether a terminal lists every one."""
    refused: bool = False
    """Whether something that was asked for was not done."""
    changed: bool = True
    """Whether the plan is another one now."""
    front: str = ""
    """The sheet to look at; that of the verb's declaration where it is blank."""
    next_step: str = ""
    data: Mapping[str, object] | Sequence[object] | None = None
    """The same for a program to read."""

    @property
    def status(self) -> int:
        """The exit status of a command."""
        return SOME_NOT if self.problems or self.refused else DONE

    def counted(self, name: str) -> str:
        """How many problems there are in a file; blank where there are none."""
        many = len(self.problems)
        used = "can be" if self.every_problem or self.refused else "was"
        word = "problem" if many == 1 else "problems"
        return f"{many:,} {word} in {name}; everything else {used} used." if many else ""

    def problem_lines(self) -> list[str]:
        """The problems as a terminal lists them; a kind is what is wrong in one column."""
        if self.unabridged:
            return [str(problem) for problem in self.problems]
        if not self.every_problem:
            return first([str(problem) for problem in self.problems])
        columns: dict[str, list[str]] = {}
        for problem in self.problems:
            column = f"{problem.sheet}!{problem.header}" if problem.header else problem.sheet
            columns.setdefault(column, []).append(str(problem))
        return [
            line
            for column, lines in columns.items()
            for line in first(lines, where=f" in {column}")
        ]

    def message(self, name: str) -> str:
        """All of it as a message box has room for it, for a plan of this name."""
        told = [self.title, *self.lines, *first(self.details), self.next_step]
        parts = [told, [self.counted(name)], first([str(one) for one in self.problems])]
        return "\n\n".join(text for part in parts if (text := "\n".join(filter(None, part))))

    def json(self) -> str:
        """All of it for a program: what the verb declares, or else its sentences."""
        told = {"title": self.title, "lines": [*self.lines, *self.details]}
        data = {**told, "problems": self.problems} if self.data is None else self.data
        return json.dumps(data, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> object:
    """A value of ours as JSON has it."""
    if isinstance(value, TableRows):
        return json_rows(value.table, value.frame)
    if isinstance(value, TextRows):
        return [dict(zip(value.heads, row, strict=True)) for row in value.rows]
    return vars(value) if hasattr(value, "__dict__") else str(value)


def json_rows(table: Table, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as a list of rows, header: value; unknown and blank are null."""
    columns = {
        column.header: [_json_cell(column, value) for value in frame[column.name]]
        for column in table.columns
        if column.kind is not Kind.TREND
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _json_cell(column: Column, value: Any) -> Any:
    """One value as JSON has it."""
    if value is None or value == "" or pd.isna(value):
        return None
    if column.kind is Kind.MONTH:
        return f"{month_start(value):%Y-%m}"
    if column.kind is Kind.DATE:
        return str(value)[:10]
    if column.kind in NUMERIC:
        return float(value)
    if column.kind is Kind.YES_NO:
        return bool(value)
    return value if isinstance(value, int | float) else str(value)
