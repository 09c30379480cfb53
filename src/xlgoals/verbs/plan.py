"""A plan read from a workbook: typed tables, settings, and everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.metrics import Metrics, column_name
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.domain.plan_settings import Settings
from xlgoals.domain.problems import Problem, quoted
from xlgoals.sums.history import monthly_history as tidy_history
from xlgoals.sums.suggest import scenarios
from xlgoals.sums.suggest.assumption_effects import split_scope, starts_product
from xlgoals.tables.cell_values import Habits, convert
from xlgoals.tables.chosen_metrics import fitting, read_metrics
from xlgoals.tables.language import DATED, NUMERIC
from xlgoals.tables.numbers import NotANumberError
from xlgoals.tables.ramp_schedule import parse_ramp
from xlgoals.tables.sheets import INPUT_TABLES, settings
from xlgoals.tables.typed_tables import check_references, read_table
from xlgoals.tables.waterfall import TEAM
from xlgoals.tables.workbook import Readable
from xlgoals.verbs.assumption_checks import check_assumptions, usable
from xlgoals.verbs.metric_checks import fit_for_goals

LONGEST_GAP = 12
"""Months between the end of the history and the period beyond which a forecast is guesswork."""
MOST_MONTHS = 12


@dataclass(frozen=True)
class Plan:
    """Everything a plan's sums need."""

    name: str
    settings: Settings
    metrics: Metrics
    """What goals are set for."""
    reps: pd.DataFrame
    history: pd.DataFrame
    proposals: pd.DataFrame
    last_targets: pd.DataFrame
    assumptions: pd.DataFrame
    """Those of the scenario in force."""
    all_assumptions: pd.DataFrame
    scenario: str
    """The one in force; blank where it has no name."""
    changes: pd.DataFrame
    problems: tuple[Problem, ...]
    tables: Mapping[str, pd.DataFrame]
    """The usable rows of all input tables, by name, as they stand in the workbook."""


def read_plan(workbook: Readable, *, checking: bool = False) -> Plan:
    """The plan in a workbook. Rows with problems are left out and reported.

    Args:
        checking: Whether problems alone are wanted: then settings that cannot be read are among
            them. Else they stop it, since their defaults would be a plausible wrong number.

    Errors:
        PlanError: a table or a column is missing.
        InputError: there is no period to plan for.
    """
    tables: dict[str, pd.DataFrame] = {}
    metrics, problems = read_metrics(workbook)
    for declared in INPUT_TABLES:
        raw = workbook.read(declared)
        table, lacking = fitting(declared, raw, metrics)
        frame, flawed = read_table(table, raw)
        frame, lost = check_references(table, raw.sheet, frame, tables)
        tables[table.name] = frame
        problems += [*lacking, *flawed, *lost]
    problems += _check_columns(tables["History"], metrics)
    unknown = [name for name in metrics.measures if name not in tables["History"]]
    tables["History"] = tables["History"].assign(**dict.fromkeys(unknown, np.nan))
    metrics, unfit = fit_for_goals(metrics, tables["History"])
    problems += unfit
    values, flaws = read_settings(tables["Settings"])
    if flaws and not checking:
        raise InputError("\n".join(map(str, flaws)))
    ramp, unclear = ramp_schedule(values, tables["Settings"])
    numbers = replace(_settings(values, tables["History"]), ramp=ramp)
    sensible = usable(tables["Assumptions"])
    wanted = str(values["Scenario"])
    scenario = scenarios.find(sensible, wanted)
    problems += [*flaws, *unclear, *_checks(tables, numbers), *_check_scenario(tables, wanted)]
    return Plan(
        name=str(values["Plan name"]),
        settings=numbers,
        metrics=metrics,
        reps=tables["Reps"],
        history=_at_home(tables["History"], tables["Reps"]),
        proposals=tables["Proposals"],
        last_targets=tables["LastTargets"],
        assumptions=scenarios.chosen(sensible, scenario or scenarios.BASE),
        all_assumptions=sensible,
        scenario=scenario or scenarios.BASE,
        changes=tables["Changes"],
        problems=tuple(sorted(set(problems))),
        tables=tables,
    )


