"""Commands that read or write files beside the plan."""

import datetime as dt
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from xlgoals.domain.errors import InputError
from xlgoals.terminal.commands import AsJson, PlanPath, Quiet
from xlgoals.terminal.opening import open_plan
from xlgoals.terminal.output import err, tell, watched

if TYPE_CHECKING:
    from xlgoals.verbs.outcome import Outcome


def new(
    path: PlanPath,
    start: Annotated[str, typer.Option(help="First month, such as 2027-01; next January.")] = "",
    sample: Annotated[bool, typer.Option(help="Fill it with the sample organisation.")] = False,
    quiet: Quiet = False,
) -> None:
    if path.suffix.casefold() not in {".xlsx", ".xlsm"}:
        raise InputError(
            f"A plan is an .xlsx file, or .xlsm with buttons and functions; call it "
            f"{path.with_suffix('.xlsx').name}."
        )
    make_plan(path, _month(start), sample=sample)
    from xlgoals.verbs.outcome import Outcome

    tell(Outcome(f"{path} is ready. Next: xlgoals import {path} History FILE"), path, quiet=quiet)


def make_plan(path: Path, first: dt.date | None, *, sample: bool) -> None:
    """A new plan in a file; for the next calendar year where no month is named."""
    from xlgoals.hosts.fresh import write_plan
    from xlgoals.verbs.new_plan import new_plan

    now = dt.datetime.now().replace(microsecond=0)
    macros = path.suffix.casefold() == ".xlsm"
    plan = new_plan(first or dt.date(now.year + 1, 1, 1), sample, macros=macros)
    write_plan(path, plan.rows, created=now, name=plan.name, values=plan.values, more=plan.sheets)


def _month(text: str) -> dt.date | None:
    """The month a user named."""
    from xlgoals.tables.dates import parse_date

    try:
        return parse_date(text).replace(day=1) if text else None
    except ValueError:
        raise InputError(f"“{text}” is no month; write it like 2027-01.") from None


