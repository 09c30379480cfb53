"""The report's pages about the team: goals, last year, steps, fairness, the period so far."""

import numpy as np
import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.rates import ratio
from xlgoals.domain.step_language import Step
from xlgoals.domain.steps import BASELINE, GROUPS, STEPS, check_sum
from xlgoals.sums.track.tracking import BEHIND
from xlgoals.tables.sheets import findings
from xlgoals.verbs.report.read import Facts
from xlgoals.views import theme
from xlgoals.views.report_language import (
    Block,
    Field,
    Grid,
    Heading,
    Line,
    Number,
    Page,
    Picture,
    Tile,
    Tiles,
    Words,
)
from xlgoals.views.theme import AHEAD, ATTENTION, MUTED

MOST_BARS = 24
"""With more reps a chart by rep says nothing any more."""
MOST_SIGNS = 8


def goal_of(frame: pd.DataFrame) -> pd.Series:
    """Agreed, or else suggested."""
    return frame["agreed"].fillna(frame["suggested"])


def team_page(facts: Facts) -> Page:
    """Everybody's goal on one page."""
    team, plan = facts.team, facts.plan
    company = plan.settings.goal
    last = team["last_actual"].sum(min_count=1)
    agreed = team["agreed"].sum(min_count=1)
    open_ = int(team["agreed"].isna().sum())
    blocks: list[Block] = [
        Tiles(
            (
                Tile("Company goal", "not set" if np.isnan(company) else company),
                Tile("Suggested", team["suggested"].sum()),
                Tile(f"Agreed, {open_} open" if open_ else "Agreed with all", agreed),
                Tile("Last twelve months", last),
            )
        ),
    ]
    if facts.is_tracked:
        blocks.append(progress_tiles(facts.tracking.iloc[0]))
    blocks += _by_rep(team, goal_of(team), f"{team_finding(facts)}")
    change = ratio(goal_of(team), team["last_actual"]) - 1
    total = (
        "Team", "", last, team["suggested"].sum(), agreed,
        float(goal_of(team).sum() / last - 1) if last else np.nan, team_chance(facts), "",
    )  # fmt: skip
    rows = zip(
        team["rep"], team["territory"], team["last_actual"], team["suggested"], team["agreed"],
        change, team["chance"], team["status"], strict=True,
    )  # fmt: skip
    fields = (
        Field("Rep", 3, "text"), Field("Territory", 2, "text"), Field("Last year"),
        Field("Suggested"), Field("Agreed"), Field("Change", 1, "change"),
        Field("Chance", 1, "share"), Field("Status", 2, "text"),
    )  # fmt: skip
    blocks.append(Grid(fields, (total, *rows), bold=1))
    return Page("Team", plan.name, f"{facts.period}{money_in(facts)}", tuple(blocks))


def money_in(facts: Facts) -> str:
    """What amounts are in."""
    return f" · amounts in {facts.currency}" if facts.currency else ""


def team_finding(facts: Facts) -> str:
    """What the goals together come to."""
    goal, company = goal_of(facts.team).sum(), facts.plan.settings.goal
    if np.isnan(company):
        return f"Goals of {goal:,.0f} in all, against last year"
    gap = goal - company
    if abs(gap) < 0.5:
        return "The goals come to the company goal exactly"
    return (
        f"The goals come to {abs(gap):,.0f} {'more' if gap > 0 else 'less'} than the company goal"
    )


def team_chance(facts: Facts) -> float:
    """The team's chance, from its own range."""
    whole = facts.whole("")
    return np.nan if whole is None else float(whole["chance"])


def progress_tiles(row: pd.Series) -> Tiles:
    """How the period goes, as tiles."""
    pace = row["pace"]
    word = str(row["status"])
    tone = {"▲": "ahead", "✓": "ahead", "▼": "behind"}.get(word[:1], "")
    return Tiles(
        (
            Tile("Actual to date", row["actual"]),
            Tile("Pace by season", word if np.isnan(pace) else f"{word} {pace:.0%}", tone=tone),
            Tile("Projected end", row["projected"]),
            Tile("Chance of the goal", row["chance"], "share"),
        )
    )


