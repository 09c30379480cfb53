"""What the buttons call: the actions, on the workbook that is open.

Each macro takes the workbook; without one it is the workbook whose button was pressed in Excel.
The program's parts are loaded when a button is pressed, so that this module costs nothing before.
"""

import datetime as dt
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xlgoals.errors import XlgoalsError

if TYPE_CHECKING:
    import xlwings as xw

    from xlgoals.actions import Imported, Regenerated

NAME = "xlgoals"
LOG = Path(tempfile.gettempdir()) / "xlgoals.log"
SHOWN_PROBLEMS = 8
SOURCES = "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.parquet"


def regenerate(book: "xw.Book | None" = None) -> None:
    """Work out metrics, review and suggested goals anew, and write them into the plan."""
    _run(book, _regenerate)


def check(book: "xw.Book | None" = None) -> None:
    """List every problem of the plan."""
    _run(book, _check)


def import_(book: "xw.Book | None" = None) -> None:
    """Bring the rows of a file into the table of the sheet in front."""
    _run(book, _import)


def new_plan(book: "xw.Book | None" = None) -> None:
    """Make an empty plan for the next calendar year, and open it."""
    _run(book, _new_plan)


def scenarios(book: "xw.Book | None" = None) -> None:
    """Work out all goals anew and show what each scenario suggests."""
    _run(book, _scenarios)


def rep_sheets(book: "xw.Book | None" = None) -> None:
    """Make the sheet of every rep, or bring it up to date."""
    _run(book, _negotiating("rep_sheets"))


def propose(book: "xw.Book | None" = None) -> None:
    """Propose what is suggested."""
    _run(book, _negotiating("propose"))


def record(book: "xw.Book | None" = None) -> None:
    """Take what was typed into the reps' sheets into the log."""
    _run(book, _negotiating("record"))


def agree(book: "xw.Book | None" = None) -> None:
    """Accept what the rep whose sheet is in front has answered."""
    _run(book, _negotiating("agree"))


def fit(book: "xw.Book | None" = None) -> None:
    """Let activities, products and territories fit the revenue goal."""
    _run(book, _negotiating("fit"))


def my_goals(book: "xw.Book | None" = None) -> None:
    """Hold the manager's own goals against the log."""
    _run(book, _my_goals)


def log(book: "xw.Book | None" = None) -> None:
    """Note an hour of coaching today, with the rep in whose row the user is."""
    _run(book, _log)


def calendar(book: "xw.Book | None" = None) -> None:
    """Show the events of a calendar that belong in the log, and take them if the user says so."""
    _run(book, _calendar)


def track(book: "xw.Book | None" = None) -> None:
    """Hold the period against what was agreed."""
    _run(book, _track)


def report(book: "xw.Book | None" = None) -> None:
    """Print the plan as a PDF."""
    _run(book, _report)


def last_year(book: "xw.Book | None" = None) -> None:
    """Look back upon last year, and show the findings."""
    _run(book, _last_year)


def help_(book: "xw.Book | None" = None) -> None:
    """Say what to do next, which version this is, and why a function could not answer."""
    _run(book, _help)


def _run(book: "xw.Book | None", act: "Callable[[xw.Book], str]") -> None:
    """Do something with a workbook and tell how it went; every error becomes a message."""
    book = book or _caller()
    try:
        said, mode = act(book), "info"
    except XlgoalsError as error:
        said, mode = str(error), "critical"
    except Exception:
        said, mode = _logged(), "critical"
    if said:
        _status(book, said.splitlines()[0])
        book.app.alert(said, title=NAME, mode=mode)
    _status(book, "")


def _negotiating(name: str) -> "Callable[[xw.Book], str]":
    """A step of a negotiation, with its progress in the status bar."""

    def act(book: "xw.Book") -> str:
        from xlgoals import macros_negotiation  # noqa: PLC0415

        def watch(doing: str, share: float) -> None:
            _status(book, f"{doing} … {share:.0%}")

        step: Callable[[xw.Book, Callable[[str, float], None]], str]
        step = getattr(macros_negotiation, name)
        return step(book, watch)

    return act


def _caller() -> "xw.Book":
    """The workbook whose button was pressed."""
    import xlwings as xw  # noqa: PLC0415

    return xw.Book.caller()


def _logged() -> str:
    """What to say about an error that nobody foresaw; its details are in a file."""
    with suppress(OSError), LOG.open("a", encoding="utf-8") as log:
        log.write(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}\n{traceback.format_exc()}\n")
    return (
        "Something went wrong that should not; nothing was changed in your plan. Please send us "
        f"the file {LOG}: it says what happened."
    )


def _status(book: "xw.Book", text: str) -> None:
    """Say something in the status bar; give it back where there is nothing to say."""
    with suppress(Exception):  # a status bar that is busy is no reason to stop
        book.app.status_bar = f"{NAME}: {text}" if text else False


