"""A rep's file on its way: what is written into it, and what is read when it comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlgoals.tables.language import Cell
from xlgoals.tables.rep_sheet_layout import Layout


@dataclass(frozen=True)
class RepFile:
    """What one rep gets."""

    rep_id: str
    rep: str
    name: str
    """The file's, without its ending."""
    plan: str
    """Title of the plan."""
    period: str
    round: int
    email: str
    stamp: str
    layout: Layout
    """Which row is for which goal."""
    goals: Mapping[str, Cell]
    """Cells of the goals, by address."""
    values: Mapping[str, Cell]
    """What the formulas of the goals give, by address."""
    shown: frozenset[int]
    """Rows of the goals that the rep has."""
    answered_in: frozenset[str]
    """Cells into which the rep may type an answer."""
    tries: Mapping[str, Cell]
    """Cells of the what-if sheet from which the rep starts, by address."""
    tried: Mapping[str, Cell]
    """What its formulas give, by address."""


@dataclass(frozen=True)
class Answer:
    """One goal of a file that came back, as its cells hold it."""

    row: int
    goal: Cell
    proposed: Cell
    why: Cell
    counter: Cell
    details: Cell


@dataclass(frozen=True)
class Answers:
    """A file that came back."""

    file: str
    """Its name, for messages."""
    saved: str
    """When it was last saved, in UTC, such as ``2026-11-03 09:30:00``."""
    stamp: str
    """The text of its stamp; empty where the file has none."""
    sheet: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Unread:
    """A file from which nothing could be read, and why."""

    file: str
    why: str


Returned = Answers | Unread
