"""Any table in any layout comes back exactly, or is refused: never as something else."""

import calendar
import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from memory_plan import MemoryPlan
from xlgoals.domain.errors import XlgoalsError
from xlgoals.domain.months import month_number
from xlgoals.hosts.source_file import read_source
from xlgoals.tables.sheets import history, reps
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.import_rows import import_rows
from xlgoals.verbs.new_plan import new_plan

REPS = ("Anna Schmidt", "Bruno Díaz", "Chloé Martin", "Đặng Văn An", "Ewa Łącka", "Nguyễn Thị Hoa")
PLAIN_REPS = ("Anna Schmidt", "Bruno Diaz", "Chloe Martin", "Dora Meyer")
HEADERS = {
    "month": ("Month", "Order Date", "Close Date", "Rechnungsdatum", "Fecha de pedido", "Ngày"),
    "rep": ("Rep ID", "Owner", "Sales Rep", "Verkäufer", "Vendedor", "Nhân viên"),
    "territory": ("Territory", "Region", "Sales Region"),
    "product": ("Product", "Product Family", "Item"),
    "revenue": ("Revenue", "Amount", "Umsatz", "Importe", "Doanh thu", "Amount (USD)"),
    "stage": ("Stage", "Deal Stage", "Status"),
}
STAGES = (
    ("Closed Won", "Closed Lost", "Negotiation"),
    ("Won", "Lost", "Open"),
    ("Gewonnen", "Verloren", "Offen"),
    ("Gagné", "Perdu", "En cours"),
    ("Ganado", "Perdido", "Abierto"),
)
ENGLISH = calendar.month_abbr
DATES = {
    "%Y-%m-%d": None,
    "%d.%m.%Y": None,
    "%d/%m/%Y": "dmy",
    "%m/%d/%Y": "mdy",
    "%d-%b-%Y": None,
    "%b %d, %Y": None,
    "%Y%m%d": None,
    "%Y-%m-%d %H:%M:%S": None,
    "%Y-%m": None,
    "%m/%Y": None,
    "%b %Y": None,
    "%Y%m": None,
}


@dataclass(frozen=True)
class Deal:
    day: dt.date
    rep: str
    territory: str
    product: str
    cents: int
    stage: int


@dataclass(frozen=True)
class Layout:
    date: str
    decimal: str
    grouped: bool
    money: str
    delimiter: str
    encoding: str
    headers: dict[str, str]
    titles: int
    blank_lines: int
    total: str
    footer: str
    stages: tuple[str, str, str] | None
    negative: str
    shout: bool
    newline: str


deals = st.lists(
    st.builds(
        Deal,
        st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)),
        st.sampled_from(PLAIN_REPS),
        st.sampled_from(("North", "South", "East")),
        st.sampled_from(("Alpha", "Beta")),
        st.one_of(st.integers(1, 50_000_000), st.integers(-200_000, -1), st.just(100_000)),
        st.sampled_from((0, 0, 0, 1, 2)),
    ),
    min_size=1,
    max_size=25,
)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    decimal = draw(st.sampled_from(".,"))
    delimiter = draw(st.sampled_from(",;\t|"))
    return Layout(
        draw(st.sampled_from(sorted(DATES))),
        decimal,
        draw(st.booleans()),
        draw(st.sampled_from(("", "", "$", "€", "£", " EUR", "USD "))),
        delimiter,
        draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1258"))),
        {name: draw(st.sampled_from(names)) for name, names in HEADERS.items()},
        draw(st.integers(0, 3)),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(("", "", "Total", "Grand Total", "Summe", "Tổng cộng"))),
        draw(st.sampled_from(("", "", "Confidential", "Copyright (c) 2026 Acme"))),
        draw(st.one_of(st.none(), st.sampled_from(STAGES))),
        draw(st.sampled_from(("-", "()", "trailing"))),
        draw(st.booleans()),
        draw(st.sampled_from(("\n", "\r\n"))),
    )


