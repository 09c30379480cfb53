"""Suggested goals of every kind: the Targets, Targets by month and Team tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlgoals.domain.goal_ids import PARTS
from xlgoals.domain.metrics import DEFAULT, REVENUE, Metrics
from xlgoals.domain.people import REP_ID
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.rates import ratio
from xlgoals.sums.arrays import Floats, Ints, group_sum, sum_of_those
from xlgoals.sums.forecast import ranges
from xlgoals.sums.history.monthly_history import History
from xlgoals.sums.suggest.activity_goals import activity_lines
from xlgoals.sums.suggest.own_goals import own_lines
from xlgoals.sums.suggest.running_totals import Goals, goals, step_frame

NOT_GIVEN = "(no {})"
"""What the part of the history is called that has no product, or no territory."""


@dataclass(frozen=True)
class Suggestion:
    """Everything that is suggested, as tables."""

    lines: pd.DataFrame
    """The Targets table: the team first, then each rep's goals, products and territories."""
    by_month: pd.DataFrame
    """The Targets by month table."""
    team_by_month: pd.DataFrame
    """The Team by month table."""
    team: pd.DataFrame
    """rep_id, rep, territory, last_actual, suggested, change, chance, share_of_team."""


def suggest(  # noqa: PLR0913 – each is a table of the plan
    history: History,
    reps: pd.DataFrame,
    settings: Settings,
    assumptions: pd.DataFrame,
    changes: pd.DataFrame,
    proposals: pd.DataFrame,
    *,
    metrics: Metrics = DEFAULT,
) -> Suggestion:
    """Suggested goals with their steps, for every rep who is there in the period.

    Args:
        history: With the measures of the same metrics.
        reps, settings, assumptions, changes, proposals: The plan's tables.
        metrics: What goals are set for.

    Errors:
        InputError: the pinned targets leave nothing for the others.
    """
    revenue = goals(history, reps, settings, assumptions, changes)
    money = _money_lines(revenue, history, settings)
    other = activity_lines(revenue, history, settings, proposals, metrics)
    other += own_lines(revenue, history, settings, metrics)
    return Suggestion(
        _ordered(pd.concat([money, *other], ignore_index=True), revenue, metrics),
        _by_month(revenue, history, settings),
        _team_by_month(revenue, history, settings),
        _team(revenue, history, settings),
    )


def _money_lines(revenue: Goals, history: History, settings: Settings) -> pd.DataFrame:
    """Revenue goals: the team's and each rep's, in all, by product and by territory."""
    series = _named(revenue.series)
    source = revenue.series["source"].to_numpy()
    actual = np.append(history.recent_series(settings.calendar), np.nan)[source]
    rep_sold = history.sold_in(settings.calendar)[revenue.here]
    sold = rep_sold[series["rep"].to_numpy()] & (source >= 0)
    lines = []
    for whose in (None, series["rep"]):
        for part in (None, *PARTS):
            keys = [
                key for key in (whose, None if part is None else series[part]) if key is not None
            ]
            code, groups = _grouped(keys, len(series))
            if part is not None and (series[part].iloc[groups] == "").all():
                continue
            running = group_sum(revenue.running, code, len(groups))
            past = ranges.added_up(revenue.past, code, len(groups))
            last = sum_of_those(actual, sold, code, len(groups))
            steps = step_frame(running, last, 2)
            spread = ranges.of_totals(running, past, settings.months)
            lines.append(
                pd.concat([steps, spread], axis=1).assign(
                    place=-1 if whose is None else whose.to_numpy()[groups],
                    metric=REVENUE.name,
                    unit=REVENUE.unit.value,
                    **{
                        name: series[name].to_numpy()[groups] if name == part else ""
                        for name in ("territory", "product")
                    },
                    why=_why_money(revenue, None if whose is None else whose.iloc[groups], part),
                )
            )
    return pd.concat(lines, ignore_index=True)


def _named(series: pd.DataFrame) -> pd.DataFrame:
    """The series, with a name for what has no product or no territory where others have one.

    A blank means all of them, so without the name a part would stand there as the whole.
    """
    named = {part: series[part] != "" for part in PARTS}
    return series.assign(
        **{
            part: series[part].where(known, NOT_GIVEN.format(part))
            for part, known in named.items()
            if known.any()
        }
    )


def _grouped(keys: list[pd.Series], count: int) -> tuple[Ints, Ints]:
    """A group number for each row and, for each group, its first row."""
    if not keys:
        return np.zeros(count, np.int64), np.zeros(min(count, 1), np.int64)
    code = pd.DataFrame(dict(enumerate(keys))).groupby(list(range(len(keys)))).ngroup().to_numpy()
    return code.astype(np.int64), np.unique(code, return_index=True)[1].astype(np.int64)


