"""What a goal can be about: each metric declared once, those built in and those of a plan.

Everything that lists, orders, formats or adds up metrics asks the declaration. No position in a
list ever stands for a metric: a row is found by its metric's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from xlgoals.domain.errors import InputError


class Unit(Enum):
    """In what a metric is counted; the value is the word that a cell says."""

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"


class AddsUp(Enum):
    """How a metric of several months, reps or parts comes from the single ones."""

    SUM = "added up over months, reps and parts"
    RATIO = "one sum over another, never an average of rates"
    TIME_AVERAGE = "averaged over months, added up over reps"


class Direction(Enum):
    """Which side of a goal is good."""

    HIGHER = "higher"
    LOWER = "lower"


class Leads(Enum):
    """When what is short of an activity shows as revenue, against a sales cycle from today."""

    LATER = "in more than about"
    A_CYCLE_LATER = "in about"
    SOONER = "in less than about"


@dataclass(frozen=True)
class Term:
    """One column of History in a sum: added, or taken off."""

    column: str
    """Header in History."""
    sign: int = 1

    @property
    def measure(self) -> str:
        """The column in a DataFrame."""
        return column_name(self.column)


@dataclass(frozen=True)
class Metric:
    """One thing that goals can be set for."""

    name: str
    unit: Unit
    adds_up: AddsUp
    above: tuple[Term, ...] = ()
    """What is added up; the upper part of a ratio. Empty where History does not have it."""
    below: tuple[Term, ...] = ()
    """The lower part of a ratio."""
    meaning: str = ""
    funnel: int | None = None
    """Place among the activities, from the first contact (0) to the sale; None is none of them."""
    done: str = ""
    """What became of the stage before that got here: ``presented``, of proposals."""
    leads: "Leads | None" = None
    """When what is short of it today is missing as revenue; None is never."""
    digits: int = 0
    """Decimals of a goal, as typed and as shown; a share's are those of the fraction."""
    good: Direction = Direction.HIGHER
    by_part: bool = False
    """Whether it has goals by product and by territory."""
    negotiated: bool = True
    """Whether it is proposed to reps and agreed with them."""
    built_in: bool = True
    at_latitude: bool = False
    """Whether only reps who may move prices have a goal for it."""

    @property
    def column(self) -> str:
        """Name of the metric in a DataFrame: ``Close rate`` → ``close_rate``."""
        return column_name(self.name)

    @property
    def columns(self) -> tuple[str, ...]:
        """Headers of History that it is made from."""
        return tuple(dict.fromkeys(term.column for term in (*self.above, *self.below)))

    @property
    def counted_as(self) -> str:
        """How a metric of the plan's own is counted, as the log notes it; empty for a built-in."""
        if self.built_in:
            return ""
        added, less = (
            " and ".join(t.column for t in self.above if t.sign == sign) for sign in (1, -1)
        )
        below = " and ".join(term.column for term in self.below)
        return (
            f"{self.unit.value}, {self.good.value} is better: {added}"
            f"{f' less {less}' if less else ''}{f' divided by {below}' if below else ''}"
            f"{', averaged' if self.adds_up is AddsUp.TIME_AVERAGE else ''}"
        )

    @property
    def is_sum(self) -> bool:
        """Whether months, reps and parts are added up."""
        return self.adds_up is AddsUp.SUM


def column_name(header: str) -> str:
    """A header as the name of a column in a DataFrame."""
    folded = "".join(sign if sign.isalnum() else " " for sign in header.casefold())
    return "_".join(folded.split())


def _of(*columns: str) -> tuple[Term, ...]:
    """Columns that are added up; those that begin with a minus are taken off."""
    return tuple(
        Term(name.removeprefix("-"), -1 if name.startswith("-") else 1) for name in columns
    )


LIST_REVENUE = "List revenue"
"""Header in History of what price realisation needs besides revenue."""

