"""The whole report, and the one for a single rep."""

import math

import pandas as pd

from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.report.read import Facts, read_facts, wanted_rep
from xlgoals.verbs.report.rep import rep_page
from xlgoals.verbs.report.team import (
    fairness_page,
    goals_page,
    review_page,
    team_page,
    tracking_page,
)
from xlgoals.views.report_language import (
    Block,
    Field,
    Grid,
    Heading,
    Line,
    Number,
    Page,
    Picture,
    Report,
    Words,
)
from xlgoals.views.theme import AHEAD, HAIRLINE, MUTED

METHOD = (
    "History alone is the level of the last twelve months (newer months count more where that "
    "served better), times the season, times a little of the team's last growth. Months that stand "
    "out count less, since they seldom come back.",
    "What was assumed – market, prices, competition, people leaving, new hires – is one step each, "
    "within its months and scope. The company goal pulls by the weight set in the plan; a goal "
    "already promised stays. All steps add up to the suggestion, months and products to the rep.",
    "The range comes from how far the past lay from such forecasts. Low is reached in nine cases "
    "of ten, high in one of ten. How far the assumptions may be off is not in it.",
    "The period is followed by season, not by days: pace is what came ÷ the part of the plan that "
    "is due. The projected end moves with the pace as far as it tells more than luck.",
)


@one_pass
def report(workbook: Workbook) -> Report:
    """Everything: team, last year, goals, fairness, the period, each rep, own goals, method.

    Errors:
        InputError: there are no goals yet.
    """
    facts = read_facts(workbook)
    pages = (
        team_page(facts),
        review_page(facts),
        goals_page(facts),
        fairness_page(facts),
        tracking_page(facts),
        *(rep_page(facts, rep_id) for rep_id in facts.team[REP_ID]),
        _own_page(facts),
        _method_page(facts),
    )
    return Report(facts.plan.name, tuple(page for page in pages if page is not None))


@one_pass
def rep_report(workbook: Workbook, name: str) -> Report:
    """One rep's page, with nothing of anybody else's.

    Errors:
        InputError: there are no goals yet, or the rep is not known.
    """
    facts = read_facts(workbook)
    page = rep_page(facts, wanted_rep(facts, name), alone=True)
    words = tuple(Words(text) for text in METHOD)
    method = Page("Method", "How the goal is found", "In brief", words)
    return Report(facts.plan.name, (page, method))


def _own_page(facts: Facts) -> Page | None:
    """The manager's own goals."""
    if facts.progress.empty and facts.my_goals.empty:
        return None
    blocks: list[Block] = []
    months = facts.my_months
    if len(months) == len(facts.months) and float(months["coaching_planned"].sum()) > 0:
        lines = (
            Line("Done (hours)", tuple(months["coaching_done"]), AHEAD),
            Line("Coming", tuple(months["coaching_coming"]), HAIRLINE),
            Line("Planned", tuple(months["coaching_planned"]), MUTED, "line"),
        )
        question = "Is there the coaching time that was planned?"
        blocks.append(Picture(question, facts.months, lines, tall=11))
    blocks.append(_plain_goals(facts) if facts.progress.empty else _progress(facts.progress))
    return Page("Own goals", "My own goals", "Time for the reps, and the rest", tuple(blocks))


def _progress(rows: pd.DataFrame) -> Grid:
    """Own goals against the log."""
    names = ("goal", "rep", "unit", "planned", "planned_to_date", "done", "coming", "status")
    fields = (
        Field("Goal", 2, "text"), Field("Rep", 3, "text"), Field("Unit", 1, "text"),
        Field("Planned", 1, "tenths"), Field("To date", 1, "tenths"), Field("Done", 1, "tenths"),
        Field("Coming", 1, "tenths"), Field("Status", 2, "text"),
    )  # fmt: skip
    return Grid(fields, tuple(zip(*(rows[name] for name in names), strict=True)))


def _plain_goals(facts: Facts) -> Grid:
    """Own goals as they are typed."""
    rows = facts.my_goals
    names = dict(zip(facts.plan.reps[REP_ID], facts.plan.reps["rep"], strict=True))
    who = [names.get(rep_id, "") for rep_id in rows[REP_ID]]
    per = [f"{unit} a {per}" for unit, per in zip(rows["unit"], rows["per"], strict=True)]
    fields = (
        Field("Goal", 3, "text"), Field("Rep", 3, "text"), Field("Planned", 1, "tenths"),
        Field("", 2, "text"), Field("Note", 3, "text"),
    )  # fmt: skip
    return Grid(fields, tuple(zip(rows["goal"], who, rows["planned"], per, rows["note"],
                                  strict=True)))  # fmt: skip


def _method_page(facts: Facts) -> Page:
    """Assumptions, settings, and the method in brief."""
    blocks: list[Block] = []
    rows = []
    for row in facts.plan.assumptions.to_dict("records"):
        kind = {"share": "rate", "money": "money"}.get(row["unit"], "tenths")
        value = Number(float(row["next_period"]), kind)
        rows.append((row["kind"], row["scope"], _since(row["from"]), value, row["why"]))
    if rows:
        fields = (
            Field("Assumption", 2, "text"), Field("Scope", 2, "text"), Field("From", 1, "text"),
            Field("Next period"), Field("Why", 6, "text"),
        )  # fmt: skip
        blocks += [Heading("What was assumed"), Grid(fields, tuple(rows))]
    settings = facts.plan.settings
    values = (
        ("Weight of the company goal against history", Number(settings.top_down, "share")),
        ("Weight of potential against history", Number(settings.potential, "share")),
        ("Stretch", Number(settings.stretch, "rate")),
        ("Hedge", Number(settings.hedge, "rate")),
        ("Goals are multiples of", Number(settings.unit, "money")),
    )
    two = (Field("Setting", 6, "text"), Field("", 2))
    blocks += [
        Heading("Settings"),
        Grid(two, values),
        Heading("How goals are found"),
        *(Words(text) for text in METHOD),
    ]
    return Page("Method", "Assumptions and method", "In brief", tuple(blocks))


def _since(month: float) -> str:
    """A first month; blank where it is the whole period."""
    return "" if math.isnan(month) else month_label(int(month))