def read_settings(frame: pd.DataFrame) -> tuple[dict[str, object], list[Problem]]:
    """Each setting's value, or its default; what cannot be read is reported."""
    given = dict(zip(frame["setting"], frame["value"], strict=True))
    rows = dict(zip(frame["setting"], frame["row"], strict=True))
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for setting in settings.SETTINGS:
        series, flaws = convert(setting.column, [given.get(setting.name)], Habits())
        value = series.iloc[0]
        # a number without a default is unknown, not a blank
        unknown = setting.default is None and setting.kind in {*NUMERIC, *DATED}
        default = np.nan if unknown else setting.default
        values[setting.name] = default if value == "" or pd.isna(value) else value
        row = int(rows.get(setting.name, 0))
        problems += [Problem("Settings", row, setting.name, f.found, f.wanted) for f in flaws]
    return values, problems


def _settings(values: Mapping[str, object], history: pd.DataFrame) -> Settings:
    """The settings as the sums need them; the period follows the history where none is given."""
    number = {name: value for name, value in values.items() if isinstance(value, int | float)}
    start = number["Period start"]
    if np.isnan(start):
        if not len(history):
            raise InputError(
                "Settings!Period start is blank and there is no history to follow: type the first "
                "month of the period, such as 2027-01."
            )
        start = history["month"].max() + 1
    return Settings(
        start=int(start),
        months=int(min(number["Months"], MOST_MONTHS)),
        goal=float(number["Company goal"]),
        top_down=float(number["Top-down weight"]),
        potential=float(number["Potential weight"]),
        stretch=float(number["Stretch"]),
        hedge=float(number["Hedge"]),
        unit=float(number["Rounding"]),
    )


def ramp_schedule(
    values: Mapping[str, object], table: pd.DataFrame
) -> tuple[tuple[float, ...], list[Problem]]:
    """What a new hire brings month by month, as shares; what cannot be read is reported.

    Args:
        values: The settings.
        table: The Settings table.
    """
    text = str(values["Ramp schedule"])
    if not text:
        return (), []
    try:
        return parse_ramp(text), []
    except NotANumberError as error:
        wanted = f"{error.wanted}; hires ramp evenly"
        row = _setting_row(table, "Ramp schedule")
        return (), [Problem("Settings", row, "Ramp schedule", quoted(text), wanted)]


def _setting_row(table: pd.DataFrame, name: str) -> int:
    """The sheet row of a setting that the plan has."""
    return int(table.loc[table["setting"] == name, "row"].max())


def _at_home(history: pd.DataFrame, reps: pd.DataFrame) -> pd.DataFrame:
    """The history with the rep's home territory where none is given."""
    home = history[REP_ID].map(dict(zip(reps[REP_ID], reps["territory"], strict=True)))
    return history.assign(territory=history["territory"].where(history["territory"] != "", home))


def _checks(tables: Mapping[str, pd.DataFrame], numbers: Settings) -> list[Problem]:
    """What is wrong across cells and sheets."""
    return [
        *_check_period(tables["History"], numbers),
        *_check_employment(tables["Reps"]),
        *_check_names(tables["Reps"]),
        *check_assumptions(tables["Assumptions"]),
        *_check_scopes(tables, "Assumptions"),
        *_check_scopes(tables, "Changes"),
        *_check_last_targets(tables),
    ]


def _check_period(history: pd.DataFrame, numbers: Settings) -> list[Problem]:
    """The history must end shortly before the period."""
    before = history[history["month"] < numbers.start]
    if not len(history):
        return [Problem("History", 0, "", "no rows", "what each rep did; one year or more")]
    if not len(before):
        found = f"all rows in or after {month_label(numbers.start)}, the period's first month"
        return [Problem("Settings", 0, "Period start", found, "a month after the history")]
    gap = numbers.start - int(before["month"].max()) - 1
    if gap > LONGEST_GAP:
        found = f"{gap} months after the last month of History"
        return [Problem("Settings", 0, "Period start", found, "a period that follows the history")]
    return []


