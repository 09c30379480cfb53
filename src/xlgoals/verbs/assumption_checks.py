"""What is wrong with assumptions: units, sizes, scopes and dates that their kind cannot have."""

from collections.abc import Hashable, Iterator
from typing import Any

import pandas as pd

from xlgoals.domain.assumption_kinds import SHARE, kind_named
from xlgoals.domain.months import month_label
from xlgoals.domain.problems import Problem, quoted
from xlgoals.sums.suggest.assumption_effects import split_scope, with_units


def usable(assumptions: pd.DataFrame) -> pd.DataFrame:
    """The assumptions that can be applied, each with its unit.

    A share beyond ±100 % is most likely a percentage.
    """
    table = with_units(assumptions)
    wild = (table["unit"] == SHARE) & (table["next_period"].abs() > 1)
    fits = [
        unit in kind_named(kind).units
        for kind, unit in zip(table["kind"], table["unit"], strict=True)
    ]
    return table.loc[~wild & pd.Series(fits, table.index, dtype=bool)].reset_index(drop=True)


def check_assumptions(assumptions: pd.DataFrame) -> list[Problem]:
    """Everything that an assumption's kind does not allow; nothing of it is passed over."""
    return [
        Problem("Assumptions", int(line["row"]), header, text, wanted)
        for line in with_units(assumptions).to_dict("records")
        for header, text, wanted in _flaws(line)
    ]


def _flaws(line: dict[Hashable, Any]) -> Iterator[tuple[str, str, str]]:
    """Header, what stands there, and what was wanted."""
    kind, unit, size = kind_named(str(line["kind"])), str(line["unit"]), line["next_period"]
    if unit not in kind.units:
        wanted = " or ".join(kind.units)
        yield "Unit", quoted(unit), f"{wanted} for {kind.name}; the row was left out"
    elif unit == SHARE and isinstance(size, float) and abs(size) > 1:
        wanted = "a share between -1 and 1, such as 0.03 for 3 %; the row was left out"
        yield "Next period", f"{size:g}", wanted
    if split_scope(str(line["scope"]))[0] not in kind.scopes:
        wanted = f"{', '.join(kind.scopes[:-1])} or {kind.scopes[-1]} for {kind.name}"
        yield "Scope", quoted(line["scope"]), f"{wanted}; nothing is in this scope"
    for header, column in (("From", "from"), ("To", "to")):
        if not kind.dated and line[column] == line[column]:
            wanted = f"a blank: {kind.name} holds for the whole period, and so it was taken"
            yield header, month_label(int(line[column])), wanted
