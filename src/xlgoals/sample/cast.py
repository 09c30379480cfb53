"""Who and what the sample organisation is made of, and what happens to it.

All dates are told in months before the period, so that any period can be planned.
"""

from dataclasses import dataclass

import numpy as np

MONTHS = 36
"""Months of history."""

SEASON = np.array([0.82, 0.92, 1.04, 0.98, 1.00, 1.28, 0.88, 0.62, 1.02, 1.04, 1.08, 1.32])
"""January to December: slow in August, strong in June and December. The mean is 1."""

GROWTH = 0.035
"""More opportunities, year after year."""

PROPOSING, PRESENTING = 0.43, 0.93
"""Proposals ÷ opportunities and presentations ÷ proposals, for everybody."""

USUAL_CLOSE_RATE = 0.35

COMPETITOR_TERRITORY, COMPETITOR_AGO, COMPETITOR_EFFECT = "North", 7, -0.18
"""Where a competitor opens, when, and what that does to close rates there."""

PRICE_AGO, PRICE_EFFECT = 10, 0.03
"""When list prices were raised, and by how much. No sale was lost over it."""

ORDER_REP, ORDER_PRODUCT, ORDER_VALUE = "R05", "Checkweighers", 130_000.0
ORDER_AGO = (5, 3)
"""One large order that will not come again: its value at list prices, and when it may have come."""

RAMP = 6
"""Months until a new hire is at full strength; the strength grows in equal steps."""

COST_INFLATION = 0.015


@dataclass(frozen=True)
class Product:
    """A product line, as a usual rep sells it."""

    name: str
    price: float
    """Of a usual order, at list prices."""
    orders: float
    """Sales a year of a usual rep."""
    cost_share: float
    """Cost ÷ list price, before the price change."""
    days: float
    """Mean time from proposal to decision."""
    swing: float
    """How strongly it follows the season; 0 is not at all."""


PRODUCTS = (
    Product("Bench scales", 16_000, 6.5, 0.60, 33, 0.9),
    Product("Floor scales", 36_000, 6.0, 0.62, 46, 1.0),
    Product("Checkweighers", 82_000, 5.0, 0.64, 78, 1.1),
    Product("Software", 46_000, 3.5, 0.53, 54, 0.8),
    Product("Service contracts", 22_000, 4.5, 0.56, 38, 0.5),
)


@dataclass(frozen=True)
class Person:
    """A rep: where, how much, how well, and what the plan should know."""

    rep_id: str
    name: str
    territories: tuple[tuple[str, float], ...]
    """Home first, each with its share of the rep's work."""
    drive: float
    """Opportunities against a usual rep's."""
    close_rate: float
    form: tuple[float, float, float]
    """Opportunities in each of the three years against the rep's usual."""
    potential: float
    hired_ago: int
    left_ago: int = 0
    """Months before the period in which the rep was gone; 0 for those who stay."""
    latitude: bool = False
    leaving: float = float("nan")
    pinned: float = float("nan")


NORTH, SOUTH, EAST, WEST = (("North", 1.0),), (("South", 1.0),), (("East", 1.0),), (("West", 1.0),)
NORTH_EAST, EAST_WEST = (("North", 0.75), ("East", 0.25)), (("East", 0.8), ("West", 0.2))
STEADY = (1.0, 1.0, 1.0)

PEOPLE = (
    Person("R01", "Anna Lindqvist", NORTH, 1.15, 0.37, (0.98, 1.0, 1.02), 1.15, 106),
    Person("R02", "José Almeida", NORTH_EAST, 1.0, 0.35, (1.0, 1.0, 1.04), 1.0, 76),
    Person("R03", "Nguyễn Thị Hà", NORTH, 0.95, 0.34, (0.96, 1.02, 0.97), 0.95, 71),
    Person("R04", "Martin Kowalski", SOUTH, 1.05, 0.36, (1.0, 1.02, 1.0), 1.05, 127, pinned=1e6),
    Person("R05", "Zoë Brandt", SOUTH, 1.25, 0.42, (0.97, 1.03, 0.99), 1.3, 144, latitude=True),
    Person("R06", "Patrick O’Neill", SOUTH, 0.85, 0.25, (1.05, 1.0, 0.84), 0.9, 57, leaving=0.3),
    Person("R07", "Chiara Romano", EAST, 1.0, 0.35, (0.98, 0.98, 1.03), 1.0, 86),
    Person(
        "R08", "Samuel Adeyemi", EAST_WEST, 1.1, 0.36, (0.95, 0.98, 1.06), 1.1, 84, latitude=True
    ),
    Person("R09", "Ingrid Haugen", WEST, 0.40, 0.42, (1.0, 1.02, 1.0), 0.8, 113),
    Person("R10", "David Novák", WEST, 0.95, 0.34, (1.02, 1.0, 0.95), 0.9, 92, left_ago=7),
    Person("R11", "Leila Haddad", EAST, 1.0, 0.35, STEADY, 1.0, 8),
    Person("R12", "Tom Fischer", WEST, 0.85, 0.34, STEADY, 0.9, 4),
)
