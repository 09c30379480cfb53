"""The report's page about one rep; nothing of anybody else's is on it."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from xlgoals.domain.goal_ids import PARTS, WHOLE, GoalId
from xlgoals.domain.metrics import Direction
from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.domain.step_language import HISTORY
from xlgoals.domain.steps import BASELINE, STEPS, check_sum
from xlgoals.sums.coach.event_match import folded
from xlgoals.verbs.report.read import Facts
from xlgoals.verbs.report.team import added, curve, progress_tiles
from xlgoals.views.report_language import (
    Beside,
    Block,
    Field,
    Grid,
    Heading,
    Line,
    Number,
    Page,
    Picture,
    Signatures,
    Tile,
    Tiles,
    Words,
)
from xlgoals.views.theme import AHEAD, MUTED

LEAST_LETTERS = 3
LEFT_OUT = "(left out here: it names somebody else)"


def rep_page(facts: Facts, rep_id: str, *, alone: bool = False) -> Page:
    """One rep's goals, how they come about, and how they go.

    Args:
        facts: The plan.
        rep_id: Whose page.
        alone: Whether the rep gets nothing but this page.
    """
    own = facts.team[facts.team[REP_ID] == rep_id].iloc[0]
    blocks: list[Block] = [_tiles(own)]
    tracked = facts.tracking[facts.tracking[REP_ID] == rep_id]
    if facts.is_tracked and len(tracked):
        blocks.append(progress_tiles(tracked.iloc[0]))
    blocks += [*_both(facts, rep_id), *_goals(facts, rep_id)]
    blocks += [*_last_year(facts, rep_id), *_signs(facts, rep_id)]
    if len(tracked) and str(tracked["note"].iloc[0]):
        note = without_others(facts, rep_id, str(tracked["note"].iloc[0]))
        blocks += [Heading("What we do about it"), Words(note)]
    blocks.append(Signatures(("Manager, date", f"{own['rep']}, date")))
    territory = f"{own['territory']} · " if own["territory"] else ""
    plan = f"{facts.plan.name} · " if alone else ""
    name, under = str(own["rep"]), f"{plan}{territory}{facts.period}"
    return Page(name, name, under, tuple(blocks), single=True)


def _tiles(own: pd.Series) -> Tiles:
    """The goal in four numbers."""
    return Tiles(
        (
            Tile("Last twelve months", own["last_actual"]),
            Tile("Suggested", own["suggested"]),
            Tile("Agreed", "open" if np.isnan(own["agreed"]) else own["agreed"]),
            Tile("Chance of the suggestion", own["chance"], "share"),
        )
    )


def _months(facts: Facts, rep_id: str) -> Picture | None:
    """The goal by month, beside the year before and what came."""
    own = facts.by_month[facts.by_month[REP_ID] == rep_id]
    if len(own) != len(facts.months):
        return None
    tracked = facts.tracked_months[facts.tracked_months[REP_ID] == rep_id]
    if facts.is_tracked and len(tracked) == len(facts.months):
        return curve(tracked, facts.months, "Where does the period end?")
    lines = (
        Line("Year before", tuple(own["year_before"]), MUTED),
        Line("Goal", tuple(own["target"]), AHEAD, "line"),
    )
    return Picture("Which months carry the goal?", facts.months, lines)


def _steps(line: pd.Series | None) -> Grid | None:
    """The goal from baseline to suggestion."""
    if line is None:
        return None
    rows: list[tuple[str, float, float]] = []
    total = 0.0
    for step in STEPS:
        adds = added(line, step)
        total += adds
        if step == BASELINE or abs(adds) >= 0.5:
            rows.append((HISTORY.name if step == BASELINE else step.name, adds, total))
    check_sum([total], float(line["suggested"]), str(line["rep"]))
    fields = (Field("How the goal comes about", 3, "text"), Field("Adds", 1, "signed"),
              Field("Makes"))  # fmt: skip
    return Grid(fields, tuple(rows))


def _both(facts: Facts, rep_id: str) -> list[Block]:
    """The months as a picture, and the steps beside it."""
    picture, grid = _months(facts, rep_id), _steps(facts.whole(rep_id))
    if picture is None or grid is None:
        return [block for block in (picture, grid) if block is not None]
    return [Beside(replace(picture, wide=7), grid)]


def _goals(facts: Facts, rep_id: str) -> list[Block]:
    """All goals of the rep, activities, products and territories too."""
    own = facts.lines[facts.lines[REP_ID] == rep_id]
    metrics = facts.plan.metrics
    left_out = {metric.name for metric in metrics if not metric.negotiated}
    own = own[~own["metric"].isin(left_out)]
    for part in PARTS:  # a single one is the whole
        named = own[part] != ""
        own = own[~named] if named.sum() < 2 else own
    said = facts.log.of(rep_id)
    typed = facts.team.loc[facts.team[REP_ID] == rep_id, "agreed"].iloc[0]
    rows = []
    for line in own.to_dict("records"):
        goal = GoalId(*(str(line[key]) for key in ("metric", *PARTS)))
        tenths = line["metric"] in metrics and metrics[str(line["metric"])].digits > 0
        kind = {"share": "rate", "count": "tenths" if tenths else "count"}.get(
            line["unit"], "money"
        )
        agreed = typed if goal == WHOLE else said.line(goal).in_force
        numbers = [line["last_actual"], line["suggested"], agreed, line["low"], line["middle"]]
        values = [Number(float(value), kind) for value in [*numbers, line["high"]]]
        change = float(ratio(float(line["suggested"]), float(line["last_actual"])) - 1)
        rows.append((goal.label, *values[:2], change, *values[2:], line["chance"]))
    fields = (
        Field("Goal", 4, "text"), Field("Last year"), Field("Suggested"),
        Field("Change", 1, "change"), Field("Agreed"), Field("Low"), Field("Expected"),
        Field("High"), Field("Chance", 1, "share"),
    )  # fmt: skip
    note = (
        "Change is that of the suggestion. Low is reached in nine cases of ten, expected in one of "
        "two, high in one of ten."
    )
    less = [m.name for m in metrics if m.good is Direction.LOWER and m.name in {*own["metric"]}]
    if less:
        note += f" Less is better for {', '.join(less)}: there it is the other way round."
    return [Heading("All goals"), Grid(fields, tuple(rows)), Words(note, quiet=True)]


def _last_year(facts: Facts, rep_id: str) -> list[Block]:
    """Last year's goal, what came, and the reason."""
    rows = facts.review[(facts.review["by"] == "Rep") & (facts.review["id"] == rep_id)]
    if rows.empty or np.isnan(rows["target"].iloc[0]):
        return []
    row = rows.iloc[0]
    reached = float(ratio(float(row["actual"]), float(row["target"])))
    said = f"Goal {row['target']:,.0f}, actual {row['actual']:,.0f}: {reached:.0%} attained."
    reason = without_others(facts, rep_id, str(row["reason"]))
    return [Heading("Last year"), Words(f"{said} {reason}".strip())]


