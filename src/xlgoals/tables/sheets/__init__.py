"""The tables of a plan, one module a sheet."""

from xlgoals.tables.language import Table
from xlgoals.tables.sheets import (
    also_called,
    assumptions,
    changes,
    history,
    last_targets,
    proposals,
    reps,
    settings,
    sources,
)

INPUT_TABLES: tuple[Table, ...] = tuple(
    module.TABLE
    for module in (
        settings,
        reps,
        history,
        proposals,
        last_targets,
        assumptions,
        changes,
        also_called,
        sources,
    )
)
"""The tables a plan is made from; ``import`` fills them."""
