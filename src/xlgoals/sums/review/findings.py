"""What matters of last year, in sentences, the most money first."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np

from xlgoals.domain.months import month_label
from xlgoals.sums.arrays import Bools
from xlgoals.sums.history.measured_changes import MeasuredChange, lost_since, rates_around
from xlgoals.sums.history.two_year_history import TwoYearHistory
from xlgoals.sums.review.attainment import PRODUCT, REP, TERRITORY
from xlgoals.sums.review.causes import COMMON, DONE, UNEXPLAINED, Causes
from xlgoals.sums.review.close_rate_falls import fell_in
from xlgoals.sums.review.last_year import Review

MOST = 5
MOST_CAUSES = 2
"""Of the sentences about the whole team; more where others are wanting."""
LEAST_SHARE = 0.01
"""Of the team's revenue: less is not worth a sentence."""

WORDS = {
    "raised": "the raise that was asked",
    "people": "selling months",
    "moved": "territories that moved",
    "activity": "presentations",
    "close_rate": "the close rate",
    "average_sale": "the average sale",
    "not_told_apart": "business per selling month",
}


@dataclass(frozen=True)
class Finding:
    """A sentence, how much money it is about, and the cell it comes from."""

    text: str
    money: float
    sheet: str
    """Review, Causes or Last assumptions."""
    key: tuple[str, ...]
    """Names the row there."""
    header: str
    """Names the column."""


def findings(looked: Review) -> list[Finding]:
    """The five that matter most: what was missed or beaten, and what did most to it."""
    team = looked.causes.table["actual"].iloc[0] if len(looked.causes.table) else np.nan
    least = LEAST_SHARE * abs(team) if team == team else 0.0  # noqa: PLR0124
    causes = _ranked([*_changes(looked), *_team(looked)])
    listed = [*_parts(looked), *causes[:MOST_CAUSES], *_assumed(looked)]
    listed += unnoted(looked.years, looked.causes.changes)
    told = [one for one in _ranked(listed) if abs(one.money) >= max(least, 1.0)][:MOST]
    more = [one for one in causes[MOST_CAUSES:] if abs(one.money) >= max(least, 1.0)]
    return _ranked([*told, *more[: MOST - len(told)]])


def _ranked(listed: list[Finding]) -> list[Finding]:
    """The most money first."""
    return sorted(listed, key=lambda one: (-abs(one.money), one.text))


def _parts(looked: Review) -> list[Finding]:
    """The rep, the territory and the product that are furthest from their goals.

    And the territory in which a known change did most.
    """
    revenue = looked.attained[looked.attained["metric"] == "Revenue"]
    listed = []
    for level in (REP, TERRITORY, PRODUCT):
        rows = revenue[(revenue["by"] == level) & revenue["gap"].notna()]
        if not len(rows):
            continue
        furthest = str(rows.iloc[int(np.argmax(rows["gap"].abs()))]["id"])
        changed = _most_changed(looked.causes) if level == TERRITORY else ""
        listed += [
            _part(looked, level, row)
            for row in rows.to_dict("records")
            if row["id"] in {furthest, changed}
        ]
    return listed


def _part(looked: Review, level: str, row: dict[Hashable, Any]) -> Finding:
    """How far a rep, a territory or a product is from its goal."""
    why = _rep_why(looked.causes, row["id"]) if level == REP else ""
    why = _place_why(looked, str(row["id"])) if level == TERRITORY else why
    verb = "missed" if row["gap"] < 0 else "beat"
    goal = f"{row['name']} {verb} the goal by {abs(row['gap']):,.0f}"
    text = f"{goal} (reached {row['attainment']:.0%}){why}."
    return Finding(text, float(row["gap"]), "Review", (level, str(row["id"])), "Gap")


def _most_changed(causes: Causes) -> str:
    """The territory in which a known change did most; blank where there is none."""
    places = [
        (abs(float(causes.effects[0, at])), change.scope.partition(":")[2].strip())
        for at, change in enumerate(causes.changes)
        if len(causes.effects) and change.scope.casefold().startswith("territory:")
    ]
    return max(places)[1] if places else ""


def _rep_why(causes: Causes, rep_id: str) -> str:
    """The two parts that did most to a rep's gap, in its direction."""
    row = causes.table.iloc[causes.row(rep_id)]
    gap = row["actual"] - row["start"]
    parts = [(name, float(row[name])) for name in (*COMMON, *DONE)]
    parts = [(name, money) for name, money in parts if money * gap > 0]
    parts = sorted(parts, key=lambda part: -abs(part[1]))[:2]
    told = ", ".join(f"{WORDS[name]} {money:+,.0f}" for name, money in parts)
    return f": {told}" if told else ""


