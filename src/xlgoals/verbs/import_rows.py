"""Import: the rows of a file into a table of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from xlgoals.domain.errors import InputError
from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem, first, named
from xlgoals.intake import column_mapping, merge_rows
from xlgoals.intake.earlier_rows import SOURCE, Earlier, earlier_rows
from xlgoals.intake.fiscal_years import CALENDAR, FISCAL
from xlgoals.intake.incoming_rows import (
    CALENDAR_YEARS,
    NOTHING_TOLD,
    PlanKnows,
    PlanYears,
    Told,
    incoming,
)
from xlgoals.intake.layouts import Layout, laid_out
from xlgoals.intake.left_out import Taken
from xlgoals.intake.month_changes import MonthChange, month_changes
from xlgoals.intake.plan_names import THINGS, PlanNames, plan_names
from xlgoals.intake.who_is_who import Names, told_same
from xlgoals.tables.chosen_metrics import fitting, read_metrics
from xlgoals.tables.language import NUMERIC, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import (
    INPUT_TABLES,
    also_called,
    history,
    metrics_chosen,
    my_goals,
    proposals,
    reps,
    settings,
    sources,
)
from xlgoals.tables.source import Source
from xlgoals.tables.typed_tables import read_table
from xlgoals.tables.workbook import Workbook
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.plan import read_settings
from xlgoals.verbs.sources import Origin, asked_first, beside_all, has_sources, remember
from xlgoals.views.plan_sheets import find_sheet

__all__ = ["CALENDAR", "FISCAL", "Imported", "Told", "import_rows", "input_table"]

YEAR = 12
ACCEPT_LOSS = (
    "More than one row in twenty would stay out: mend the file, or accept that (--accept-loss)."
)


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    sheet: str
    headers: tuple[str, ...]
    """Of the file."""
    match: column_mapping.Match
    taken: Taken
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    """Rows that the file brought before and no longer has."""
    new_reps: tuple[str, ...] = ()
    months: tuple[MonthChange, ...] = ()
    """Months that had revenue and have another one now."""
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """What has to be said before anything is taken; then nothing was written."""
    problems: tuple[Problem, ...] = ()
    told_twice: str = ""
    """The question whether rows of others that tell of the same count too."""

    @property
    def waits(self) -> bool:
        """Whether nothing was written, since something has to be said first."""
        return bool(self.questions)

    @property
    def asks(self) -> bool:
        """Whether a user at hand should look before it is saved."""
        falls = any(month.falls for month in self.months)
        return bool(self.taken.left_out or self.removed or falls)

    def outcome(self) -> Outcome:
        """What an import did, and how it understood the file."""
        match, new = self.match, self.new_reps
        columns = [
            f"{header}: from {name} ({match.reasons[header]})"
            for header, name in match.columns.items()
        ]
        columns += [f"{header}: always “{value}”" for header, value in match.constants.items()]
        done = (
            f"{self.sheet}: {self.added:,} rows added, {self.replaced:,} replaced, "
            f"{f'{self.removed:,} removed, ' if self.removed else ''}{self.unchanged:,} unchanged."
        )
        title = f"Nothing was taken into {self.sheet} yet." if self.waits else done
        changes = [f"{month}{' – it falls' if month.falls else ''}." for month in self.months]
        return Outcome(
            self.taken.told() if self.taken.left_out else title,
            (
                *([title] if self.taken.left_out else []),
                *self.questions,
                *first(changes, where=" months with another revenue"),
                *self.notes,
                *columns,
                *([f"Not used: {', '.join(match.unused)}."] if match.unused else []),
                *([f"New on sheet Reps: {named(new)}. Look at their names there."] if new else []),
            ),
            problems=self.problems,
            refused=self.waits,
            changed=not self.waits,
            data={name: value for name, value in vars(self).items() if name != "taken"}
            | {"rows": self.taken.rows, "left_out": self.taken.left_out},
        )

    @property
    def waits_for_loss_only(self) -> bool:
        """Whether it is only the rows that stay out that somebody has to accept."""
        return self.questions == (ACCEPT_LOSS,)

    @property
    def waits_for_others_only(self) -> bool:
        """Whether it is only to be said that rows of others count too."""
        return bool(self.told_twice) and self.questions == (self.told_twice,)


@one_pass
def import_rows(
    workbook: Workbook,
    name: str,
    source: Source | RawTable,
    told: Told = NOTHING_TOLD,
    origin: Origin | None = None,
) -> Imported:
    """Bring the rows of a file into a table of the plan; nothing where something is unclear.

    Args:
        workbook: The plan.
        name: Of the table or its sheet.
        source: A file as it was read, or rows whose headers are known.
        told: What the user says of it.
        origin: Where it is from, so that the plan knows its rows again; else they count as typed.

    Errors:
        InputError: there is no such table, or the file lacks a column it needs.
    """
    metrics, _ = read_metrics(workbook)
    declared = input_table(name)
    origin = replace(origin, how=replace(origin.how, told=told)) if origin else None
    raw = workbook.read(declared)
    table, lacking = fitting(declared, raw, metrics)
    layout = Layout(source) if isinstance(source, RawTable) else _laid_out(source, table, told)
    source = layout.table
    columns = {h: name for h, name in told.columns.items() if h not in layout.given}
    match = column_mapping.match(table, source.headers, columns, told.constants)
    if not layout.questions:
        _check_columns(table, source, match)
    if layout.questions:
        nothing = Taken(0, ())
        return Imported(
            raw.sheet,
            source.headers,
            match,
            nothing,
            notes=layout.sentences,
            questions=layout.questions,
        )
    existing, _ = read_table(table, raw)
    names = _names(workbook, existing, told)
    new = incoming(table, source, match, told, PlanKnows(_years(workbook), metrics, names))
    match = new.match
    problems = (*lacking, *new.problems)
    notes = (*layout.sentences, *new.notes)
    questions = list(new.questions)
    earlier = Earlier(existing, new.frame)
    if origin and has_sources(table):
        earlier = earlier_rows(
            table,
            existing,
            new.frame,
            origin.name,
            told,
            beside_all(workbook),
        )
        notes += earlier.notes
        questions += filter(None, (earlier.question, asked_first(workbook, origin, table)))
    if new.taken.too_few and not told.accept_loss:
        questions.append(ACCEPT_LOSS)
    if questions:
        return Imported(
            raw.sheet,
            source.headers,
            match,
            new.taken,
            notes=notes,
            questions=tuple(questions),
            problems=problems,
            told_twice=earlier.question,
        )
    given = (*new.columns, SOURCE) if origin and has_sources(table) else new.columns
    merged = merge_rows.merge(table, raw, earlier.frame, earlier.new, given, earlier.gone)
    months: tuple[MonthChange, ...] = ()
    adopted = not earlier.frame.equals(existing)
    if merged.added or merged.replaced or merged.removed or adopted:
        workbook.write(table, merged.rows)
        if declared is history.TABLE:
            months = month_changes(existing, read_table(table, workbook.read(table))[0])
    adds = declared in (history.TABLE, proposals.TABLE) or not names.reps.called
    fresh = _add_reps(workbook, new.frame, new.names.get(REP_ID)) if adds else ()
    _also_known(workbook, new.names)
    if origin and has_sources(table):
        headers = tuple(c.header for c in table.columns if c.name in new.columns)
        if "Sales" in headers and "Sales" not in {*match.columns, *match.constants}:
            # each row was one sale: so it is next time, when fewer rows may not show it
            told = replace(told, constants={**told.constants, "Sales": "1"})
        origin = replace(origin, how=replace(origin.how, told=told))
        remember(workbook, table, origin, headers, new.taken.rows, len(new.taken.left_out))
    return Imported(
        raw.sheet,
        source.headers,
        match,
        new.taken,
        merged.added,
        merged.replaced,
        merged.unchanged,
        merged.removed,
        fresh,
        months,
        notes,
        problems=problems,
    )


def _check_columns(table: Table, source: RawTable, match: column_mapping.Match) -> None:
    """InputError where a file lacks a column that the table needs, or all that could be summed."""
    if match.missing:
        raise InputError(
            f"{source.sheet} has no column for {', '.join(match.missing)}; rename it there, or in "
            f'the terminal say which it is with --map "{match.missing[0]}=column", or a value for '
            f'all rows with --constant "{match.missing[0]}=value". '
            f"It has {', '.join(source.headers)}."
        )
    given = (*match.columns, *match.constants)
    if table.name != history.TABLE.name or any(table.column(h).kind in NUMERIC for h in given):
        return
    numbers = named([column.header for column in table.columns if column.kind in NUMERIC])
    raise InputError(
        f"{source.sheet} has no column with numbers that History could take ({numbers}); say which "
        f'it is with --map "Revenue=column". It has {named(source.headers)}.'
    )


def _laid_out(source: Source, table: Table, told: Told) -> Layout:
    """The rows of a file; from a plan of ours the sheet of the same name."""
    sheet = find_sheet(table.name)
    return laid_out(source, table, told.columns, sheet.name if sheet else "")


def _names(workbook: Workbook, existing: pd.DataFrame, told: Told) -> PlanNames:
    """Whom and what the plan knows by name."""
    people = read_table(reps.TABLE, workbook.read(reps.TABLE))[0]
    also = read_table(also_called.TABLE, workbook.read(also_called.TABLE))[0]
    return plan_names(people, also, existing, told_same(told.same, told.new))


def _years(workbook: Workbook) -> PlanYears:
    """How the plan counts years; calendar years where it does not say when it begins."""
    values, flaws = read_settings(read_table(settings.TABLE, workbook.read(settings.TABLE))[0])
    if flaws:
        raise InputError("\n".join(map(str, flaws)))
    start = values["Period start"]
    if not isinstance(start, int | float) or start != start:  # noqa: PLR0124
        return CALENDAR_YEARS
    first_month = int(start)
    begins = values["Fiscal year begins"]
    given = isinstance(begins, int | float) and begins == begins  # noqa: PLR0124
    return PlanYears(
        int(float(str(begins))) if given else first_month % YEAR + 1,
        str(values["Fiscal year named after"]),
        range(first_month - YEAR, first_month),
    )


def input_table(name: str) -> Table:
    """A table that can be imported into, by its name or its sheet's. InputError for others."""
    sheet = find_sheet(name)
    own = (metrics_chosen.TABLE, my_goals.TABLE)
    fillable = [t for t in (*INPUT_TABLES, *own) if t not in (settings.TABLE, sources.TABLE)]
    if sheet is None or sheet.table not in fillable:
        names = [s.name for t in fillable if (s := find_sheet(t.name))]
        raise InputError(f"“{name}” cannot be imported into; choose one of {', '.join(names)}.")
    return sheet.table


