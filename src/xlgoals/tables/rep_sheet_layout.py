"""Which row of a rep's sheet is for which goal, and where everything below the goals stands.

Every goal has a row of its own, also goals that a rep does not have: these rows are hidden. So the
formulas of the sheet, and all that stands below, keep their places. A sheet says how it is laid
out, so that it can still be read and written when a later version has more rows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from xlgoals.domain.errors import PlanError
from xlgoals.domain.goal_ids import GoalId
from xlgoals.domain.metrics import (
    BUILT_IN,
    CLOSE_RATE,
    IN_PROCESS,
    MARGIN,
    OPPORTUNITIES,
    PRESENTATIONS,
    PROPOSALS,
    REVENUE,
    SALES,
    Metric,
)
from xlgoals.tables.addresses import column_number, place_of
from xlgoals.tables.language import Cell

HEADER_ROW = 9
MOST_PRODUCTS, MOST_TERRITORIES, MOST_OWN = 12, 8, 6
"""So many are talked about one by one; what is left over of the parts is one goal more."""
OWN = "own"
"""What a row is for that any metric of the manager's own may take."""
LAYOUT_AT = "A2"
"""The cell, shown empty, that says how a sheet is laid out; blank on those of the first version."""
BEGINS = "rows: "
FIT_QUESTION = "Do the goals fit each other?"
"""What stands two rows below the last goal."""


@dataclass(frozen=True)
class Layout:
    """The rows of a rep's sheet."""

    metrics: tuple[Metric, ...] = BUILT_IN
    """Those with a row that is theirs."""
    own: int = MOST_OWN
    """How many rows metrics of the manager's own may take."""
    product: int = MOST_PRODUCTS + 1
    territory: int = MOST_TERRITORIES + 1

    @cached_property
    def slots(self) -> Mapping[int, Metric | str]:
        """What each row of the goals is for: a metric, or ``own``, ``product``, ``territory``."""
        spare = (*(OWN,) * self.own, *("product",) * self.product, *("territory",) * self.territory)
        return dict(enumerate((*self.metrics, *spare), HEADER_ROW + 1))

    @property
    def bottom(self) -> int:
        """The last row of the goals."""
        return HEADER_ROW + len(self.slots)

    @property
    def rows(self) -> range:
        """The rows of the goals."""
        return range(HEADER_ROW + 1, self.bottom + 1)

    def row(self, metric: Metric) -> int:
        """The row of a metric; KeyError where it has none that is its own."""
        for row, slot in self.slots.items():
            if isinstance(slot, Metric) and slot.name == metric.name:
                return row
        raise KeyError(metric.name)

    def rows_of(self, goals: Iterable[GoalId]) -> dict[GoalId, int]:
        """The row of each goal; a goal for which there is no room has none."""
        free = {
            row: slot if isinstance(slot, str) else slot.name for row, slot in self.slots.items()
        }
        named = {metric.name for metric in self.metrics}
        places: dict[GoalId, int] = {}
        for goal in goals:
            wanted = goal.part or (goal.metric if goal.metric in named else OWN)
            row = next((row for row, slot in free.items() if slot == wanted), None)
            if row is not None:
                del free[row]
                places[goal] = row
        return places

    def with_room(self, goals: Sequence[GoalId]) -> "Layout":
        """The same with as many more rows as the goals need."""
        named = {metric.name for metric in self.metrics}
        own = sum(not goal.part and goal.metric not in named for goal in goals)
        parts = {
            part: sum(goal.part == part for goal in goals) for part in ("product", "territory")
        }
        return replace(
            self,
            own=max(self.own, own),
            product=max(self.product, parts["product"]),
            territory=max(self.territory, parts["territory"]),
        )

    # ── Below the goals ────────────────────────────────────────────────────────────────────────

    @property
    def no_room(self) -> int:
        """The row that names the goals for which there is no room."""
        return self.bottom + 1

    @property
    def fit(self) -> int:
        """The row over the lines that say whether the goals fit each other."""
        return self.bottom + 2

    @property
    def evidence(self) -> int:
        """The row over history and reasons."""
        return self.fit + 6

    @property
    def months(self) -> range:
        """The rows from which the chart is drawn, in columns that are hidden."""
        return range(self.evidence + 1, self.evidence + 13)

    @property
    def sentences(self) -> range:
        """The rows of the reasons for the suggestion, beside the chart."""
        return range(self.evidence + 1, self.evidence + 17)

    @property
    def last_year(self) -> int:
        """The row over what was said of last year."""
        return self.evidence + 18

    @property
    def reasons(self) -> range:
        """The rows of what was said of last year."""
        return range(self.last_year + 1, self.last_year + 5)

    @property
    def signed(self) -> int:
        """The row of the signatures."""
        return self.last_year + 7

    @property
    def manager_name(self) -> str:
        """Where the manager signs."""
        return f"C{self.signed}"

    @property
    def manager_day(self) -> str:
        """When the manager signed."""
        return f"G{self.signed}"

    @property
    def rep_name(self) -> str:
        """Where the rep signs."""
        return f"J{self.signed}"

    @property
    def rep_day(self) -> str:
        """When the rep signed."""
        return f"O{self.signed}"

    def __str__(self) -> str:
        """As a sheet says it: ``rows: Revenue | Sales | … | 6 own | 13 product | 9 territory``."""
        spare = (f"{self.own} {OWN}", f"{self.product} product", f"{self.territory} territory")
        return BEGINS + " | ".join((*(metric.name for metric in self.metrics), *spare))


