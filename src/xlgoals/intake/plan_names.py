"""The names of a file in the words of the plan: its reps, territories and products."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from xlgoals.domain.people import REP_ID
from xlgoals.domain.problems import Problem
from xlgoals.intake.shared_deals import share_column, shared, sharing, weights
from xlgoals.intake.who_is_who import Known, Names, Same, fold, new_names, who_is_who
from xlgoals.tables.language import NUMERIC, Kind, Table
from xlgoals.tables.raw_table import RawTable
from xlgoals.tables.sheets import proposals

THINGS = {"territory": "Territory", "product": "Product"}
"""Columns of names that are no people's: the column → its kind on sheet Also called."""


@dataclass(frozen=True)
class PlanNames:
    """Whom and what the plan knows, and what the user says of new names."""

    reps: Known = field(default_factory=Known)
    things: dict[str, Known] = field(default_factory=dict)
    """Of each column in ``THINGS``."""
    told: Same = field(default_factory=Same)


NOBODY = PlanNames()


@dataclass(frozen=True)
class NamesRead:
    """Rows with the plan's names."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    """Why rows stay out whose names nobody can place."""
    sentences: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    names: dict[str, Names] = field(default_factory=dict)
    """What was found for each column of names."""


def plan_names(
    people: pd.DataFrame, also: pd.DataFrame, rows: pd.DataFrame, told: Same
) -> PlanNames:
    """What the plan knows by name.

    Args:
        people: Table Reps.
        also: Table Also called.
        rows: The table that is filled, as it stands.
        told: What the user says of new names.
    """
    ids: dict[str, str] = {}
    other: dict[str, set[str]] = {}
    for row in people.to_dict("records"):
        own = str(row[REP_ID])
        ids[fold(own)] = own
        for name in (str(row["rep"]), *str(row.get("also_known_as", "")).split(";")):
            if fold(name):
                other.setdefault(fold(name), set()).add(own)
    if REP_ID in rows:
        ids = {fold(own): own for own in map(str, rows[REP_ID].unique()) if own} | ids
    called = {name: next(iter(own)) for name, own in other.items() if len(own) == 1} | ids
    several = {n: tuple(sorted(own)) for n, own in other.items() if len(own) > 1 and n not in ids}
    things = {column: _things(column, kind, people, also, rows) for column, kind in THINGS.items()}
    return PlanNames(Known("rep", called, several), things, told)


def _things(
    column: str, kind: str, people: pd.DataFrame, also: pd.DataFrame, rows: pd.DataFrame
) -> Known:
    """Territories or products that the plan has, with their other names."""
    places: list[Iterable[object]] = [frame[column] for frame in (rows, people) if column in frame]
    known: dict[str, str] = {}
    for values in places:
        for value in dict.fromkeys(map(str, values)):
            if fold(value):
                known.setdefault(fold(value), value)
    pairs = also[also["kind"] == kind]
    for name, called in zip(pairs["name_in_files"], pairs["is_called"], strict=True):
        known[fold(str(name))] = known.get(fold(str(called)), str(called))
    return Known(kind.casefold(), known, people=False)


def named_rows(
    table: Table, source: RawTable, frame: pd.DataFrame, revenue: str, plan: PlanNames
) -> NamesRead:
    """Typed rows with the plan's names, shared deals parted among their reps.

    Args:
        table: What is filled.
        source: The file.
        frame: Its rows, typed.
        revenue: The file's header of the amounts, blank for none.
        plan: What the plan knows.
    """
    problems: list[Problem] = []
    said: list[str] = []
    if REP_ID in frame and len(frame):
        frame, problems, said = _parted(table, source, frame, revenue, plan.reps)
    found: dict[str, Names] = {}
    columns = {REP_ID: plan.reps, **plan.things}
    for column in [name for name in columns if name in frame]:
        known = columns[column]
        header = next(c.header for c in table.columns if c.name == column)
        texts = Counter(frame[column].tolist())
        names = who_is_who({t: n for t, n in texts.items() if t}, known, plan.told)
        found[column] = names
        out = frame[column].isin(list(names.unclear))
        problems += [
            Problem(
                source.sheet,
                int(row),
                header,
                names.unclear[text],
                "one of them; the row was left out",
            )
            for row, text in zip(frame["row"][out], frame[column][out], strict=True)
        ]
        said_now = [names.called.get(text, "") for text in frame[column][~out]]
        frame = frame[~out].assign(**{column: pd.Series(said_now, frame.index[~out], object)})
        said += names.sentences
        if known.called and (news := new_names(known.kind, names)) and column != REP_ID:
            said.append(news)
    frame = frame.reset_index(drop=True)
    asked = tuple(question for names in found.values() for question in names.questions)
    return NamesRead(frame, tuple(problems), tuple(said), asked, found)


def _parted(
    table: Table, source: RawTable, frame: pd.DataFrame, revenue: str, reps: Known
) -> tuple[pd.DataFrame, list[Problem], list[str]]:
    """Rows that reps share, as a row for each of them; a proposal belongs to its first rep."""
    texts = frame[REP_ID].tolist()
    names = sharing(set(texts), set(reps.called)).names
    at = share_column(source.headers, revenue) if revenue else None
    if table.name == proposals.TABLE.name:
        both = frame[REP_ID].isin(list(names))
        first = [names[text][0] if text in names else text for text in texts]
        said = [f"{both.sum():,} proposals of several reps count for the first one."]
        return frame.assign(**{REP_ID: first}), [], said if both.any() else []
    if not names and at is None:
        return frame, [], []
    parts: list[Sequence[str]] = [names.get(text, (text,)) for text in texts]
    rows = frame["row"].tolist()
    cells = [source.rows[row - source.first_row][at] if at is not None else None for row in rows]
    shares = [weights(cell, len(part)) for cell, part in zip(cells, parts, strict=True)]
    header = source.headers[at] if at is not None else "Rep ID"
    problems = [
        Problem(source.sheet, int(row), header, str(cell), "a share for each rep, such as 60/40")
        for row, cell, share in zip(rows, cells, shares, strict=True)
        if share is None
    ]
    fine = [share is not None for share in shares]
    kinds = {c.name: c.kind for c in table.columns if c.kind in NUMERIC and c.name in frame}
    money = [name for name, kind in kinds.items() if kind is Kind.MONEY]
    made = shared(
        frame[fine],
        [tuple(part) for part, is_fine in zip(parts, fine, strict=True) if is_fine],
        [share for share in shares if share is not None],
        money,
        [name for name in kinds if name not in money],
    )
    several = sum(len(part) > 1 for part in parts)
    how = f"by {header}" if at is not None else "in equal shares"
    said = [f"{several:,} rows of several reps were shared {how}, to the cent."] if several else []
    if at is not None and not several:
        said = [f"{header}: amounts and counts are the rep's share of each row."]
    return made, problems, said
