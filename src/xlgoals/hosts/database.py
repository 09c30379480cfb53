"""A database to import from: one SELECT, whose answer is read like a file.

Passwords are used and never told: an error says only what was scrubbed of every secret.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from xlgoals.domain.errors import FileError, InputError, XlgoalsError
from xlgoals.hosts.one_select import one_select
from xlgoals.hosts.typed_cells import typed_cells
from xlgoals.tables.source import Source, SourceSheet

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

ADDRESS = re.compile(r"[A-Za-z][\w+.-]+:/|.*://")
"""How the address of a database begins; a drive has one letter."""
PASSWORD = "XLGOALS_DATABASE_PASSWORD"
MOST_ROWS = 1_000_000
"""More are better added up by the database."""
PATIENCE = 15
"""Seconds after which a server that does not answer is given up."""
DRIVERS = {
    "postgresql": ("psycopg", "psycopg[binary]"),
    "mysql": ("pymysql", "pymysql"),
    "mariadb": ("pymysql", "pymysql"),
    "oracle": ("oracledb", "oracledb"),
    "mssql": ("pyodbc", "pyodbc"),
}
"""The driver of a kind of database where the address names none, and what pip calls it."""
READ_ONLY = {
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
Answer = tuple[tuple[str, ...], Iterator[Sequence[object]]]


def is_address(text: str) -> bool:
    """Whether a text is the address of a database, not the name of a file."""
    return bool(ADDRESS.match(text))


def known_as(address: str) -> tuple[str, str]:
    """The name of a database, and its address without anything secret: what a plan may keep.

    Errors:
        InputError: it is no address.
    """
    url = _url(address)
    place = url._replace(password=None, query=url.query.__class__())
    return Path(url.database or url.get_backend_name()).name, place.render_as_string()


def read_database(address: str, query: str) -> Source:
    """The answer to a query, its column names first.

    Args:
        address: Such as ``postgresql+psycopg://user@host/sales`` or ``sqlite:///crm.db``.
        query: One SELECT.

    Errors:
        InputError: it is no address, the query is more than a SELECT, or the database refuses it.
        FileError: a driver is not installed, or the database cannot be reached.
    """
    name, _ = known_as(address)
    asked = one_select(query)
    url = _with_password(_url(address))
    failed: XlgoalsError
    reached = False
    try:
        with _connected(url) as answers:
            reached = True
            headers, rows = answers(asked)
            cells, said = typed_cells(name, headers, islice(rows, MOST_ROWS + 1))
    except XlgoalsError:
        raise
    except Exception as error:
        failed = _failed(url, name, error, reached=reached)
    else:
        if len(cells) > MOST_ROWS:
            raise InputError(
                f"--query gives more than {MOST_ROWS:,} rows; let the database add them up by rep, "
                "territory, product and month (GROUP BY)."
            )
        sheet = SourceSheet([list(headers), *cells])
        return Source(name, (sheet,), typed=True, has_headers=True, notes=said)
    # beyond the except, so that not even a traceback holds the driver's own words
    raise failed


def _url(address: str) -> "URL":
    """An address in its parts. InputError where it is none, without a word of it."""
    if not is_address(address):
        raise InputError("--query asks a database; for a file leave it out.")
    try:
        from sqlalchemy import make_url  # noqa: PLC0415 - only who asks a database needs it
    except ImportError:
        raise FileError('To read a database, run: pip install "xlgoals[data]"') from None
    url = None
    try:
        url = make_url(address)
    except Exception:
        url = None
    # a password with an unwritten “@” would end up in the host or the name
    if url is None or (url.username and "@" in f"{url.host}{url.database}"):
        raise InputError(
            "The address of the database cannot be read; write it like "
            "postgresql+psycopg://user@host/sales, and its password into the environment as "
            f"{PASSWORD}."
        )
    driver = DRIVERS.get(url.drivername)
    return url.set(drivername=f"{url.drivername}+{driver[0]}") if driver else url


def _with_password(url: "URL") -> "URL":
    """The address with the password from the environment or the keyring where it has none."""
    if url.password is not None or url.get_backend_name() in {"sqlite", "duckdb"}:
        return url
    kept = os.environ.get(PASSWORD)
    if kept is None and url.username and url.host:
        kept = _of_keyring(f"{url.username}@{url.host}")
    return url if kept is None else url.set(password=kept)


def _of_keyring(user: str) -> str | None:
    """The password that ``keyring set xlgoals user@host`` keeps; None where there is none."""
    try:
        import keyring  # noqa: PLC0415

        return keyring.get_password("xlgoals", user)
    except Exception:  # a machine without a keyring has many ways to say so
        return None


@contextmanager
def _connected(url: "URL") -> Iterator[Any]:
    """What answers a query, while the connection is open; nothing can be written through it."""
    if url.get_backend_name() == "duckdb":
        with _duckdb(url) as answers:
            yield answers
        return
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    kind = url.get_backend_name()
    options: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}
    if kind == "sqlite":
        file = f"{Path(_existing(url)).resolve().as_uri()}?mode=ro"
        options["creator"] = lambda: sqlite3.connect(file, uri=True)
    elif url.get_driver_name() in {"psycopg", "psycopg2", "pymysql"}:
        options["connect_args"] = {"connect_timeout": PATIENCE}
    engine = create_engine(url, **options)
    with engine.connect() as connection:
        if kind == "postgresql":
            connection.execution_options(postgresql_readonly=True)
        if kind in READ_ONLY:
            connection.exec_driver_sql(READ_ONLY[kind])

        def answers(query: str) -> Answer:
            # without parameters a driver leaves “%” and “:” in the query alone
            how = {"no_parameters": True, "stream_results": True}
            result = connection.exec_driver_sql(query, execution_options=how)
            return tuple(result.keys()), (tuple(row) for row in result)

        yield answers
        connection.rollback()


@contextmanager
def _duckdb(url: "URL") -> Iterator[Any]:
    """The same of DuckDB, which needs no driver."""
    import duckdb  # noqa: PLC0415

    inside = not url.database or url.database == ":memory:"
    path = ":memory:" if inside else _existing(url)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": False
    }
    with closing(duckdb.connect(path, read_only=not inside, config=settings)) as connection:

        def answers(query: str) -> Answer:
            result = connection.execute(query)
            names = tuple(str(column[0]) for column in result.description or ())
            return names, iter(result.fetchone, None)

        yield answers


def _existing(url: "URL") -> str:
    """The path of a database in a file. FileError where there is none; one would else be made."""
    path = Path(url.database or "")
    if not path.is_file():
        raise FileError(f"There is no file {path}; check the name and the folder.")
    return str(path)


def _failed(url: "URL", name: str, error: Exception, *, reached: bool) -> XlgoalsError:
    """What went wrong, in one sentence without secrets."""
    kind = url.get_backend_name()
    lacks = isinstance(error, ImportError) or type(error).__name__ == "NoSuchModuleError"
    if lacks and kind in DRIVERS:
        return FileError(f'To read {kind}, run: pip install "{DRIVERS[kind][1]}"')
    if lacks:
        hint = 'pip install "xlgoals[data]"' if kind == "duckdb" else "see what SQLAlchemy needs"
        return FileError(f"There is nothing here to read {kind} with; {hint}.")
    own = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(own).splitlines() if line.strip()]
    words = _scrubbed(url, lines[0] if lines else type(own).__name__).rstrip(".")
    if not reached or "not a database" in words:  # SQLite looks at a file when it is asked
        return FileError(f"{name} cannot be opened ({words}); check address, user and password.")
    return InputError(f"{name} does not answer the query ({words}).")


def _scrubbed(url: "URL", text: str) -> str:
    """A text without the password and whatever stands behind the “?” of the address."""
    kept = [url.password] if url.password else []
    for value in url.query.values():
        kept += [value] if isinstance(value, str) else value
    forms = {form for one in kept for form in (one, quote(one), quote_plus(one), repr(one)[1:-1])}
    for secret in sorted(filter(None, forms), key=len, reverse=True):
        text = text.replace(secret, "•••")
    return text