def _regenerate(book: "xw.Book") -> str:
    """Regenerate; returns what to tell."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    def progress(doing: str, share: float) -> None:
        _status(book, f"{doing} … {share:.0%}")

    plan = Live(book)
    result = actions.regenerate(plan, dt.datetime.now(), progress)
    plan.apply("Regenerate goals")
    return _regenerated(result)


def _scenarios(book: "xw.Book") -> str:
    """Regenerate, and bring the comparison to the front; returns what to tell."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    said = _regenerate(book)
    found = actions.compare(Live(book))
    _to_front(book, "Scenarios")
    return f"{said}\n\n" + "\n".join(actions.compared_lines(found))


def _last_year(book: "xw.Book") -> str:
    """Look back, and bring the findings to the front; returns what to tell."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    plan = Live(book)
    found = actions.review(plan, dt.datetime.now())
    plan.apply("Last year")
    _to_front(book, "Review" if "Findings" in found.missing else "Findings")
    lines = [text for text, _ in found.findings] or ["There is nothing to look back upon yet."]
    many = len(found.open)
    lines += [f"{many} big misses have no reason yet; type it on sheet Review."] if many else []
    lines += [actions.missing_line(found)] if found.missing else []
    return _with_problems("\n".join(lines), [str(problem) for problem in found.problems])


def _to_front(book: "xw.Book", sheet: str) -> None:
    """Show a sheet; where the program does not let us, the user finds it alone."""
    with suppress(Exception):
        book.sheets[sheet].impl.activate()  # xlwings' own asks for all programs that run


def _regenerated(result: "Regenerated") -> str:
    """What a regenerate did."""
    goal = "" if result.goal != result.goal else f" against a company goal of {result.goal:,.0f}"
    done = (
        f"{result.plan}: goals for {result.reps} reps, {result.suggested:,.0f} in all{goal}, from "
        f"{result.rows:,} rows of history."
    )
    return _with_problems(done, [str(problem) for problem in result.problems])


def _check(book: "xw.Book") -> str:
    """Check; returns what to tell."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    problems = actions.check(Live(book))
    many = f"{len(problems):,} problem" + "s" * (len(problems) > 1)
    done = f"{many} in {book.name}; everything else can be used." if problems else "No problems."
    return _with_problems(done, [str(problem) for problem in problems])


def _with_problems(done: str, problems: list[str]) -> str:
    """A message with the first problems under it."""
    if not problems:
        return done
    shown = [done, "", *problems[:SHOWN_PROBLEMS]]
    more = len(problems) - SHOWN_PROBLEMS
    return "\n".join([*shown, *([f"… and {more:,} more."] if more > 0 else [])])


def _import(book: "xw.Book") -> str:
    """Import into the sheet in front; returns what to tell, nothing where no file was picked."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live, ask_path  # noqa: PLC0415
    from xlgoals.hosts.source_file import read_source  # noqa: PLC0415

    sheet = book.sheets.active.name
    actions.input_table(sheet)
    path = ask_path(book, f"A file with rows for {sheet}", SOURCES)
    if not path:
        return ""
    _status(book, f"Reading {Path(path).name} …")
    plan = Live(book)
    result = actions.import_rows(plan, sheet, read_source(Path(path)))
    plan.apply(f"Import {sheet}")
    return _imported(result)


def _imported(result: "Imported") -> str:
    """What an import did, and how it understood the columns."""
    done = (
        f"{result.sheet}: {result.added:,} rows added, {result.replaced:,} replaced, "
        f"{result.unchanged:,} unchanged."
    )
    lines = [done, "", *(f"{h}: from {name}" for h, name in result.match.columns.items())]
    if result.match.unused:
        lines.append(f"Not used: {', '.join(result.match.unused)}.")
    if result.new_reps:
        lines.append(f"New on sheet Reps: {', '.join(result.new_reps)}. Add their names.")
    return _with_problems(
        "\n".join([*lines, *result.notes]), [str(problem) for problem in result.problems]
    )


def _my_goals(book: "xw.Book") -> str:
    """Write how the manager's own goals go; returns what to tell."""
    from xlgoals.actions import mine  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    plan = Live(book)
    found = mine.refresh_mine(plan, dt.date.today())
    plan.apply("My goals")
    _to_front(book, "My progress")
    return _with_problems("\n".join(found.sentences), [str(one) for one in found.problems])


def _log(book: "xw.Book") -> str:
    """Note an hour of coaching; returns what to tell."""
    from xlgoals.actions import mine  # noqa: PLC0415
    from xlgoals.hosts.live import Live, picked_place  # noqa: PLC0415

    plan = Live(book)
    rep = mine.rep_in_row(plan, *picked_place(book))
    said = mine.note_event(plan, mine.Note("Coaching", rep, 1.0), dt.date.today())
    plan.apply("Log")
    _to_front(book, "My log")
    return f"{said}\n\nIt is the last row of sheet My log: change there what is different."