def _by_rep(team: pd.DataFrame, goal: pd.Series, question: str) -> list[Block]:
    """Goal against last year by rep, as bars."""
    if len(team) > MOST_BARS:
        return []
    lines = (
        Line("Last twelve months", tuple(team["last_actual"]), MUTED),
        Line("Goal: agreed, or else suggested", tuple(goal), AHEAD),
    )
    return [Picture(question, tuple(team["rep"]), lines)]


PRINTED = ("Team", "Rep", "Territory", "Product")
"""What of last year is on paper; the rest is on sheet Review."""


def review_page(facts: Facts) -> Page | None:
    """Last year: who reached the goal, and why or why not."""
    rows = facts.review
    if rows.empty or rows["target"].isna().all():
        return None
    attainment = ratio(rows["actual"], rows["target"])
    rows = rows.assign(attainment=attainment, gap=rows["actual"] - rows["target"])
    reps = rows[(rows["by"] == "Rep") & rows["attainment"].notna()]
    blocks: list[Block] = []
    if 0 < len(reps) <= MOST_BARS:
        reached = int((reps["attainment"] >= 1).sum())
        question = f"{reached} of {len(reps)} reached last year's goal"
        line = Line("Attainment", tuple(reps["attainment"]), AHEAD)
        even = Line("Goal", (1.0,) * len(reps), ATTENTION, "line")
        blocks.append(
            Picture(question, tuple(reps["name"]), (line, even), tall=11, number_format="0%")
        )
    fields = (
        Field("", 3, "text"), Field("Goal"), Field("Actual"), Field("Gap"),
        Field("Attained", 1, "share"), Field("Why", 5, "text"),
    )  # fmt: skip
    found = facts.findings[facts.findings["what"] == findings.FOUND]["sentence"]
    if len(found):
        blocks += [Heading("What mattered most"), *(Words(f"• {text}") for text in found)]
    for level in PRINTED:
        own = rows[rows["by"] == level]
        if own.empty:
            continue
        columns = (own[n] for n in ("name", "target", "actual", "gap", "attainment", "reason"))
        blocks += [
            Heading("The team" if level == "Team" else f"By {level.lower()}"),
            Grid(fields, tuple(zip(*columns, strict=True))),
        ]
    return Page("Last year", "Last year", "What was asked, what came, and why", tuple(blocks))


def goals_page(facts: Facts) -> Page:
    """How the suggested goals come about, and what was agreed."""
    blocks: list[Block] = []
    whole = facts.whole("")
    if whole is not None:
        blocks.append(moves(whole, "What moves the team's goal away from history alone?"))
    agreed = facts.team.set_index(REP_ID)["agreed"]
    rows = []
    for rep_id in ("", *facts.team[REP_ID]):
        line = facts.whole(rep_id)
        if line is None:
            continue
        sums = [sum(added(line, step) for step in steps) for steps in GROUPS.values()]
        check_sum(sums, float(line["suggested"]), str(line["rep"]))
        said = agreed.sum(min_count=1) if rep_id == "" else agreed.get(rep_id, np.nan)
        rows.append(
            (
                line["rep"],
                *sums,
                line["suggested"],
                said,
                line["middle"],
                line["chance"],
            )
        )
    fields = (
        Field("Rep", 3, "text"), *(Field(group.name) for group in GROUPS),
        Field("Suggested"), Field("Agreed"), Field("Expected"), Field("Chance", 1, "share"),
    )  # fmt: skip
    summed = [group.summed for group in GROUPS]
    blocks += [
        Heading("Rep by rep"),
        Grid(fields, tuple(rows), bold=1),
        Words(
            f"{', '.join(summed[:-1])} and {summed[-1]} add up to what is suggested. Expected is "
            "the middle forecast: reached in one case of two. The chance is that of what is "
            "suggested.",
            quiet=True,
        ),
    ]
    return Page("Goals", "Suggested and agreed goals", facts.period, tuple(blocks))


def added(line: pd.Series, step: Step) -> float:
    """What a step adds; nothing where it is unknown."""
    value = float(line[step.column])
    return 0.0 if np.isnan(value) else value


