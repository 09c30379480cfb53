"""Why a rep's goals are what they are, in sentences, from what sheet Targets holds."""

from dataclasses import dataclass

import pandas as pd

from xlgoals.domain.assumption_kinds import ALL, MONEY, SHARE, ActsOn, kinds_that_change
from xlgoals.domain.errors import InputError
from xlgoals.domain.metrics import REVENUE
from xlgoals.domain.people import REP_ID, REP_NAME, find_rep
from xlgoals.domain.steps import BASELINE, STEPS, check_sum, misfit
from xlgoals.sums.suggest.assumption_effects import split_scope, with_units
from xlgoals.tables.sheets import assumptions, settings, targets
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Readable
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.plan import ramp_schedule, read_settings

LEAST = 0.005
"""Steps smaller than this are nothing."""

COMPARED = ("last_period_assumed", "last_period_actual", "next_period")
"""Columns of an assumption that stand beside each other."""


@dataclass(frozen=True)
class ToldStep:
    """One step of a goal: what it adds, and what it means."""

    name: str
    adds: float
    total: float
    """The goal after this step."""
    meaning: str


@dataclass(frozen=True)
class Explained:
    """A rep's goals with their reasons."""

    rep: str
    goal: float
    steps: tuple[ToldStep, ...]
    sentences: tuple[str, ...]

    def outcome(self) -> Outcome:
        """A rep's goals with their reasons, told."""
        return Outcome(self.sentences[0], self.sentences[1:], changed=False, data=vars(self))


@one_pass
def explain(workbook: Readable, rep: str) -> Explained:
    """Why a rep's goals are what they are; the team's for the name ``Team``.

    Args:
        rep: A rep's id or name, or the beginning of a word of a name that is nobody else's.

    Errors:
        InputError: there is no such rep, or there are no goals yet.
    """
    table = typed_rows(workbook, targets.TABLE)[1]
    if not len(table):
        raise InputError("There are no goals yet; run xlgoals regenerate first.")
    rep_id = find_rep(zip(table[REP_ID], table[REP_NAME], strict=True), rep, by_word=True)
    return explained(table[table[REP_ID] == rep_id], in_force(workbook))


def in_force(workbook: Readable) -> pd.DataFrame:
    """The Assumptions table; a ramp schedule takes the place of what is expected of all ramps."""
    table = with_units(typed_rows(workbook, assumptions.TABLE)[1])
    given = typed_rows(workbook, settings.TABLE)[1]
    if not ramp_schedule(read_settings(given)[0], given)[0]:
        return table
    general = table["kind"].isin(kinds_that_change(ActsOn.RAMP)) & (table["scope"] == ALL)
    return table.assign(next_period=table["next_period"].mask(general))


def explained(lines: pd.DataFrame, assumed: pd.DataFrame, *, for_rep: bool = False) -> Explained:
    """Why the goals of one rep, or of the team, are what they are.

    Args:
        lines: The rep's rows of the Targets table.
        assumed: The Assumptions table.
        for_rep: Whether the rep reads it: what would tell of others is then told as one.

    Errors:
        InputError: the rep would read steps that do not add up to what is suggested. The manager
            reads a sentence about it first.
    """
    whole = lines[(lines["product"] == "") & (lines["territory"] == "")]
    revenue = whole[whole["metric"] == REVENUE.name].iloc[0]
    steps = _steps(revenue, for_rep=for_rep)
    goal, name = float(revenue["suggested"]), str(revenue["rep"])
    parts = [float(revenue[step.column]) for step in STEPS]
    if for_rep:
        check_sum(parts, goal, name)
    wrong = misfit(parts, goal, name)
    sentences = (
        *([wrong] if wrong else []),
        *_opening(revenue),
        *(_sentence(step) for step in steps if step.name != BASELINE.name),
        *_range(revenue),
        *_activities(whole),
        *_parts(lines),
        *_expected(assumed, lines),
    )
    return Explained(name, goal, steps, sentences)