REVENUE = Metric(
    "Revenue",
    Unit.MONEY,
    AddsUp.SUM,
    _of("Revenue"),
    meaning="What was invoiced.",
    by_part=True,
)
SALES = Metric("Sales", Unit.COUNT, AddsUp.SUM, _of("Sales"), meaning="Sales won.", funnel=3)
OPPORTUNITIES = Metric(
    "Opportunities",
    Unit.COUNT,
    AddsUp.SUM,
    _of("Opportunities"),
    meaning="Opportunities pursued.",
    funnel=0,
    leads=Leads.LATER,
)
PROPOSALS = Metric(
    "Proposals",
    Unit.COUNT,
    AddsUp.SUM,
    _of("Proposals"),
    meaning="Proposals made.",
    funnel=1,
    done="proposed",
    leads=Leads.A_CYCLE_LATER,
)
PRESENTATIONS = Metric(
    "Presentations",
    Unit.COUNT,
    AddsUp.SUM,
    _of("Presentations"),
    meaning="Presentations given.",
    funnel=2,
    done="presented",
    leads=Leads.SOONER,
)
CLOSE_RATE = Metric(
    "Close rate",
    Unit.SHARE,
    AddsUp.RATIO,
    _of("Sales"),
    _of("Presentations"),
    meaning="Sales ÷ presentations.",
    digits=3,
)
IN_PROCESS = Metric(
    "Proposals in process",
    Unit.COUNT,
    AddsUp.TIME_AVERAGE,
    meaning="On an average day, open ones included.",
    digits=1,
    leads=Leads.A_CYCLE_LATER,
)
MARGIN = Metric(
    "Margin",
    Unit.SHARE,
    AddsUp.RATIO,
    _of("Revenue", "-Cost"),
    _of("Revenue"),
    meaning="(Revenue − cost) ÷ revenue.",
    digits=3,
    at_latitude=True,
)

BUILT_IN = (
    REVENUE,
    SALES,
    OPPORTUNITIES,
    PROPOSALS,
    PRESENTATIONS,
    CLOSE_RATE,
    IN_PROCESS,
    MARGIN,
)
"""In the order in which goals are listed everywhere."""


@dataclass(frozen=True)
class Metrics:
    """The metrics of a plan, in the order in which goals are listed."""

    all: tuple[Metric, ...] = BUILT_IN

    def __post_init__(self) -> None:
        """InputError where two have the same name, or revenue is missing."""
        names = [metric.name.casefold() for metric in self.all]
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            raise InputError(f"Two metrics are called “{twice}”; give one of them another name.")
        if REVENUE.name.casefold() not in names:
            raise InputError("Revenue is missing from the metrics; every other goal rests on it.")

    def __iter__(self) -> Iterator[Metric]:
        """The metrics in their order."""
        return iter(self.all)

    def __contains__(self, name: object) -> bool:
        """Whether there is a metric of this name."""
        return any(metric.name == name for metric in self.all)

    def __getitem__(self, name: str) -> Metric:
        """The metric of this name; KeyError where there is none."""
        for metric in self.all:
            if metric.name == name:
                return metric
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(metric.name for metric in self.all)

    @property
    def negotiated(self) -> tuple[Metric, ...]:
        """Those that are proposed to reps."""
        return tuple(metric for metric in self.all if metric.negotiated)

    @property
    def activities(self) -> tuple[Metric, ...]:
        """The stages of the funnel, from the first contact to the sale."""
        staged = [metric for metric in self.all if metric.funnel is not None]
        return tuple(sorted(staged, key=lambda metric: metric.funnel or 0))

    @property
    def leading(self) -> tuple[Metric, ...]:
        """What is short today as revenue is later, from the earliest sign to the latest."""
        order = list(Leads)
        signs = [metric for metric in self.all if metric.leads]
        return tuple(sorted(signs, key=lambda metric: order.index(metric.leads or Leads.LATER)))

    @property
    def own(self) -> tuple[Metric, ...]:
        """Those that the manager added."""
        return tuple(metric for metric in self.all if not metric.built_in)

    @property
    def columns(self) -> tuple[str, ...]:
        """Headers of History that the metrics are made from."""
        return tuple(dict.fromkeys(name for metric in self.all for name in metric.columns))

    @property
    def added_up(self) -> tuple[str, ...]:
        """Headers of History that are added up: the funnel, revenue, and the others."""
        funnel = [name for metric in self.activities for name in metric.columns]
        headers: dict[str, str] = {}
        for header in (*funnel, *REVENUE.columns, LIST_REVENUE, *self.columns):
            headers.setdefault(column_name(header), header)
        return tuple(headers.values())

    @property
    def measures(self) -> tuple[str, ...]:
        """The same as columns of a DataFrame."""
        return tuple(column_name(header) for header in self.added_up)


DEFAULT = Metrics()
"""The metrics of a plan that chose none of its own."""