def _check_columns(history: pd.DataFrame, metrics: Metrics) -> list[Problem]:
    """A metric of the plan's own has no goals where its column is blank throughout."""
    return [
        Problem(
            "History",
            0,
            header,
            "no number in any row",
            f"numbers for {metric.name}: without them it has no goals",
        )
        for metric in metrics.own
        for header in metric.columns
        if (name := column_name(header)) in history and len(history) and history[name].isna().all()
    ]


def _check_employment(reps: pd.DataFrame) -> list[Problem]:
    """Nobody leaves before being hired."""
    odd = reps[reps["left"] < reps["hired"]]
    wanted = "a day after the day of hire"
    return [
        Problem("Reps", int(row), "Left", quoted(str(left)[:10]), wanted)
        for row, left in zip(odd["row"], odd["left"], strict=True)
    ]


def _check_names(reps: pd.DataFrame) -> list[Problem]:
    """Sheets where a name is picked find rows by it, as a lookup does: the first, in any case."""
    rows = {TEAM.casefold(): "which stands for all reps"}
    problems = []
    for row, rep_id, name in zip(reps["row"], reps[REP_ID], reps["rep"], strict=True):
        if earlier := rows.get(name.casefold()):
            wanted = (
                f"a name that nobody else has, such as {quoted(f'{name} ({rep_id})')}: sheets "
                "where a name is picked show only the first"
            )
            problems.append(Problem("Reps", int(row), "Rep", f"{quoted(name)}, {earlier}", wanted))
        rows.setdefault(name.casefold(), f"the same as in row {row}")
    return problems


def _check_scenario(tables: Mapping[str, pd.DataFrame], wanted: str) -> list[Problem]:
    """The scenario in force must have assumptions, and there is room for so many of them."""
    found = scenarios.names(tables["Assumptions"])
    problems = []
    if scenarios.find(tables["Assumptions"], wanted) is None:
        row = _setting_row(tables["Settings"], "Scenario")
        known = ", ".join(found[1:]) or "no scenario has a name there yet"
        text = f"a name in column Scenario of Assumptions ({known}); none was used"
        problems.append(Problem("Settings", row, "Scenario", quoted(wanted), text))
    if len(found) > scenarios.MOST:
        text = f"at most {scenarios.MOST - 1}; the first are compared"
        left = ", ".join(found[scenarios.MOST :])
        problems.append(Problem("Assumptions", 0, "Scenario", f"too many, such as {left}", text))
    return problems


def _names(tables: Mapping[str, pd.DataFrame]) -> dict[str, set[str]]:
    """The reps, territories and products that the plan knows, in small letters."""
    reps, history = tables["Reps"], tables["History"]
    return {
        "rep": {rep.casefold() for rep in reps[REP_ID]},
        "territory": {t.casefold() for t in {*reps["territory"], *history["territory"].unique()}},
        "product": {product.casefold() for product in history["product"].unique()},
    }


def _check_scopes(tables: Mapping[str, pd.DataFrame], name: str) -> list[Problem]:
    """What an assumption or a change is about must exist."""
    known = _names(tables)
    problems = []
    for line in tables[name].to_dict("records"):
        row, scope = line["row"], line["scope"]
        kind, thing = split_scope(scope)
        new = starts_product(line.get("kind", ""), scope, in_money=line.get("unit") == "money")
        if kind in known and thing.casefold() not in known[kind] and not new:
            wanted = f"a {kind} that Reps or History has; nothing is in this scope"
            problems.append(Problem(name, int(row), "Scope", quoted(scope), wanted))
    return problems


def _check_last_targets(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """A goal for a territory or a product must be for one that exists."""
    known, targets = _names(tables), tables["LastTargets"]
    return [
        Problem(
            "Last targets",
            int(row),
            part.capitalize(),
            quoted(value),
            f"a {part} that Reps or History has, or a blank for all",
        )
        for part in ("territory", "product")
        for row, value in zip(targets["row"], targets[part], strict=True)
        if value and value.casefold() not in known[part]
    ]


def tidy(plan: Plan) -> tidy_history.History:
    """The plan's history before the period."""
    return tidy_history.tidy(plan.history, plan.reps, plan.settings.start, plan.metrics)
