"""The words in which a printed report is described: pages, and what stands on them.

A page is twelve columns wide. It knows no host and no sheet of the plan.
"""

from dataclasses import dataclass

WIDE = 12
"""Columns of a page."""

Value = str | float | None


@dataclass(frozen=True)
class Number:
    """A number that is not of its column's kind."""

    value: float
    kind: str


@dataclass(frozen=True)
class Tile:
    """A small label over a large value."""

    label: str
    value: Value
    kind: str = "money"
    tone: str = ""
    """``ahead`` or ``behind`` where the value has one; its text says so too."""


@dataclass(frozen=True)
class Tiles:
    """Up to four tiles side by side."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Heading:
    """What comes next."""

    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Field:
    """One column of a grid."""

    header: str
    wide: int = 1
    kind: str = "money"
    """``money``, ``signed``, ``count``, ``share``, ``rate``, ``change``, ``tenths``, ``hundredths``
    or ``text``."""


@dataclass(frozen=True)
class Grid:
    """A table; long texts take as many lines as they need."""

    fields: tuple[Field, ...]
    rows: tuple[tuple[Value | Number, ...], ...]
    bold: int = 0
    """How many of the first rows are sums."""


@dataclass(frozen=True)
class Line:
    """One series of a picture."""

    name: str
    values: tuple[float, ...]
    colour: str
    style: str = "bar"
    """``bar``, ``line`` or ``dashed``."""
    labels: str = ""
    """Number format of values written beside bars."""
    named: bool = True
    """Whether the legend has it."""


@dataclass(frozen=True)
class Picture:
    """A chart; its title is what it answers."""

    question: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    kind: str = "column"
    """``column``, ``line`` or ``bar`` (lying, the first category at the top)."""
    tall: int = 13
    """In rows."""
    wide: int = WIDE
    number_format: str = "#,##0"


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, each with a name under it."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """A picture at the left, a table at the right."""

    picture: Picture
    grid: Grid


Block = Tiles | Heading | Words | Grid | Picture | Signatures | Beside


@dataclass(frozen=True)
class Page:
    """One sheet of the report; long ones go on over the page."""

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    single: bool = False
    """Whether it is made as small as one page needs."""


@dataclass(frozen=True)
class Report:
    """A report: its pages, and what stands in every footer."""

    name: str
    pages: tuple[Page, ...]