def moves(line: pd.Series, question: str) -> Picture:
    """What moves a goal away from what history alone supports; idle steps are left out."""
    steps = [(step.name, added(line, step)) for step in STEPS if step != BASELINE]
    steps = [(name, adds) for name, adds in steps if abs(adds) >= 0.5] or [("Nothing", 0.0)]
    values = np.array([adds for _, adds in steps])
    more, less = np.where(values > 0, values, np.nan), np.where(values < 0, values, np.nan)
    lines = (
        Line("Adds", tuple(more), AHEAD, labels="+#,##0"),
        Line("Takes away", tuple(less), theme.BEHIND, labels="#,##0;−#,##0"),
    )
    names = tuple(name for name, _ in steps)
    return Picture(question, names, lines, kind="bar", tall=len(names) + 3)


def fairness_page(facts: Facts) -> Page | None:
    """Whether the goals are fair and within reach, as a whole."""
    if facts.balance.empty:
        return None
    rows = []
    for row in facts.balance.to_dict("records"):
        kind = {"share": "share", "number": "hundredths"}.get(row["unit"], "money")
        rows.append((row["question"], Number(float(row["answer"]), kind), row["what_it_means"]))
    fields = (Field("Question", 4, "text"), Field("Answer", 2), Field("What it means", 6, "text"))
    blocks: list[Block] = []
    team = facts.team[facts.team["chance"].notna()]
    if 0 < len(team) <= MOST_BARS:
        line = Line("Chance", tuple(team["chance"]), AHEAD)
        half = Line("One in two", (0.5,) * len(team), ATTENTION, "dashed")
        question = "How likely is each suggested goal?"
        blocks.append(
            Picture(question, tuple(team["rep"]), (line, half), tall=11, number_format="0%")
        )
    blocks.append(Grid(fields, tuple(rows)))
    return Page("Fairness", "Are the goals fair?", "As a whole, and side by side", tuple(blocks))


def curve(months: pd.DataFrame, names: tuple[str, ...], question: str) -> Picture:
    """Plan, actual and projection, added up."""
    lines = (
        Line("Plan by season", tuple(months["plan_so_far"]), MUTED, "line"),
        Line("Actual", tuple(months["actual_so_far"]), AHEAD, "line"),
        Line("Projected", tuple(months["projected"]), ATTENTION, "line"),
        Line("Low and high", tuple(months["low"]), ATTENTION, "dashed"),
        Line("High", tuple(months["high"]), ATTENTION, "dashed", named=False),
    )
    return Picture(question, names, lines, kind="line", tall=13)


def tracking_page(facts: Facts) -> Page | None:
    """How the period goes so far."""
    if not facts.is_tracked:
        return None
    rows = facts.tracking
    first = rows.iloc[0]
    months = facts.tracked_months[facts.tracked_months[REP_ID] == ""]
    blocks: list[Block] = [progress_tiles(first)]
    gap = first["projected"] - first["goal"]
    side = "above" if gap >= 0 else "below"
    question = f"The period is heading for {abs(gap):,.0f} {side} the goal"
    question = "Plan and actual, added up" if np.isnan(gap) else question
    if len(months) == len(facts.months):
        blocks.append(curve(months, facts.months, question))
    names = ("rep", "status", "goal", "plan_to_date", "actual", "pace", "projected", "chance",
             "needed_a_month")  # fmt: skip
    fields = (
        Field("Rep", 3, "text"), Field("Status", 2, "text"), Field("Goal"), Field("Plan to date"),
        Field("Actual"), Field("Pace", 1, "share"), Field("Projected"),
        Field("Chance", 1, "share"), Field("Needed a month"),
    )  # fmt: skip
    blocks.append(Grid(fields, tuple(zip(*(rows[n] for n in names), strict=True)), bold=1))
    short = facts.signs[(facts.signs["status"] == BEHIND) & (facts.signs[REP_ID] != "")]
    short = short.sort_values("share_of_plan", kind="stable").head(MOST_SIGNS)
    if len(short):
        signs = tuple(zip(short["rep"], short["what_it_means"], strict=True))
        two = (Field("Rep", 3, "text"), Field("What is short today", 9, "text"))
        blocks += [Heading("Leading signs"), Grid(two, signs)]
    return Page("So far", "The period so far", "Against what was agreed, by season", tuple(blocks))