def _also_known(workbook: Workbook, found: Mapping[str, Names]) -> None:
    """What the user said of names, where the next import finds it: on Reps and Also called."""
    if found.get(REP_ID) and found[REP_ID].also:
        raw = workbook.read(reps.TABLE)
        people, _ = read_table(reps.TABLE, raw)
        more: dict[str, list[str]] = {}
        for name, own in found[REP_ID].also.items():
            more.setdefault(own, []).append(name)
        frame = people[people[REP_ID].isin(list(more))].copy()
        frame["also_known_as"] = [
            "; ".join([*filter(None, [names]), *more[own]])
            for own, names in zip(frame[REP_ID], frame["also_known_as"], strict=True)
        ]
        merged = merge_rows.merge(reps.TABLE, raw, people, frame, (REP_ID, "also_known_as"))
        workbook.write(reps.TABLE, merged.rows)
    pairs = [
        (kind, name, called)
        for column, kind in THINGS.items()
        if column in found
        for name, called in found[column].also.items()
    ]
    if pairs:
        raw = workbook.read(also_called.TABLE)
        known, _ = read_table(also_called.TABLE, raw)
        columns = ("kind", "name_in_files", "is_called")
        frame = pd.DataFrame(pairs, columns=list(columns)).assign(row=range(len(pairs)))
        merged = merge_rows.merge(also_called.TABLE, raw, known, frame, columns)
        workbook.write(also_called.TABLE, merged.rows)