def _steps(line: pd.Series, *, for_rep: bool) -> tuple[ToldStep, ...]:
    """The steps that do something, and the baseline."""
    added: dict[tuple[str, str], float] = {}
    for step in STEPS:
        shown = (step.for_rep if for_rep else None) or step
        told = shown.name, shown.meaning
        added[told] = added.get(told, 0.0) + float(line[step.column])
    steps: list[ToldStep] = []
    total = 0.0
    for (name, meaning), adds in added.items():
        total += adds
        if name == BASELINE.name or abs(adds) >= LEAST:
            steps.append(ToldStep(name, adds, round(total, 2), meaning))
    return tuple(steps)


def _opening(line: pd.Series) -> list[str]:
    """The goal, last year, and the baseline."""
    goal, last, base = (float(line[name]) for name in ("suggested", "last_actual", "baseline"))
    against = f", {goal / last - 1:+.1%} against the last twelve months ({last:,.0f})"
    return [
        f"{line['rep']}: {goal:,.0f} suggested{against if last > 0 else ''}.",
        f"History alone supports {base:,.0f}. {line['why']}",
    ]


def _sentence(step: ToldStep) -> str:
    """A step, with what the goal is after it."""
    before = step.total - step.adds
    share = f" ({step.adds / before:+.1%})" if before > 0 else ""
    return f"{step.name} {step.adds:+,.0f}{share}, makes {step.total:,.0f}. {step.meaning}"


def _range(line: pd.Series) -> list[str]:
    """How likely the goal is."""
    if pd.isna(line["chance"]):
        return []
    return [
        f"The chance of reaching it is {line['chance']:.0%}: in nine cases of ten it comes to at "
        f"least {line['low']:,.0f}, in one of two to {line['middle']:,.0f}, in one of ten to "
        f"{line['high']:,.0f}."
    ]


def _activities(whole: pd.DataFrame) -> list[str]:
    """What the revenue goal takes, from the sale back to the opportunity."""
    told = ["metric", "unit", "suggested", "why"]
    other = whole.loc[whole["metric"] != REVENUE.name, told]
    texts = []
    for line in other.to_dict("records"):
        value = (
            f"{line['suggested']:.1%}" if line["unit"] == "share" else f"{line['suggested']:,.10g}"
        )
        texts.append(f"{line['metric']}: {value}. {line['why']}")
    return texts


def _parts(lines: pd.DataFrame) -> list[str]:
    """The goal by product and by territory."""
    texts = []
    for part in ("product", "territory"):
        named = lines[(lines[part] != "") & (lines["metric"] == REVENUE.name)]
        listed = [f"{n} {g:,.0f}" for n, g in zip(named[part], named["suggested"], strict=True)]
        if len(listed) > 1:
            texts.append(f"By {part}: {', '.join(listed)}.")
    return texts


def _expected(table: pd.DataFrame, lines: pd.DataFrame) -> list[str]:
    """What was assumed for the last period, how it came, and what is assumed now."""
    rep = {str(lines[REP_ID].iloc[0]).casefold()}
    own = {
        "rep": rep,
        **{part: set(lines[part].str.casefold()) for part in ("territory", "product")},
    }
    looked_back = table[table["last_period_assumed"].notna() & table["last_period_actual"].notna()]
    texts = []
    for row in looked_back.to_dict("records"):
        kind, name = split_scope(row["scope"])
        if kind != ALL and name.casefold() not in own.get(kind, set()):
            continue
        assumed, came, now = (_in_unit(row[name], row["unit"]) for name in COMPARED)
        where = "" if kind == ALL else f" ({name})"
        after = f"; {now} now" if now else ""
        texts.append(f"{row['kind']}{where}: last period {assumed} assumed, {came} came{after}.")
    return texts


def _in_unit(value: float, unit: str) -> str:
    """A value of an assumption as it is said; empty where it is unknown."""
    if pd.isna(value):
        return ""
    if unit == SHARE:
        return f"{value:.1%}"
    return f"{value:,.0f}" if unit == MONEY else f"{value:g} month{'' if value == 1 else 's'}"