def _calendar(book: "xw.Book") -> str:
    """Take events of a calendar; returns what to tell, nothing where no file was picked."""
    from xlgoals.actions import mine  # noqa: PLC0415
    from xlgoals.hosts.calendar_file import read_calendar  # noqa: PLC0415
    from xlgoals.hosts.live import Live, ask_path  # noqa: PLC0415

    picked = ask_path(book, "A calendar, exported as .ics", "*.ics")
    if not picked:
        return ""
    today = dt.date.today()
    plan = Live(book)
    _status(book, f"Reading {Path(picked).name} …")
    read = read_calendar(Path(picked), mine.wanted_events(plan, today))
    found = mine.found_in(plan, read, today)
    said = "\n".join(mine.told(found))
    if not found.fresh and not found.moved:
        return said
    shown = "\n".join([*mine.told_rows(found, SHOWN_PROBLEMS), "", said, "", "Take them?"])
    answer = book.app.alert(shown, title=NAME, buttons="yes_no", mode="info")
    if answer != "yes":
        return ""
    taken = mine.take_events(plan, found)
    plan.apply("Calendar")
    _to_front(book, "My log")
    return f"{taken} rows of My log are new or moved."


def _track(book: "xw.Book") -> str:
    """Track; returns what to tell."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import Live  # noqa: PLC0415

    plan = Live(book)
    found = actions.track(plan)
    plan.apply("Track")
    _to_front(book, "Tracking")
    return _with_problems("\n".join(found.sentences), [str(one) for one in found.problems])


def _report(book: "xw.Book") -> str:
    """Print the plan where the user wants it; nothing where no place was picked."""
    from xlgoals.actions import report as printed  # noqa: PLC0415
    from xlgoals.hosts.live import Live, ask_path, print_workbook  # noqa: PLC0415
    from xlgoals.hosts.new_file import write_report  # noqa: PLC0415

    made = printed.report(Live(book))
    picked = ask_path(book, "Where the report goes", "*.pdf", save=f"{made.name}.pdf")
    if not picked:
        return ""
    pdf = Path(picked).with_suffix(".pdf")
    _status(book, f"Printing {pdf.name} …")
    with tempfile.TemporaryDirectory(prefix="xlgoals-report-") as folder:
        workbook = Path(folder) / "report.xlsx"
        write_report(workbook, made, created=dt.datetime.now().replace(microsecond=0))
        print_workbook(book, workbook, pdf)
    return f"{pdf.name} is ready: {len(made.pages)} parts."


def _new_plan(book: "xw.Book") -> str:
    """Make a plan where the user wants it, and open it; nothing where no place was picked."""
    from xlgoals import actions  # noqa: PLC0415
    from xlgoals.hosts.live import ask_path  # noqa: PLC0415
    from xlgoals.hosts.new_file import write_plan  # noqa: PLC0415

    now = dt.datetime.now().replace(microsecond=0)
    name = f"Sales goals {now.year + 1}.xlsx"
    picked = ask_path(book, "Where the new plan goes", "*.xlsx", save=name)
    if not picked:
        return ""
    path = Path(picked).with_suffix(".xlsx")
    plan = actions.new_plan(dt.date(now.year + 1, 1, 1), sample=False)
    write_plan(path, plan.rows, created=now, name=plan.name, values=plan.values)
    book.app.books.open(str(path))
    return f"{path.name} is ready. Begin on sheet Start."


def _help(book: "xw.Book") -> str:
    """What the plan's next step is, and where to look when something does not work."""
    from xlgoals import __version__  # noqa: PLC0415

    lines = [f"xlgoals {__version__}", "", _next_step(book)]
    failure = _failure(book)
    if failure:
        lines += ["", f"The last function could not be worked out: {failure}"]
    hint = "Something does not work? In a terminal, run: xlgoals doctor"
    return "\n".join([*lines, "", hint, f"The log is {LOG}."])


def _next_step(book: "xw.Book") -> str:
    """The step that sheet Start marks as next."""
    from xlgoals.workbook.sheets.start import NEXT, STEPS  # noqa: PLC0415

    if "Start" not in [sheet.name for sheet in book.sheets]:
        return "This workbook is no plan; press New plan to make one."
    labels = book.sheets["Start"].range((11, 2), (10 + len(STEPS), 6)).value
    found = [row for row in labels if row[4] == NEXT]
    return f"Next: {found[0][0]}. {found[0][1]}" if found else "All steps are done."


def _failure(book: "xw.Book") -> str:
    """Why Excel's last call of a function failed; nothing in other programs."""
    with suppress(Exception):
        return str(book.macro("GoalsFailure")() or "")
    return ""
