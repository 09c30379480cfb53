"""What lies beside the goals when they are talked about: months, reasons, and last year."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from xlgoals.domain.metrics import DEFAULT, REVENUE, AddsUp, Metric, Metrics, Unit
from xlgoals.domain.months import month_label
from xlgoals.domain.people import REP_ID
from xlgoals.negotiation.goals import last_year
from xlgoals.sums.review.last_year import reasons_for
from xlgoals.tables.chosen_metrics import read_metrics
from xlgoals.tables.sheets import reps, review, settings, targets, targets_by_month
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.tables.workbook import Readable
from xlgoals.verbs.explain import explained, in_force
from xlgoals.verbs.plan import read_settings


@dataclass(frozen=True)
class Evidence:
    """What every rep's sheet needs beside the negotiation itself."""

    lines: pd.DataFrame
    """The Targets table."""
    by_month: pd.DataFrame
    """The TargetsByMonth table."""
    assumed: pd.DataFrame
    """The Assumptions table."""
    looked_at: pd.DataFrame
    """The Review table."""
    territories: Mapping[str, str]
    unit: float
    """What revenue goals are rounded to (money)."""
    metrics: Metrics = DEFAULT
    """What goals are set for."""

    def metric(self, name: str) -> Metric:
        """A metric by its name; one that the plan no longer has is a number with a decimal."""
        if name in self.metrics:
            return self.metrics[name]
        return Metric(name, Unit.COUNT, AddsUp.SUM, digits=1, built_in=False)

    @cached_property
    def _own(self) -> Mapping[str, pd.DataFrame]:
        """Each rep's rows of the Targets table."""
        return {str(rep_id): rows for rep_id, rows in self.lines.groupby(REP_ID, sort=False)}

    def sentences(self, rep_id: str, *, for_rep: bool = False) -> tuple[str, ...]:
        """Why a rep's revenue goal is what it is; nothing for a rep without one.

        Args:
            rep_id: Whose.
            for_rep: Whether the rep reads them, as ``explained`` takes it.
        """
        own = self._own.get(rep_id, self.lines.iloc[:0])
        whole = (own["product"] == "") & (own["territory"] == "") & (own["metric"] == REVENUE.name)
        return explained(own, self.assumed, for_rep=for_rep).sentences if whole.any() else ()

    @cached_property
    def _said(self) -> pd.DataFrame:
        """The rows of Review beside which the manager wrote a reason."""
        return self.looked_at[self.looked_at["reason"].fillna("") != ""]

    @cached_property
    def _came(self) -> Mapping[str, tuple[float, float]]:
        """Last year's revenue goal and what came, by rep."""
        own = self.looked_at[self.looked_at["by"] == "Rep"]
        pairs = zip(own["target"].astype(float), own["actual"].astype(float), strict=True)
        return dict(zip(own["id"], pairs, strict=True))

    def reasons(self, rep_id: str) -> tuple[str, ...]:
        """How last year went for a rep, and why as the manager wrote it."""
        went = _went(*self._came[rep_id]) if rep_id in self._came else ""
        return tuple(text for text in (went, *reasons_for(self._said, rep_id)) if text)

    def months(self, rep_id: str) -> tuple[list[str], list[list[float]]]:
        """A rep's months, and what they brought and shall bring."""
        return last_year(self.by_month, rep_id)

    @cached_property
    def period(self) -> str:
        """The period, such as ``2027-01 to 2027-12``."""
        months = self.by_month["month"].dropna()
        if not len(months):
            return ""
        return f"{month_label(int(months.min()))} to {month_label(int(months.max()))}"


def read_evidence(workbook: Readable) -> Evidence:
    """The evidence as the plan's sheets hold it."""
    lines = typed_rows(workbook, targets.TABLE)[1]
    by_month = typed_rows(workbook, targets_by_month.TABLE)[1]
    return evidence(workbook, lines, by_month, typed_rows(workbook, review.TABLE)[1])


def evidence(
    workbook: Readable, lines: pd.DataFrame, by_month: pd.DataFrame, looked_at: pd.DataFrame
) -> Evidence:
    """The evidence, from tables that may not be written yet.

    Args:
        lines: The Targets table.
        by_month: The TargetsByMonth table.
        looked_at: The Review table.
    """
    values, _ = read_settings(typed_rows(workbook, settings.TABLE)[1])
    unit = values["Rounding"]
    people = typed_rows(workbook, reps.TABLE)[1]
    return Evidence(
        lines,
        by_month,
        in_force(workbook),
        looked_at,
        dict(zip(people[REP_ID], people["territory"], strict=True)),
        float(unit) if isinstance(unit, int | float) and unit > 0 else 1.0,
        read_metrics(workbook)[0],
    )


def _went(target: float, actual: float) -> str:
    """A result against its goal, in a sentence."""
    if np.isnan(actual):
        return ""
    if np.isnan(target):
        return f"Revenue came to {actual:,.0f}; there was no goal."
    share = f", {actual / target:.0%} of it" if target > 0 else ""
    return f"Revenue came to {actual:,.0f} against a goal of {target:,.0f}{share}."