def money(cents: int, layout: Layout) -> str:
    whole, part = divmod(abs(cents), 100)
    separator = {".": ",", ",": "."}[layout.decimal]
    text = f"{whole:,}".replace(",", separator if layout.grouped else "")
    text = f"{text}{layout.decimal}{part:02}"
    sign = layout.money
    text = f"{sign}{text}" if sign and not sign.startswith(" ") else f"{text}{sign}"
    if cents >= 0:
        return text
    return {"-": f"-{text}", "()": f"({text})", "trailing": f"{text}-"}[layout.negative]


def field(text: str, layout: Layout) -> str:
    quoted = any(sign in text for sign in (layout.delimiter, '"', "\n"))
    return '"' + text.replace('"', '""') + '"' if quoted else text


def written(rows: list[Deal], layout: Layout) -> bytes:
    names = [n for n in HEADERS if n != "stage" or layout.stages]
    lines = [["Sales report"], ["Run by", "R. Miller"], ["As of 2026-04-02"]][: layout.titles]
    lines += [[]] * layout.blank_lines
    lines += [[layout.headers[name] for name in names]]
    for row in rows:
        cells = {
            "month": row.day.strftime(layout.date),
            "rep": row.rep.upper() if layout.shout and row.cents % 3 == 0 else row.rep,
            "territory": row.territory,
            "product": row.product,
            "revenue": money(row.cents, layout),
            "stage": layout.stages[row.stage] if layout.stages else "",
        }
        lines += [[cells[name] for name in names]]
    if layout.total:
        total = sum(row.cents for row in rows)
        lines += [[layout.total, "", "", "", money(total, layout), *[""] * (len(names) - 5)]]
    lines += [[], [layout.footer]] if layout.footer else []
    text = layout.newline.join(
        layout.delimiter.join(field(cell, layout) for cell in line) for line in lines
    )
    return (text + layout.newline).encode(layout.encoding, "strict")


def expected(rows: list[Deal], layout: Layout) -> dict[tuple[int, str, str, str], Decimal]:
    sums: dict[tuple[int, str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        if layout.stages is None or row.stage == 0:
            key = (month_number(row.day.year, row.day.month), row.rep, row.territory, row.product)
            sums[key] += Decimal(row.cents) / 100
    return dict(sums)


@pytest.fixture(scope="module")
def empty() -> MemoryPlan:
    made = new_plan(dt.date(2026, 1, 1), sample=False)
    return MemoryPlan({name: [list(row) for row in rows] for name, rows in made.rows.items()})


def test_a_table_comes_back_exactly_or_is_refused(empty: MemoryPlan, tmp_path: Path) -> None:
    """Most of them come back: a door that refused everything would be no door."""
    taken: Counter[bool] = Counter()

    @given(deals, layouts())
    @settings(
        max_examples=300,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def comes_back(rows: list[Deal], layout: Layout) -> None:
        plan = empty.copied()
        path = tmp_path / "crm.csv"
        try:
            path.write_bytes(written(rows, layout))
        except UnicodeEncodeError:
            return
        try:
            done = import_rows(plan, "History", read_source(path))
        except XlgoalsError as refused:
            event(f"error: {str(refused)[:40]}")
            taken[False] += 1
            return
        if done.waits:
            event(f"question: {done.questions[0][:40]}")
            taken[False] += 1
            assert plan.rows == empty.rows
            return
        event("taken")
        taken[True] += 1
        assert not done.taken.left_out, done.outcome()
        frame = typed_rows(plan, history.TABLE)[1]
        people = typed_rows(plan, reps.TABLE)[1]
        names = dict(zip(people["rep_id"], people["rep"], strict=True))
        found = {
            (int(month), names[rep].title(), place, product): Decimal(f"{revenue:.2f}")
            for month, rep, place, product, revenue in zip(
                frame["month"],
                frame["rep_id"],
                frame["territory"],
                frame["product"],
                frame["revenue"],
                strict=True,
            )
        }
        assert found == expected(rows, layout)

    comes_back()
    assert taken[True] > sum(taken.values()) / 2, taken
