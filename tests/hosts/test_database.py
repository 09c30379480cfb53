"""A database to import from: what is read is exact, only read, and no password is ever told."""

import datetime as dt
import sqlite3
import sys
import types
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import hypothesis
import psycopg
import pytest
from hypothesis import strategies as st

import postgres_server
from conftest import NOW
from terminal_run import xlgoals
from xlgoals.domain.errors import FileError, InputError, XlgoalsError
from xlgoals.hosts import database
from xlgoals.hosts.closed import ClosedFile
from xlgoals.hosts.database import is_address, read_database
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.one_select import one_select
from xlgoals.hosts.typed_cells import InexactError, as_cell, typed_cells
from xlgoals.tables.language import Cell, CellError
from xlgoals.tables.sheets import history, sources
from xlgoals.tables.typed_tables import typed_rows
from xlgoals.verbs.new_plan import new_plan

SECRET = "Pl4nted/s3cret@%"
QUERY = """select d as "Month", rep as "Rep ID", region as "Territory", amount as "Revenue"
from orders where rep like 'A%' or rep = 'B' -- all of them, ':x' too
"""
MADE = """create table orders (d date, rep text, region text, amount decimal(12,2));
insert into orders values
 ('2025-01-10', 'A1', 'North', 100.10), ('2025-01-20', 'A1', 'North', 0.20),
 ('2025-02-01', 'B', 'South', -5.05), ('2025-02-03', 'B', 'South', null);"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server.running(SECRET) as place:
        with psycopg.connect(f"host=127.0.0.1 port={place.split(':')[1]} user=anna dbname=postgres",
                             password=SECRET, autocommit=True) as connection:  # fmt: skip
            connection.execute(MADE.encode())
        yield place


@pytest.fixture(params=["sqlite", "duckdb", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "sqlite":
        path = tmp_path / "crm.db"
        with sqlite3.connect(path) as lite:
            lite.executescript(MADE)
        lite.close()
        return f"sqlite:///{path}"
    if request.param == "duckdb":
        path = tmp_path / "crm.duckdb"
        with duckdb.connect(str(path)) as duck:
            duck.execute(MADE)
        return f"duckdb:///{path}"
    monkeypatch.setenv(database.PASSWORD, SECRET)
    return f"postgresql+psycopg://anna@{request.getfixturevalue('server')}/postgres"


def plan_in(folder: Path) -> Path:
    made = new_plan(dt.date(2026, 1, 1), sample=False)
    path = folder / "plan.xlsx"
    write_plan(path, made.rows, created=NOW, name=made.name, values=made.values)
    return path


def test_a_query_fills_history_like_a_file(address: str, tmp_path: Path) -> None:
    path = plan_in(tmp_path)
    done = xlgoals("import", path, "History", address, "--query", QUERY)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = typed_rows(ClosedFile.open(path), history.TABLE)[1]
    sums = dict(zip(rows["rep_id"], rows["revenue"], strict=True))
    assert sums["A1"] == pytest.approx(100.3, abs=1e-9)
    assert sums["B"] != sums["B"], "an order without an amount stays unknown"


def test_the_answer_has_its_headers_and_exact_cells(address: str) -> None:
    source = read_database(address, QUERY + ";")
    (sheet,) = source.sheets
    assert (source.typed, source.has_headers) == (True, True)
    assert sheet.rows[0] == ["Month", "Rep ID", "Territory", "Revenue"]
    assert [row[3] for row in sheet.rows[1:]] == [100.1, 0.2, -5.05, None]


@pytest.mark.parametrize("query", ["select nothing from orders", "select from where", "with"])
def test_a_query_that_a_database_does_not_understand_is_one_sentence(
    address: str, query: str
) -> None:
    with pytest.raises(InputError, match="does not answer the query") as told:
        read_database(address, query)
    assert len(str(told.value).splitlines()) == 1


def test_nothing_can_be_written_even_where_the_query_looks_harmless(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection itself reads only; the look at the words is not the only lock."""
    monkeypatch.setattr(database, "one_select", lambda query: query)
    for query in ("delete from orders", "drop table orders", "create table t (a int)"):
        with pytest.raises(XlgoalsError):
            read_database(address, query)
    assert len(read_database(address, "select * from orders").sheets[0].rows) == 5