def _signs(facts: Facts, rep_id: str) -> list[Block]:
    """Activities against their plan."""
    own = facts.signs[facts.signs[REP_ID] == rep_id]
    if own.empty or not facts.is_tracked:
        return []
    columns = (own[n] for n in ("sign", "status", "plan_to_date", "actual", "what_it_means"))
    fields = (
        Field("Activity", 2, "text"), Field("Status", 2, "text"), Field("Plan", 1, "tenths"),
        Field("Actual", 1, "tenths"), Field("What it means", 6, "text"),
    )  # fmt: skip
    return [Heading("Leading signs"), Grid(fields, tuple(zip(*columns, strict=True)))]


def without_others(facts: Facts, rep_id: str, text: str) -> str:
    """A text that somebody typed, unless it names another rep: then it is not shown."""
    here = folded(text)
    own = set(folded(_name(facts, rep_id)).split())
    for other, name in zip(facts.plan.reps[REP_ID], facts.plan.reps["rep"], strict=True):
        words = {*folded(name).split(), folded(other)} - own
        named = (word for word in words if len(word) >= LEAST_LETTERS)
        if other != rep_id and any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", here) for w in named):
            return LEFT_OUT
    return text


def _name(facts: Facts, rep_id: str) -> str:
    """A rep's name."""
    reps = facts.plan.reps
    return str(reps.loc[reps[REP_ID] == rep_id, "rep"].iloc[0])
