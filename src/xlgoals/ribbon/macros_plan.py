"""What the buttons of a plan do with the open workbook; each returns what to tell."""

import datetime as dt
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from xlgoals import __version__, verbs
from xlgoals.hosts.fresh import write_plan
from xlgoals.hosts.live import Live, ask_path
from xlgoals.hosts.source_file import read_source
from xlgoals.ribbon import messages
from xlgoals.ribbon.messages import to_front, with_problems
from xlgoals.tables.workbook import Progress
from xlgoals.views.start import NEXT, STEPS

SOURCES = "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.parquet"


def regenerate(book: xw.Book, watch: Progress) -> str:
    """Regenerate; returns what to tell."""
    plan = Live(book)
    result = verbs.regenerate(plan, dt.datetime.now(), watch)
    plan.apply("Regenerate goals")
    return _regenerated(result)


def scenarios(book: xw.Book, watch: Progress) -> str:
    """Regenerate, and bring the comparison to the front; returns what to tell."""
    said = regenerate(book, watch)
    found = verbs.compare(Live(book))
    to_front(book, "Scenarios")
    return f"{said}\n\n" + "\n".join(verbs.compared_lines(found))


def last_year(book: xw.Book, watch: Progress) -> str:
    """Look back, and bring the findings to the front; returns what to tell."""
    plan = Live(book)
    found = verbs.review(plan, dt.datetime.now())
    plan.apply("Last year")
    to_front(book, "Review" if "Findings" in found.missing else "Findings")
    lines = [text for text, _ in found.findings] or ["There is nothing to look back upon yet."]
    many = len(found.open)
    lines += [f"{many} big misses have no reason yet; type it on sheet Review."] if many else []
    lines += [verbs.missing_line(found)] if found.missing else []
    return with_problems("\n".join(lines), [str(problem) for problem in found.problems])


def _regenerated(result: verbs.Regenerated) -> str:
    """What a regenerate did."""
    goal = "" if result.goal != result.goal else f" against a company goal of {result.goal:,.0f}"
    done = (
        f"{result.plan}: goals for {result.reps} reps, {result.suggested:,.0f} in all{goal}, from "
        f"{result.rows:,} rows of history."
    )
    return with_problems(done, [str(problem) for problem in result.problems])


def check(book: xw.Book, watch: Progress) -> str:
    """Check; returns what to tell."""
    problems = verbs.check(Live(book))
    many = f"{len(problems):,} problem" + "s" * (len(problems) > 1)
    done = f"{many} in {book.name}; everything else can be used." if problems else "No problems."
    return with_problems(done, [str(problem) for problem in problems])


def import_(book: xw.Book, watch: Progress) -> str:
    """Import into the sheet in front; returns what to tell, nothing where no file was picked."""
    sheet = book.sheets.active.name
    verbs.input_table(sheet)
    path = ask_path(book, f"A file with rows for {sheet}", SOURCES)
    if not path:
        return ""
    watch(f"Reading {Path(path).name}", 0.0)
    plan = Live(book)
    result = verbs.import_rows(plan, sheet, read_source(Path(path)))
    plan.apply(f"Import {sheet}")
    return _imported(result)


def _imported(result: verbs.Imported) -> str:
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
    return with_problems(
        "\n".join([*lines, *result.notes]), [str(problem) for problem in result.problems]
    )


def new_plan(book: xw.Book, watch: Progress) -> str:
    """Make a plan where the user wants it, and open it; nothing where no place was picked."""
    now = dt.datetime.now().replace(microsecond=0)
    name = f"Sales goals {now.year + 1}.xlsx"
    picked = ask_path(book, "Where the new plan goes", "*.xlsx", save=name)
    if not picked:
        return ""
    path = Path(picked).with_suffix(".xlsx")
    plan = verbs.new_plan(dt.date(now.year + 1, 1, 1), sample=False)
    write_plan(path, plan.rows, created=now, name=plan.name, values=plan.values)
    book.app.books.open(str(path))
    return f"{path.name} is ready. Begin on sheet Start."


def help_(book: xw.Book, watch: Progress) -> str:
    """What the plan's next step is, and where to look when something does not work."""
    lines = [f"xlgoals {__version__}", "", _next_step(book)]
    failure = _failure(book)
    if failure:
        lines += ["", f"The last function could not be worked out: {failure}"]
    hint = "Something does not work? In a terminal, run: xlgoals doctor"
    return "\n".join([*lines, "", hint, f"The log is {messages.LOG}."])


def _next_step(book: xw.Book) -> str:
    """The step that sheet Start marks as next."""

    if "Start" not in [sheet.name for sheet in book.sheets]:
        return "This workbook is no plan; press New plan to make one."
    labels = book.sheets["Start"].range((11, 2), (10 + len(STEPS), 6)).value
    found = [row for row in labels if row[4] == NEXT]
    return f"Next: {found[0][0]}. {found[0][1]}" if found else "All steps are done."


def _failure(book: xw.Book) -> str:
    """Why Excel's last call of a function failed; nothing in other programs."""
    with suppress(Exception):
        return str(book.macro("GoalsFailure")() or "")
    return ""