CURRENT = Layout()
"""How sheets are laid out that are made now."""
FIRST = Layout(
    (
        REVENUE,
        SALES,
        OPPORTUNITIES,
        PROPOSALS,
        PRESENTATIONS,
        CLOSE_RATE,
        IN_PROCESS,
        MARGIN,
    ),
    own=0,
    product=13,
    territory=9,
)
"""How sheets are laid out that do not say it: those of the first version. It never changes."""


def layout_in(text: Cell, known: Iterable[Metric] = BUILT_IN) -> Layout | None:
    """The layout that a sheet tells; None where it cannot be understood.

    Args:
        text: What stands in the cell for it.
        known: The metrics that may have a row that is theirs.
    """
    if text is None or text == "":
        return FIRST
    by_name = {metric.name: metric for metric in known}
    *names, own, product, territory = str(text).removeprefix(BEGINS).split(" | ")
    counts = [re.fullmatch(r"(\d{1,3}) \w+", part) for part in (own, product, territory)]
    if any(name not in by_name for name in names) or None in counts:
        return None
    rows = (int(match[1]) for match in counts if match)
    return Layout(tuple(by_name[name] for name in names), *rows)


def layout_of(sheet: str, cells: Sequence[Sequence[Cell]], headers: Mapping[str, str]) -> Layout:
    """How a sheet of a rep is laid out, seen to be so.

    Args:
        sheet: Its name, for the message.
        cells: Its cells from A1 on, at least down to the question whether the goals fit.
        headers: Letters of columns and what stands in the row of headers there.

    Errors:
        PlanError: it was made by a version that is not known, or its cells were moved.
    """
    row, column = place_of(LAYOUT_AT)
    layout = layout_in(cells[row - 1][column - 1])
    if layout is None:
        raise PlanError(
            f"Sheet {sheet} was made by another version of xlgoals, whose rows are not known here. "
            "Use that version, or delete the sheet and press Rep sheets; the log keeps all that "
            "was recorded."
        )
    texts = {(HEADER_ROW, letters): header for letters, header in headers.items()}
    texts[layout.fit, "B"] = FIT_QUESTION
    for (at, letters), text in texts.items():
        line = cells[at - 1] if at <= len(cells) else ()
        place = column_number(letters) - 1
        if place >= len(line) or line[place] != text:
            raise PlanError(
                f"Sheet {sheet}: cell {letters}{at} should say “{text}”. If rows or columns were "
                "put in or taken out, undo that, so that no number is taken for another one; or "
                "delete the sheet and press Rep sheets, which makes it anew from the log."
            )
    return layout