def _why_money(revenue: Goals, rep: pd.Series | None, part: str | None) -> list[str] | str:
    """Where a revenue goal comes from, in a sentence."""
    if part is not None:
        return f"From this {part}'s own history."
    if rep is None:
        return "Sum of all reps."
    pins = revenue.reps["pinned_target"]
    texts = []
    for place in rep:
        used = revenue.months_used[place]
        text = "Level of the last 12 months" if used == 12 else f"Level of {used} known months"
        text += ", completed by the team's" if used < 12 else ""
        text += f"; season and growth ({revenue.growth - 1:+.1%}) shared with the team."
        texts.append("Pinned: already promised." if pins.notna().iloc[place] else text)
    return texts


def _ordered(lines: pd.DataFrame, revenue: Goals, metrics: Metrics) -> pd.DataFrame:
    """The team first, then rep by rep: metrics, products, territories; with names and change."""
    rank = lines["metric"].map({name: number for number, name in enumerate(metrics.names)})
    part = (lines["product"] != "") * 1 + (lines["territory"] != "") * 2
    order = np.lexsort((np.arange(len(lines)), rank, part, lines["place"]))
    lines = lines.iloc[order].reset_index(drop=True)
    place = lines.pop("place").to_numpy()
    ids = np.append(revenue.reps[REP_ID].to_numpy(object), "")
    names = np.append(revenue.reps["rep"].to_numpy(object), "Team")
    change = ratio(lines["suggested"], lines["last_actual"]) - 1
    return lines.assign(rep_id=ids[place], rep=names[place], change=change)


def _past(history: History, settings: Settings, years: int, revenue: Goals) -> Floats:
    """Each rep's revenue of the period's months, some years before (r × months)."""
    return _months_before(history.by_rep["revenue"][revenue.here], history, settings, years)


def _months_before(values: Floats, history: History, settings: Settings, years: int) -> Floats:
    """Columns of the period's months some years before; unknown where the history has none."""
    months_asked = settings.calendar - 12 * years
    at = np.searchsorted(history.months, months_asked)
    inside = np.isin(months_asked, history.months)
    padded = np.hstack([values, np.full((len(values), 1), np.nan)])
    return padded[:, np.where(inside, at, values.shape[1])]


def _by_month(revenue: Goals, history: History, settings: Settings) -> pd.DataFrame:
    """Each rep's goal by month beside the two years before."""
    repeat = np.repeat(np.arange(len(revenue.reps)), settings.months)
    return pd.DataFrame(
        {
            REP_ID: revenue.reps[REP_ID].to_numpy(object)[repeat],
            "rep": revenue.reps["rep"].to_numpy(object)[repeat],
            "month": np.tile(settings.calendar, len(revenue.reps)).astype(float),
            "two_years_before": _past(history, settings, 2, revenue).ravel(),
            "year_before": _past(history, settings, 1, revenue).ravel(),
            "target": revenue.by_month.ravel(),
        }
    )


def _team_by_month(revenue: Goals, history: History, settings: Settings) -> pd.DataFrame:
    """The team's goal by month beside what everybody brought in the two years before."""
    everybody = history.by_rep["revenue"]
    unknown = history.selling & np.isnan(everybody)
    total = np.where(unknown.any(axis=0), np.nan, np.nansum(everybody, axis=0))[None, :]
    return pd.DataFrame(
        {
            "month": settings.calendar.astype(float),
            "two_years_before": _months_before(total, history, settings, 2)[0],
            "year_before": _months_before(total, history, settings, 1)[0],
            "target": np.round(revenue.by_month.sum(axis=0), 2),
        }
    )


def _team(revenue: Goals, history: History, settings: Settings) -> pd.DataFrame:
    """One row a rep: last year, suggested, change and share."""
    actual = history.recent("revenue", settings.calendar)[revenue.here]
    suggested = revenue.by_rep[:, -1]
    past = history.by_rep["revenue"][revenue.here]
    chance = ranges.of_totals(revenue.by_rep, past, settings.months)["chance"]
    return pd.DataFrame(
        {
            REP_ID: revenue.reps[REP_ID],
            "rep": revenue.reps["rep"],
            "territory": revenue.reps["territory"],
            "last_actual": actual,
            "suggested": suggested,
            "change": ratio(suggested, actual) - 1,
            "chance": chance,
            "share_of_team": ratio(suggested, suggested.sum()),
        }
    )
