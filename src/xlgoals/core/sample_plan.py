"""Who and what the sample organisation is made of, and what its manager wrote down."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

SEASON = np.array([0.86, 0.92, 1.06, 1.0, 1.02, 1.14, 0.9, 0.76, 1.04, 1.06, 1.1, 1.14])
"""How the months of a year differ: slow in January and August, strong in June and December."""


@dataclass(frozen=True)
class Product:
    """A product line: list price, sales a year of a usual rep, cost, time to decide, season."""

    name: str
    price: float
    sales_a_year: float
    cost_share: float
    days: float
    swing: float


PRODUCTS = (
    Product("Bench scales", 3_500, 30, 0.58, 30, 1.0),
    Product("Floor scales", 9_000, 22, 0.62, 45, 1.0),
    Product("Checkweighers", 38_000, 8, 0.66, 80, 1.4),
    Product("Software", 6_000, 18, 0.30, 50, 0.6),
    Product("Service contracts", 4_500, 26, 1.3, 35, 0.8),
)


@dataclass(frozen=True)
class Person:
    """A rep: name, territories with their share, drive, skill and what the plan should know."""

    rep_id: str
    name: str
    territories: tuple[tuple[str, float], ...]
    drive: float
    close_rate: float
    potential: float
    hired: str = ""
    hired_ago: int | None = None
    left_ago: int | None = None
    latitude: bool = False
    leaving: float = float("nan")
    pinned: float = float("nan")


PEOPLE = (
    Person("R01", "Anna Lindqvist", (("North", 1.0),), 1.25, 0.31, 1.15, "2018-03-01"),
    Person("R02", "José Almeida", (("North", 0.75), ("East", 0.25)), 1.0, 0.28, 1.0, "2020-09-01"),
    Person("R03", "Nguyễn Thị Hà", (("North", 1.0),), 0.95, 0.27, 0.95, "2021-02-15"),
    Person(
        "R04", "Martin Kowalski", (("South", 1.0),), 1.05, 0.29, 1.05, "2016-06-01", pinned=900_000
    ),
    Person("R05", "Zoë Brandt", (("South", 1.0),), 1.55, 0.36, 1.25, "2015-01-12", latitude=True),
    Person("R06", "Patrick O’Neill", (("South", 1.0),), 0.72, 0.21, 0.9, "2022-04-01", leaving=0.3),
    Person("R07", "Chiara Romano", (("East", 1.0),), 1.0, 0.28, 1.0, "2019-11-04"),
    Person(
        "R08",
        "Samuel Adeyemi",
        (("East", 0.8), ("West", 0.2)),
        1.1,
        0.30,
        1.1,
        "2020-01-07",
        latitude=True,
    ),
    Person("R09", "Ingrid Haugen", (("West", 1.0),), 0.9, 0.26, 0.95, "2017-08-21"),
    Person("R10", "David Novák", (("West", 1.0),), 0.95, 0.27, 0.9, "2019-05-01", left_ago=7),
    Person("R11", "Leila Haddad", (("East", 1.0),), 0.95, 0.28, 1.0, hired_ago=8),
    Person("R12", "Tom Fischer", (("West", 1.0),), 0.9, 0.26, 0.9, hired_ago=4),
)


def rep_table(start: int) -> pd.DataFrame:
    """The Reps table."""
    return pd.DataFrame(
        {
            "rep_id": [person.rep_id for person in PEOPLE],
            "rep": [person.name for person in PEOPLE],
            "territory": [person.territories[0][0] for person in PEOPLE],
            "hired": _days([_hired(person, start) for person in PEOPLE]),
            "left": _days([_left(person, start) for person in PEOPLE]),
            "price_latitude": [person.latitude for person in PEOPLE],
            "chance_of_leaving": [person.leaving for person in PEOPLE],
            "pinned_target": [person.pinned for person in PEOPLE],
            "potential_index": [person.potential for person in PEOPLE],
            "e_mail": [f"{person.rep_id.lower()}@example.com" for person in PEOPLE],
        }
    )


def _days(texts: list[str]) -> pd.Series:
    """Dates from ISO texts; blank is none."""
    return pd.Series(np.array([text or "NaT" for text in texts], "datetime64[s]"))


def _hired(person: Person, start: int) -> str:
    """The day a person was hired."""
    if person.hired_ago is None:
        return person.hired
    return str(np.datetime64(start - person.hired_ago, "M").astype("datetime64[D]"))


def _left(person: Person, start: int) -> str:
    """A person's last day, or nothing."""
    if person.left_ago is None:
        return ""
    return str(np.datetime64(start - person.left_ago, "M").astype("datetime64[D]") - 1)