def _add_reps(workbook: Workbook, incoming: pd.DataFrame, names: Names | None) -> tuple[str, ...]:
    """Reps of the file whom sheet Reps does not know yet, added."""
    if names is None:
        return ()
    raw = workbook.read(reps.TABLE)
    ids = replace(reps.TABLE, columns=(reps.TABLE.column("Rep ID"),))  # also of rows with a flaw
    known, _ = read_table(ids, raw)
    seen = incoming[~incoming[REP_ID].isin(known[REP_ID])]
    if not len(seen):
        return ()
    territory = seen["territory"] if "territory" in seen else pd.Series("", index=seen.index)
    first_rows = pd.DataFrame({REP_ID: seen[REP_ID], "territory": territory})
    first_rows = first_rows.drop_duplicates(REP_ID).sort_values(REP_ID, ignore_index=True)
    called = [names.new.get(own, own) for own in first_rows[REP_ID]]
    frame = first_rows.assign(rep=called, row=np.arange(len(first_rows)))
    merged = merge_rows.merge(reps.TABLE, raw, known, frame, (REP_ID, "rep", "territory"))
    workbook.write(reps.TABLE, merged.rows)
    return tuple(
        name if name == own else f"{name} ({own})"
        for own, name in zip(frame[REP_ID], called, strict=True)
    )
