"""The maintainer adds columns to Team: they go every road that Team goes, or fail where declared."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.fresh import write_plan
from xlgoals.sums.suggest import targets
from xlgoals.tables.computed import difference
from xlgoals.tables.language import Column, Kind, Role
from xlgoals.tables.sheets import team
from xlgoals.tables.typed_tables import ColumnsError, typed_rows
from xlgoals.verbs.mine import refresh_mine
from xlgoals.verbs.negotiate.orders import Order, carry_out
from xlgoals.verbs.new_plan import new_plan
from xlgoals.verbs.regenerate import regenerate
from xlgoals.verbs.review import review
from xlgoals.verbs.track import track
from xlgoals.verbs.upgrade import upgrade

NOW = dt.datetime(2026, 12, 1, 9, 0)
MORE = difference("Team", "More asked", "Suggested", "Last actual", "Beyond last year.")
BAND = Column("Band", Kind.TEXT, "How large the territory is.", Role.WRITTEN)


@pytest.fixture
def wider(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Team with a column that works itself out, and one that regenerate fills."""
    before = team.TABLE.columns
    object.__setattr__(team.TABLE, "columns", (*before, MORE, BAND))
    yield
    object.__setattr__(team.TABLE, "columns", before)


@pytest.fixture
def filled(wider: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sums fill the second one."""
    suggest = targets.suggest

    def banded(*arguments: Any, **named: Any) -> targets.Suggestion:
        suggestion = suggest(*arguments, **named)
        large = suggestion.team["suggested"] > 800_000
        frame = suggestion.team.assign(band=np.where(large, "large", "small"))
        return replace(suggestion, team=frame)

    monkeypatch.setattr(targets, "suggest", banded)


def made(path: Path) -> Path:
    """The sample's plan, not yet regenerated."""
    plan = new_plan(dt.date(2027, 1, 1), sample=True)
    write_plan(path, plan.rows, created=NOW, name=plan.name, values=plan.values)
    return path


def done(path: Path, *verbs: Any) -> None:
    """Verbs carried out on the plan in a file."""
    for verb in verbs:
        plan = ClosedFile.open(path)
        verb(plan)
        plan.save(NOW)


def rows(path: Path) -> pd.DataFrame:
    """Team as it stands in the file."""
    return typed_rows(ClosedFile.open(path), team.TABLE)[1]


def ordered(action: str, **more: Any) -> Any:
    """A step of the negotiation with everybody."""
    return lambda plan: carry_out(plan, Order(action, "all", **more), NOW)


EVERY_VERB = {
    "regenerate": lambda plan: regenerate(plan, NOW),
    "review": lambda plan: review(plan, NOW),
    "propose": ordered("propose"),
    "agree": ordered("agree", reason="Settled in our meetings."),
    "track": track,
    "mine": lambda plan: refresh_mine(plan, dt.date(2027, 2, 1)),
}


def test_a_new_column_is_in_the_template_and_survives_every_verb(
    filled: None, tmp_path: Path
) -> None:
    path = made(tmp_path / "plan.xlsx")
    assert {"more_asked", "band"} <= {*rows(path)}
    done(path, EVERY_VERB["regenerate"])
    first = rows(path)
    assert set(first["band"]) == {"large", "small"}
    expected = first["suggested"] - first["last_actual"]
    assert first["more_asked"].tolist() == pytest.approx(expected.tolist(), nan_ok=True)
    for name, verb in EVERY_VERB.items():
        done(path, verb)
        assert rows(path)[["rep_id", "more_asked", "band"]].equals(
            first[["rep_id", "more_asked", "band"]]
        ), name


def test_a_plan_made_before_gets_the_new_column(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = made(tmp_path / "plan.xlsx")
    done(path, lambda plan: regenerate(plan, NOW))
    request.getfixturevalue("filled")
    done(path, lambda plan: upgrade(plan, always=True), EVERY_VERB["regenerate"])
    assert set(rows(path)["band"]) == {"large", "small"}
    assert rows(path)["more_asked"].notna().any()


def test_a_column_that_no_verb_fills_is_named(wider: None, tmp_path: Path) -> None:
    path = made(tmp_path / "plan.xlsx")
    with pytest.raises(ColumnsError, match="Table Team lacks band"):
        done(path, EVERY_VERB["regenerate"])


def test_a_formula_without_a_twin_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="Twice: a formula and its Python twin"):
        Column("Twice", Kind.MONEY, "", Role.FORMULA, formula="Team[[#This Row],[Suggested]]*2")


def test_a_twin_that_no_formula_has_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="Twice: a formula and its Python twin"):
        Column("Twice", Kind.MONEY, "", Role.FORMULA, python=lambda seen: seen["Suggested"] * 2)
