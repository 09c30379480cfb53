"""All worksheet functions, in the order of the reference page."""

from xlgoals.functions import (
    activity,
    agreement,
    changes,
    fairness,
    goals,
    pace,
    people,
    pipeline,
    rates,
    sharing,
)
from xlgoals.functions.registry import FunctionSpec, describe

GROUPS = {
    "Rates": (
        rates.close_rate,
        rates.attainment,
        rates.margin_pct,
        rates.price_realization,
        rates.avg_sale,
        rates.conversion,
        rates.win_rate,
    ),
    "Pipeline": (
        pipeline.avg_proposals_in_process,
        pipeline.pipeline_coverage,
        pipeline.required_coverage,
        pipeline.sales_velocity,
        pipeline.sales_cycle_days,
    ),
    "Goals": (
        goals.suggested_target,
        goals.target_range,
        goals.attain_probability,
        goals.seasonal_split,
        sharing.allocate,
        people.ramped_target,
        people.ramp_factor,
        people.turnover_loss,
        activity.required_activity,
        sharing.weighted_share,
        sharing.over_assign,
    ),
    "Review": (changes.why_changed, changes.price_volume_mix),
    "Negotiation": (agreement.gap, agreement.compromise, agreement.agreed_share),
    "Fairness": (fairness.within_band, fairness.gini),
    "Pace": (pace.pace, pace.projected_end),
}

PLAIN = {
    *GROUPS["Rates"],
    pipeline.pipeline_coverage,
    pipeline.required_coverage,
    pipeline.sales_velocity,
    sharing.over_assign,
    agreement.gap,
}
"""Those that are one line of arithmetic, and so take plain floats too."""

CATALOGUE: tuple[FunctionSpec, ...] = tuple(
    describe(function, group, plain=function in PLAIN)
    for group, functions in GROUPS.items()
    for function in functions
)
BY_NAME: dict[str, FunctionSpec] = {spec.name: spec for spec in CATALOGUE}