def import_(
    path: PlanPath,
    table: Annotated[
        str, typer.Argument(help="History, Reps, Proposals, …, or History,Proposals.")
    ],
    source: Annotated[
        str,
        typer.Argument(metavar="FILE", help=".csv, .xlsx, .parquet … or a database's address."),
    ],
    column: Annotated[
        list[str] | None, typer.Option("--map", help="Header=column of the file. Repeat it.")
    ] = None,
    constant: Annotated[
        list[str] | None, typer.Option(help="Header=value for all rows. Repeat it.")
    ] = None,
    decimal: Annotated[str, typer.Option(help="Decimal sign of the file: . or ,")] = "",
    dates: Annotated[str, typer.Option(help="Order of its dates: dmy, mdy or ymd.")] = "",
    calendar_years: Annotated[
        bool, typer.Option("--calendar", help="Its quarters and years are calendar ones.")
    ] = False,
    fiscal: Annotated[
        bool, typer.Option("--fiscal", help="Its quarters and years are fiscal ones.")
    ] = False,
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook, where several fit.")] = "",
    encoding: Annotated[str, typer.Option(help="Of a text file, such as cp1250 or utf-8.")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(help='Which rows count, such as "Stage=Closed Won" or "Type!=Test".'),
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Go on though many rows stay out.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done, and write nothing.")
    ] = False,
    same: Annotated[
        list[str] | None,
        typer.Option(help='A new name that is a known one: "K. Bell=Katherine Bell". Repeat it.'),
    ] = None,
    new_name: Annotated[
        list[str] | None,
        typer.Option("--new", help="A name that is new, though it looks like a known one."),
    ] = None,
    query: Annotated[str, typer.Option(help="What to read from a database: one SELECT.")] = "",
    name: Annotated[
        str, typer.Option("--source", help="What its rows are called; the file's name.")
    ] = "",
    months: Annotated[str, typer.Option(help="Only these months, such as 2026-04..2026-06.")] = "",
    add: Annotated[
        bool, typer.Option("--add", help="Count its rows beside those that are there already.")
    ] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    from dataclasses import replace

    from xlgoals.hosts.database import is_address, known_as, read_database
    from xlgoals.hosts.left_out_file import write_left_out
    from xlgoals.hosts.source_file import read_source
    from xlgoals.hosts.source_place import fingerprint, place_of
    from xlgoals.tables.dates import ORDERS
    from xlgoals.tables.sheets import history
    from xlgoals.verbs.import_rows import CALENDAR, FISCAL, Told
    from xlgoals.verbs.import_tables import import_tables, input_tables, known_before
    from xlgoals.verbs.sources import Origin, Remembered
    from xlgoals.verbs.upgrade import add_own_columns

    told = Told(
        _pairs("--map", column),
        _pairs("--constant", constant),
        _one_of("--decimal", decimal, (".", ",")),
        _one_of("--dates", dates, ORDERS),
        FISCAL if fiscal else CALENDAR if calendar_years else "",
        accept_loss,
        tuple(where or ()),
        _pairs("--same", same),
        tuple(new_name or ()),
        _months(months),
        beside=add,
        add=add,
    )
    wanted = input_tables(table)
    asked, file = bool(query) or is_address(source), Path(source)
    known, place = known_as(source) if asked else (file.name, place_of(file, path))
    with watched(quiet or as_json) as progress:
        progress("Reading the plan", 0.1)
        plan = open_plan(path, ("History",))
        if history.TABLE in wanted and (said := add_own_columns(plan)):
            err.print(escape(said))
        origin = Origin(
            name or known,
            bool(name),
            place,
            "" if asked else fingerprint(file),
            Remembered(told, sheet, encoding, query),
            dt.date.today(),
        )
        origin, before = known_before(plan, origin, wanted)
        progress("Reading the file", 0.4)
        if asked:
            rows = read_database(source, origin.how.query)
        else:
            rows = read_source(file, origin.how.sheet, origin.how.encoding)
        result = import_tables(plan, wanted, rows, origin)
    outcome, backup = result.outcome(before), None
    left_out = [(one.row, one.cells, one.reason) for one in result.left_out]
    if dry_run or (
        result.asks and not result.waits and not (yes or as_json) and _declined(outcome)
    ):
        outcome = replace(outcome, changed=False, next_step="Nothing was changed.")
    elif not result.waits:
        with watched(quiet or as_json) as progress:
            progress("Saving", 0.8)
            backup = plan.save(dt.datetime.now())
        if left_out:
            kept = write_left_out(path, rows.name, result.headers, left_out)
            outcome = replace(outcome, next_step=f"What stays out is in {kept.name}.")
    tell(outcome, path, backup, name=rows.name, quiet=quiet, as_json=as_json)


def refresh(
    path: PlanPath,
    only: Annotated[str, typer.Option("--source", help="This one alone; all by default.")] = "",
    remove: Annotated[
        str, typer.Option(help="Take out the rows of this source, and read nothing.")
    ] = "",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    from xlgoals.hosts.left_out_file import write_left_out
    from xlgoals.hosts.source_file import read_source
    from xlgoals.hosts.source_place import file_at, fingerprint
    from xlgoals.tables.source import Source
    from xlgoals.verbs import sources
    from xlgoals.verbs.outcome import Outcome
    from xlgoals.verbs.refresh_sources import refresh_sources
    from xlgoals.verbs.sources import Remembered

    def read(place: str, how: Remembered) -> tuple[Source, str]:
        file = file_at(place, path)
        return read_source(file, how.sheet, how.encoding), fingerprint(file)

    backup = None
    with watched(quiet or as_json) as progress:
        plan = open_plan(path, ("History",))
        if remove:
            outcome, done = Outcome(sources.remove(plan, remove)), None
        else:
            done = refresh_sources(plan, read, dt.date.today(), progress, only)
            outcome = done.outcome()
        if outcome.changed:
            progress("Saving", 0.95)
            backup = plan.save(dt.datetime.now())
    for label, one in (done.taken if done else {}).items():
        rows = [(row.row, row.cells, row.reason) for row in one.taken.left_out]
        if rows:
            write_left_out(path, label.partition(" → ")[0], one.headers, rows)
    tell(outcome, path, backup, quiet=quiet, as_json=as_json)


def _months(text: str) -> range | None:
    """Months as a user names them: ``2026-04..2026-06``, or one alone."""
    from xlgoals.domain.months import month_number

    if not text:
        return None
    first, _, last = text.partition("..")
    days = [_month(part.strip()) for part in (first, last or first)]
    begin, end = (month_number(day.year, day.month) if day else 0 for day in days)
    if end < begin:
        raise InputError(f"--months {text} ends before it begins; write it like 2026-04..2026-06.")
    return range(begin, end + 1)


def _one_of(option: str, text: str, choices: Sequence[str]) -> str:
    """One of some words, or nothing."""
    if text and text.casefold() not in choices:
        raise InputError(f"{option} is {', '.join(choices[:-1])} or {choices[-1]}, not “{text}”.")
    return text.casefold()


def _declined(outcome: "Outcome") -> bool:
    """Whether a user at a terminal looked at what would be done and does not want it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    for line in (outcome.title, *outcome.lines):
        err.print(escape(line))
    return not typer.confirm("Go on?", err=True)


def _pairs(option: str, texts: list[str] | None) -> dict[str, str]:
    """``Header=value`` texts as a dictionary."""
    pairs = dict(text.split("=", 1) for text in texts or () if "=" in text)
    if len(pairs) < len(texts or ()):
        raise InputError(f'{option} wants Header=value, such as {option} "Rep ID=owner".')
    return pairs


def scenarios(
    path: PlanPath,
    use: Annotated[str | None, typer.Option(help="Put this scenario in force.")] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    from xlgoals.verbs.regenerate import regenerate
    from xlgoals.verbs.scenarios import compare, use_scenario

    in_force, backup = "", None
    if use is not None:
        plan, now = open_plan(path), dt.datetime.now()
        in_force = use_scenario(plan, use)
        backup = plan.save(now)
        plan = open_plan(path, ("History",))
        regenerate(plan, now)
        between = plan.save(now)
        if backup and between:
            between.unlink()
    outcome = compare(open_plan(path, saves=False)).outcome()
    if in_force:
        done = f"{in_force} is in force now; all goals were worked out anew."
        outcome = replace(outcome, lines=(*outcome.lines, done))
    tell(outcome, path, backup, quiet=quiet, as_json=as_json)


def report(
    path: PlanPath,
    pdf: Annotated[Path | None, typer.Option(help="The PDF; LibreOffice prints it.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Keep the report as a workbook, to print it yourself.")
    ] = None,
    rep: Annotated[
        str, typer.Option(help="Only this rep's page, with nobody else's numbers.")
    ] = "",
    paper: Annotated[str, typer.Option(help="a4 or letter.")] = "a4",
) -> None:
    from xlgoals.hosts.calc.printing import print_pdf
    from xlgoals.hosts.fresh import write_report
    from xlgoals.verbs import report as pages
    from xlgoals.verbs.file_outcomes import printed

    size = paper.casefold()
    if size not in {"a4", "letter"}:
        raise InputError(f"“{paper}” is no paper size; choose a4 or letter.")
    if pdf is None and xlsx is None:
        pdf = path.with_name(f"{path.stem} report.pdf")
    plan = open_plan(path, ("History",), saves=False)
    made = pages.rep_report(plan, rep) if rep else pages.report(plan)
    now = dt.datetime.now().replace(microsecond=0)
    if xlsx is not None:
        write_report(xlsx, made, created=now, paper=size)
        tell(printed(str(xlsx), len(made.pages)), path)
    if pdf is not None:
        with tempfile.TemporaryDirectory(prefix="xlgoals-report-") as folder:
            book = Path(folder) / "report.xlsx"
            write_report(book, made, created=now, paper=size)
            print_pdf(book, pdf)
        tell(printed(str(pdf), len(made.pages)), path)


def calendar(
    path: PlanPath,
    source: Annotated[Path, typer.Argument(metavar="CALENDAR", help="An .ics export.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write it into the plan.")] = False,
    zone: Annotated[
        str, typer.Option(help="Where times in UTC are meant, such as Europe/Berlin; here.")
    ] = "",
) -> None:
    from xlgoals.hosts.calendar_file import read_calendar
    from xlgoals.verbs.file_outcomes import seen_in_calendar
    from xlgoals.verbs.mine.calendar import found_in, take_events, wanted_events

    today = dt.date.today()
    plan = open_plan(path)
    events = read_calendar(source, wanted_events(plan, today), _zone(zone))
    found = found_in(plan, events, today)
    outcome, backup = seen_in_calendar(found), None
    if not outcome.changed:
        outcome = replace(outcome, next_step="Nothing to take.")
    elif yes:
        take_events(plan, found)
        backup = plan.save(dt.datetime.now())
        outcome = replace(outcome, next_step="Taken into My log.")
    else:
        outcome = replace(outcome, next_step="Nothing was changed; --yes takes them.")
    tell(outcome, path, backup)


def _zone(name: str) -> dt.tzinfo | None:
    """A time zone by its name; this machine's where none is named."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        raise InputError(f"“{name}” is no time zone; write it like Europe/Berlin.") from None


def send(
    path: PlanPath,
    to: Annotated[Path, typer.Option("--to", help="The folder for the files.")],
    rep: Annotated[
        list[str] | None, typer.Option("--rep", help="A rep's name or ID; repeat it.")
    ] = None,
    eml: Annotated[bool, typer.Option("--eml", help="Write an e-mail with each file.")] = False,
    as_json: AsJson = False,
) -> None:
    from xlgoals.hosts.fresh.rep_file import write_rep_files
    from xlgoals.verbs.file_outcomes import sent
    from xlgoals.verbs.negotiate.send import send as prepared_files

    plan, now = open_plan(path), dt.datetime.now()
    with watched(as_json) as progress:
        found = prepared_files(plan, rep or [], utc_now(), lambda: secrets.token_hex(24), progress)
        backup = plan.save(now)
        written = write_rep_files(to, found.files, now, mails=eml, progress=progress)
    tell(sent(found, str(to), [one.told() for one in written], eml), path, backup, as_json=as_json)


def collect(
    path: PlanPath,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE_OR_FOLDER...",
            help="Files that came back, in folders, .zip files or saved mails (.eml) too.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    from xlgoals.hosts.sandbox.inbox import opened_inbox
    from xlgoals.hosts.sandbox.reading import Reader, read_rep_files

    with opened_inbox(files) as inbox, closing(Reader()) as reader:
        # the reader starts while the plan is opened
        plan = open_plan(path)
        from xlgoals.verbs.file_outcomes import collected
        from xlgoals.verbs.negotiate.collect import collect as collected_answers

        with watched(as_json) as progress:
            returned = read_rep_files(inbox.paths, progress, reader, inbox.names)
            found = collected_answers(plan, [*returned, *inbox.refused], utc_now(), progress)
            backup = plan.save(dt.datetime.now()) if found.changed or plan.upgraded else None
    tell(collected(found, inbox.passed), path, backup, as_json=as_json)


def utc_now() -> dt.datetime:
    """Now, in UTC, as the log has it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def upgrade(path: PlanPath) -> None:
    from xlgoals.hosts.closed import ClosedFile
    from xlgoals.verbs.outcome import Outcome
    from xlgoals.verbs.upgrade import upgrade as upgraded

    plan = ClosedFile.open(path)
    said = upgraded(plan, always=True)
    backup = plan.save(dt.datetime.now()) if said else None
    none = f"Nothing to add: {path.name} has all that a plan of today has."
    tell(Outcome(said or none, changed=bool(said)), path, backup)


BY_VERB: dict[str, Callable[..., None]] = {
    "new_plan": new,
    "import_": import_,
    "refresh": refresh,
    "upgrade": upgrade,
    "scenarios": scenarios,
    "report": report,
    "calendar": calendar,
    "send_rep_files": send,
    "collect_rep_files": collect,
}
"""What runs the command of a verb that needs more than the plan."""
