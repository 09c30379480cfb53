"""Looking back upon a large year, against reading the file it is in, in one run.

1,000 reps × 5 products × 36 months: 180,000 rows of history, with revenue goals by rep and product.
Reading is what every command does first: the file into typed tables. The ratio is what
counts; the times are wall-clock and noisy. Each is the median of three.
"""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

REPS, PRODUCTS, MONTHS, START = 1_000, 5, 36, dt.date(2027, 1, 1)
TIMES = 3


def large_plan(path: Path) -> None:
    """A plan with many reps, straight from random numbers."""
    from xlgoals.hosts.fresh import write_plan
    from xlgoals.verbs.new_plan import new_plan

    draw = np.random.default_rng(1)
    rows = new_plan(START, sample=False).rows
    names = [f"R{at:04}" for at in range(REPS)]
    rows["Reps"] = [[n, f"Rep {n}", f"T{at % 20}", *[None] * 7] for at, n in enumerate(names)]
    months = [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(MONTHS)]
    keys = [
        (month, name, f"T{at % 20}", f"Product {product}")
        for month in months
        for at, name in enumerate(names)
        for product in range(PRODUCTS)
    ]
    presented = draw.integers(1, 12, len(keys))
    won = draw.binomial(presented, 0.3)
    money = np.round(won * draw.gamma(9.0, 1_000.0, len(keys)), 2)
    rows["History"] = [
        [*key, None, None, float(p), float(w), float(m), None, None]
        for key, p, w, m in zip(keys, presented, won, money, strict=True)
    ]
    rows["LastTargets"] = [
        [name, None, f"Product {product}" if product < PRODUCTS else None, "Revenue", None, 2e5]
        for name in names
        for product in range(PRODUCTS + 1)
    ]
    write_plan(path, rows, created=dt.datetime(2026, 12, 1))


def timed(act: Callable[[], object]) -> float:
    """The median of some runs, in seconds."""
    took = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        act()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def main() -> None:
    from xlgoals.hosts.closed import ClosedFile
    from xlgoals.sums.review.findings import findings
    from xlgoals.sums.review.last_year import review
    from xlgoals.verbs.plan import read_plan, tidy

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        large_plan(path)
        reading = timed(lambda: read_plan(ClosedFile.open(path)))
        plan = read_plan(ClosedFile.open(path))

    def look_back() -> int:
        looked = review(
            tidy(plan),
            plan.history,
            reps=plan.reps,
            last_targets=plan.last_targets,
            assumptions=plan.assumptions,
            changes=plan.changes,
            proposals=plan.proposals,
        )
        return len(findings(looked))

    looking = timed(look_back)
    print(f"{REPS:,} reps × {PRODUCTS} products × {MONTHS} months, {len(plan.history):,} rows")
    print(f"  reading the file   {reading:7.2f} s")
    print(f"  looking back       {looking:7.2f} s   {looking / reading:.2f} of it")


if __name__ == "__main__":
    main()