@pytest.mark.postgres
def test_types_of_postgres_become_cells_that_mean_the_same(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(database.PASSWORD, SECRET)
    source = read_database(
        f"postgresql://anna@{server}/postgres",
        """select 12.5::numeric n, 9007199254740993::bigint big, 'NaN'::numeric nan, true yes,
        timestamptz '2026-01-31 23:30+00' at_, timestamp '2026-01-31 10:00' plain, 'ab'::bytea b,
        '\\xff00'::bytea x, null nothing, 1.5::real r, time '10:30' t, 3 whole,
        'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid u""",
    )
    assert source.sheets[0].rows[1] == [
        12.5,
        "9007199254740993",
        CellError("#N/A"),
        True,
        dt.datetime(2026, 2, 1, 8, 30),
        dt.datetime(2026, 1, 31, 10),
        "ab",
        "ff00",
        None,
        1.5,
        "10:30:00",
        3,
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    ]
    assert source.notes == ("at_: the day is that in Asia/Tokyo.",)


# Secrets


@pytest.mark.postgres
def test_a_password_is_used_and_stands_nowhere(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted in the address, then everything that was written, said or raised is searched."""
    monkeypatch.delenv(database.PASSWORD, raising=False)
    path = plan_in(tmp_path)
    quoted = "Pl4nted%2Fs3cret%40%25"
    good = f"postgresql+psycopg://anna:{quoted}@{server}/postgres"
    said = []
    for where, query in (
        (good, QUERY),
        (good, "select nothing"),
        (good, 'select d as "Month", rep as "Rep ID", \'x\' as "Revenue" from orders'),
        (good.replace("Pl4nted", "Pl4nted2"), QUERY),
        (good.replace("/postgres", "/nowhere"), QUERY),
        (good.replace("psycopg", "psycopg9"), QUERY),
        (good.replace("://", ":/"), QUERY),
        (good.replace(quoted, SECRET), QUERY),
        (good, ""),
        (good.removeprefix("postgresql+psycopg"), QUERY),
        (f"{good}?application_name={quoted}&nonsense={quoted}", QUERY),
    ):
        asked = ["--query", query] if query else []
        for options in (asked, [*asked, "--json"], ["--source", "new"]):
            done = xlgoals("import", path, "History", where, *options)
            said.append(done.stdout + done.stderr)
    for text in said:
        assert "s3cret" not in text
        assert "Traceback" not in text
    for file in tmp_path.rglob("*"):
        assert "s3cret" not in file.name
    assert ClosedFile.open(path).read(history.TABLE).rows
    kept = ClosedFile.open(path).read(sources.TABLE)
    place, options = (kept.rows[0][kept.headers.index(name)] for name in ("File", "Options"))
    assert place == f"postgresql+psycopg://anna@{server}/postgres"
    assert "--query" in str(options)
    monkeypatch.setenv(database.PASSWORD, SECRET)
    again = xlgoals("import", path, "History", place)
    assert "As the last time:" in again.stdout
    assert "--query" in again.stdout
    refused = xlgoals("refresh", path)
    assert "import it from there yourself" in refused.stdout, "no password goes where a plan says"
    assert not any(b"s3cret" in part for part in _parts(path))


def _parts(path: Path) -> list[bytes]:
    import zipfile  # noqa: PLC0415

    found = [one.read_bytes() for one in path.parent.iterdir() if one.is_file()]
    for one in path.parent.glob("*.xlsx"):
        with zipfile.ZipFile(one) as file:
            found += [file.read(name) for name in file.namelist()]
    return found


@pytest.mark.postgres
def test_a_raised_error_holds_no_password(server: str) -> None:
    for host, query in ((server, "select nothing"), ("127.0.0.1:1", "select 1")):
        address = f"postgresql://anna:Pl4nted%2Fs3cret%40%25@{host}/postgres"
        with pytest.raises(XlgoalsError) as told:
            read_database(address, query)
        seen: list[BaseException | None] = [told.value]
        while seen[-1] is not None:
            assert "s3cret" not in f"{seen[-1]!r}"
            seen.append(seen[-1].__cause__ or seen[-1].__context__)


@pytest.mark.postgres
def test_the_keyring_gives_a_password_where_nobody_else_does(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def kept(service: str, user: str) -> str:
        asked.append((service, user))
        return SECRET

    monkeypatch.delenv(database.PASSWORD, raising=False)
    fake = types.SimpleNamespace(get_password=kept)
    monkeypatch.setitem(sys.modules, "keyring", fake)
    assert read_database(f"postgresql://anna@{server}/postgres", "select 1 a").sheets[0].rows[1] == [1]  # fmt: skip
    assert asked == [("xlgoals", "anna@127.0.0.1")]


@pytest.mark.parametrize(
    "address", ["postgresql://u:p4ss@word@host/db", "postgresql://u:p4ss@wo/rd@h/db", "x1://p4ss:p4ss:p4ss"]
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(XlgoalsError) as told:
        read_database(address, "select 1")
    assert "p4ss" not in str(told.value)
    assert "wo" not in str(told.value).replace("word", "")


# What is asked


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "Say what to read"),
        ("-- nothing", "Say what to read"),
        ("delete from orders", "begins with “delete”"),
        ("pragma x", "begins with “pragma”"),
        ("select 1; drop table orders", "several statements"),
        ("with gone as (delete from orders returning *) select * from gone", "word “delete”"),
        ("select * into copy from orders", "word “into”"),
        ("select 1 for update", "word “update”"),
        ("select 1 /*! into outfile 'x' */", "word “into”"),
    ],
)
def test_only_one_select_is_asked(query: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        one_select(query)


@pytest.mark.parametrize(
    "query",
    [
        "select 'a; delete' as x;",
        'with a as (select 1) select "update" from a',
        "(select 1) union (select 2) -- ; into",
        "SELECT updated_at, $$ ; delete $$ FROM t /* insert */ ;\n",
    ],
)
def test_texts_names_and_comments_are_no_code(query: str) -> None:
    assert one_select(query) == query.strip().rstrip(";").strip()


# What cannot be asked


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for kind in ("sqlite", "duckdb"):
        with pytest.raises(FileError, match="There is no file"):
            read_database(f"{kind}:///{tmp_path / 'no.db'}", "select 1")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "orders.db"
    path.write_text("Month,Rep ID\n" * 200, "utf-8")
    with pytest.raises(FileError, match=r"orders\.db cannot be opened"):
        read_database(f"sqlite:///{path}", "select 1 from orders")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mssql://u@h/db", r'pip install "pyodbc"'),
        ("oracle://u@h/db", r'pip install "oracledb"'),
        ("mysql://u@h/db", r'pip install "pymysql"'),
        ("http://h/db", "nothing here to read http"),
        ("postgresql://u@127.0.0.1:1/db", "db cannot be opened"),
    ],
)
def test_a_driver_or_server_that_is_missing_is_a_sentence(address: str, why: str) -> None:
    with pytest.raises(FileError, match=why):
        read_database(address, "select 1")


def test_without_the_extra_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(FileError, match=r'pip install "xlgoals\[data\]"'):
        read_database("sqlite:///a.db", "select 1")


def test_too_many_rows_are_for_the_database_to_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "MOST_ROWS", 3)
    assert len(read_database("duckdb:///", "select * from range(3)").sheets[0].rows) == 4
    with pytest.raises(InputError, match=r"more than 3 rows.*GROUP BY"):
        read_database("duckdb:///", "select * from range(4)")


def test_a_drive_or_a_file_is_no_address() -> None:
    assert not is_address("C:/crm.csv")
    assert not is_address("crm.csv")
    assert is_address("sqlite:///crm.db")
    with pytest.raises(InputError, match="leave it out"):
        read_database("crm.csv", "select 1")


# Cells


@hypothesis.given(st.decimals(allow_nan=True, allow_infinity=True) | st.integers() | st.floats())
def test_a_number_is_exact_or_no_number(value: Decimal | int | float) -> None:
    try:
        cell = as_cell(value)
    except InexactError:
        return
    if isinstance(cell, str):
        assert Decimal(cell) == value
    elif isinstance(cell, CellError):
        assert str(value).lstrip("-s").casefold() in {"nan", "inf", "infinity"}
    elif isinstance(value, Decimal):
        assert isinstance(cell, float)
        assert Decimal(repr(cell)) == value
    else:
        assert cell == value


def test_a_decimal_with_too_many_digits_names_its_place() -> None:
    rows: list[list[object]] = [[Decimal("1.5")], [Decimal("12345678901234567.25")]]
    with pytest.raises(InputError, match=r"crm, row 3, Amount: 12345678901234567\.25 has more"):
        typed_cells("crm", ["Amount"], rows)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (memoryview(b"Ann"), "Ann"),
        (memoryview(b"\x00\xff"), "00ff"),
        (True, True),
        (Decimal("1e3"), 1000.0),
        (Decimal("-12345678901234567890"), "-12345678901234567890"),
        (2**53 + 1, str(2**53 + 1)),
        (dt.timedelta(days=1), "1 day, 0:00:00"),
    ],
)
def test_a_value_becomes_a_cell_that_means_the_same(value: object, cell: Cell) -> None:
    assert as_cell(value) == cell
