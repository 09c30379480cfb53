"""One file into one table or several: a CRM's deals are History and Proposals at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlgoals.domain.errors import InputError
from xlgoals.domain.problems import named
from xlgoals.intake.column_mapping import fillable, plain
from xlgoals.intake.incoming_rows import Told
from xlgoals.intake.left_out import LeftOut
from xlgoals.intake.told_text import Remembered, as_text, with_memory
from xlgoals.tables.chosen_metrics import read_metrics, with_metrics
from xlgoals.tables.language import Table
from xlgoals.tables.source import Source
from xlgoals.tables.workbook import Readable, Workbook
from xlgoals.verbs.import_rows import Imported, import_rows, input_table
from xlgoals.verbs.one_pass import one_pass
from xlgoals.verbs.outcome import Outcome
from xlgoals.verbs.sources import Origin, has_sources, remembered


@dataclass(frozen=True)
class ImportedTables:
    """What a file did to each table."""

    tables: tuple[Imported, ...]

    @property
    def waits(self) -> bool:
        """Whether something has to be said first; then nothing is to be kept."""
        return any(done.waits for done in self.tables)

    @property
    def waits_for_loss_only(self) -> bool:
        """Whether it is only rows that stay out that somebody has to accept."""
        return all(done.waits_for_loss_only for done in self.tables if done.waits) and self.waits

    @property
    def asks(self) -> bool:
        """Whether a user at hand should look before it is saved."""
        return any(done.asks for done in self.tables)

    @property
    def headers(self) -> tuple[str, ...]:
        """Of the file."""
        return self.tables[0].headers

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Rows that stayed out of any of the tables, each once."""
        rows = {one.row: one for done in reversed(self.tables) for one in done.taken.left_out}
        return tuple(rows[row] for row in sorted(rows))

    def outcome(self, before: str = "") -> Outcome:
        """What was done, table by table.

        Args:
            before: What was remembered of the file.
        """
        told = [done.outcome() for done in self.tables]
        lines = [*told[0].lines]
        for more in told[1:]:
            lines += [more.title, *more.lines]
        lines = list(dict.fromkeys([before, *lines] if before else lines))
        if len(told) == 1:
            return replace(told[0], lines=tuple(lines))
        return replace(
            told[0],
            lines=tuple(lines),
            problems=tuple(dict.fromkeys(p for one in told for p in one.problems)),
            refused=self.waits,
            changed=not self.waits,
            data={done.sheet: one.data for done, one in zip(self.tables, told, strict=True)},
        )


def input_tables(names: str) -> tuple[Table, ...]:
    """The tables that a user names: one, or several between commas. InputError for others."""
    parts = [part.strip() for part in names.split(",") if part.strip()]
    return tuple(dict.fromkeys(input_table(part) for part in parts or [names]))


def known_before(plan: Readable, origin: Origin, tables: Sequence[Table]) -> tuple[Origin, str]:
    """The source with what was said of it the last time, and that in a sentence.

    Errors:
        InputError: tables without sources were told of one.
    """
    if not any(map(has_sources, tables)):
        if origin.by_name or origin.how.told.add or origin.how.told.months:
            raise InputError(
                "Only History, Proposals and Last targets remember which file a row is from: "
                "leave --source, --add and --months away."
            )
        return origin, ""
    before = Remembered()
    for table in filter(has_sources, tables):
        before = with_memory(before, remembered(plan, origin.name, table))
    how = with_memory(origin.how, before)
    if how == origin.how:
        return origin, ""
    return replace(origin, how=how), f"As the last time: {as_text(before)}."


@one_pass
def import_tables(
    workbook: Workbook, tables: Sequence[Table], source: Source, origin: Origin
) -> ImportedTables:
    """Bring a file into some tables; what is said of columns counts where they are.

    Where it waits in one of them, nothing of it may be kept.

    Errors:
        InputError: the file lacks a column, or no table has a column that was named.
    """
    metrics, _ = read_metrics(workbook)
    whole = [with_metrics(table, metrics) for table in tables]
    _all_known(whole, origin.how.told)
    done = tuple(
        import_rows(
            workbook,
            table.name,
            source,
            told := _of_table(table, origin.how.told) if len(whole) > 1 else origin.how.told,
            replace(origin, how=replace(origin.how, told=told)),
        )
        for table in whole
    )
    return ImportedTables(done)


def _all_known(tables: Sequence[Table], told: Told) -> None:
    """InputError where a header is told that none of several tables has."""
    known = {plain(column.header) for table in tables for column in fillable(table)}
    lost = [header for header in (*told.columns, *told.constants) if plain(header) not in known]
    if lost and len(tables) > 1:
        raise InputError(f"There is no column {named(lost)} to fill in any of these tables.")


def _of_table(table: Table, told: Told) -> Told:
    """What is told of this table's columns."""
    known = {plain(column.header) for column in fillable(table)}
    return replace(
        told,
        columns={h: name for h, name in told.columns.items() if plain(h) in known},
        constants={h: value for h, value in told.constants.items() if plain(h) in known},
    )