def assumptions(start: int) -> pd.DataFrame:
    """The Assumptions table."""
    unknown = float("nan")
    rows = [
        (
            "A1",
            "Market growth",
            "all",
            unknown,
            0.04,
            0.035,
            0.03,
            "share",
            "Trade association expects 3 %; our own orders grew 3.5 % last year.",
        ),
        (
            "A2",
            "Price",
            "all",
            start + 3,
            0.03,
            0.03,
            0.02,
            "share",
            "New price list from April; last one was accepted without losses.",
        ),
        (
            "A3",
            "Competitor",
            "territory: North",
            unknown,
            0.0,
            -0.18,
            -0.03,
            "share",
            "The competitor in the North adds a second office. What it took so far is in Changes.",
        ),
        (
            "A4",
            "Product",
            "product: Software",
            start + 6,
            unknown,
            unknown,
            60_000,
            "money",
            "Line control module starts in July; six pilot customers have asked for it.",
        ),
        (
            "A5",
            "Turnover",
            "all",
            unknown,
            0.1,
            1 / 12,
            0.1,
            "share",
            "One of twelve left last year; the trade sees ten to fifteen percent.",
        ),
        (
            "A6",
            "Vacancy",
            "all",
            unknown,
            2,
            3,
            3,
            "months",
            "It took us three months to fill the place in the West.",
        ),
        (
            "A7",
            "Ramp",
            "all",
            unknown,
            4,
            6,
            6,
            "months",
            "Both new hires needed about half a year to reach a full book.",
        ),
    ]
    names = [
        "id",
        "kind",
        "scope",
        "from",
        "last_period_assumed",
        "last_period_actual",
        "next_period",
        "unit",
        "why",
    ]
    return pd.DataFrame(rows, columns=names).assign(to=np.nan)


def changes(
    start: int, competitor: int, competitor_effect: float, price: int, price_effect: float
) -> pd.DataFrame:
    """The Changes table."""
    rows = [
        (
            competitor,
            "Competitor opened an office in the North",
            "territory: North",
            competitor_effect,
            "Lasting",
            "Nine lost proposals name them; close rate in the North fell from June on.",
        ),
        (price, "Price list raised", "all", price_effect, "Lasting", "List of March."),
        (
            4,
            "One large order for checkweighers",
            "rep: R05",
            1.3,
            "One-off",
            "A dairy re-equipped three lines at once; it will not come again.",
        ),
    ]
    names = ["ago", "what_changed", "scope", "effect", "lasting_or_one_off", "evidence"]
    table = pd.DataFrame(rows, columns=names)
    months = (start - table.pop("ago").to_numpy(np.int64)).astype("datetime64[M]")
    return table.assign(date=months.astype("datetime64[s]"))


def my_goals() -> pd.DataFrame:
    """The My goals table."""
    rows = [
        ("Coaching", person.rep_id, 4.0 if person.hired_ago else 3.0, "hours", "month", "")
        for person in PEOPLE
        if person.left_ago is None
    ]
    rows += [
        ("Field day", "", 4.0, "days", "month", "One in each territory"),
        ("Association meeting", "", 2.0, "times", "period", "Weighing federation"),
        ("Trade show", "", 2.0, "times", "period", "Food technology, packaging"),
        ("Reading", "", 3.0, "hours", "month", "Trade press"),
    ]
    return pd.DataFrame(rows, columns=["goal", "rep_id", "planned", "unit", "per", "note"])