def _place_why(looked: Review, territory: str) -> str:
    """What changed in a territory since the known change there that did most."""
    years = looked.years
    scope = f"territory: {territory}".casefold()
    here = [(at, c) for at, c in enumerate(looked.causes.changes) if c.scope.casefold() == scope]
    inside = (years.series["territory"] == territory).to_numpy()
    if not here:
        return ""
    at, change = max(here, key=lambda one: abs(looked.causes.effects[0, one[0]]))
    money = looked.causes.effects[0, at]
    told = f"; “{change.what}” ({month_label(change.month)}) did {money:+,.0f} of it"
    return told + _since(years, inside, change)


def _since(years: TwoYearHistory, inside: Bools, change: MeasuredChange) -> str:
    """Presentations and close rate since a change."""
    before, after = rates_around(years, inside, change.month)
    if np.isnan(before) or np.isnan(after):
        return ""
    since = years.months >= change.month
    year_ago = np.isin(years.months, years.months[since] - 12)
    year_before, lately = (years.total("presentations", inside, when) for when in (year_ago, since))
    more = (
        f"presentations {lately / year_before - 1:+.0%} on the year before, "
        if year_before > 0
        else ""
    )
    word = "fell" if after < before else "rose"
    return f": {more}close rate {word} from {before:.0%} to {after:.0%}"


def _changes(looked: Review) -> list[Finding]:
    """What each known change did to the team."""
    listed = []
    for at, change in enumerate(looked.causes.changes):
        if not len(looked.causes.effects) or np.isnan(change.share):
            continue
        if change.scope.casefold().startswith("territory"):
            continue  # told with the territory, if that is far off
        money = float(looked.causes.effects[0, at])
        word = "brought" if money > 0 else "cost"
        source = "measured" if np.isnan(change.told) else "as you estimate it"
        text = (
            f"“{change.what}” ({month_label(change.month)}) {word} {abs(money):,.0f}: "
            f"{change.share:+.0%}, {source}."
        )
        listed.append(Finding(text, money, "Causes", ("",), f"Change {at + 1}"))
    return listed


TEAM_WORDS = {
    "raised": ("The targets asked {0} more than the year before.", "Raise asked"),
    "people": ("Selling months {1} {0}: people who left or came, and the ramp of hires.", "People"),
    "moved": ("Territories that moved {1} {0}, over all reps.", "Territory moves"),
    "activity": ("Presentations per selling month {1} {0}.", "Activity"),
    "close_rate": ("The close rate {1} {0} against the year before.", "Close rate"),
    "average_sale": ("The average sale {1} {0} against the year before.", "Average sale"),
    "not_told_apart": ("Business per selling month {1} {0} on the year before.", "Not told apart"),
    UNEXPLAINED: (
        "{0} of what {2} is not explained by any change on sheet Changes.",
        "Unexplained",
    ),
}


def _team(looked: Review) -> list[Finding]:
    """What did most to the team's gap."""
    if not len(looked.causes.table):
        return []
    row = looked.causes.table.iloc[0]
    listed = []
    for name, (text, header) in TEAM_WORDS.items():
        money = float(row[name])
        if np.isnan(money) or (name == "raised" and money >= 0):
            continue
        words = ("brought", "came") if money > 0 else ("cost", "was lost")
        sentence = text.format(f"{abs(money):,.0f}", *words)
        listed.append(Finding(sentence, money, "Causes", ("",), header))
    return listed


def _assumed(looked: Review) -> list[Finding]:
    """The assumption that was most costly, or most lucky."""
    rows = looked.lessons[looked.lessons["effect"].notna()]
    if not len(rows):
        return []
    row = rows.iloc[int(np.argmax(rows["effect"].abs()))]
    assumed, actual = (shown(row[name], row["unit"]) for name in ("assumed", "actual"))
    money = float(row["effect"])
    text = (
        f"{row['kind']} turned out at {actual}, not at {assumed} as assumed: "
        f"{'worth' if money > 0 else 'a loss of'} about {abs(money):,.0f}."
    )
    return [Finding(text, money, "Last assumptions", (str(row["id"]),), "Effect")]


def shown(value: float, unit: str) -> str:
    """A value of an assumption in its unit."""
    if unit == "months":
        return f"{value:g} months"
    return f"{value:,.0f}" if unit == "money" else f"{value:+.1%}"


def unnoted(years: TwoYearHistory, changes: tuple[MeasuredChange, ...]) -> list[Finding]:
    """Territories whose close rate fell during the year, while no change is known there."""
    listed = []
    for name in sorted(years.series["territory"].unique()):
        inside = (years.series["territory"] == name).to_numpy()
        if not name or any(
            (change.inside & inside).any()
            for change in changes
            if not change.one_off and not change.inside.all()
        ):
            continue
        month = fell_in(years, inside)
        if month is None:
            continue
        before, after = rates_around(years, inside, month)
        money = lost_since(years, inside, month)
        text = (
            f"In {name} the close rate fell from {before:.0%} to {after:.0%} in "
            f"{month_label(month)}, about {abs(money):,.0f} of revenue, and sheet Changes says "
            "nothing of it. It may be luck; ask what happened."
        )
        listed.append(Finding(text, money, "Review", (TERRITORY, str(name)), "Gap"))
    return listed
