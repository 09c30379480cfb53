"""An older plan in a file gets what it lacks: taken from a fresh plan that is made beside it."""

import datetime as dt
import hashlib
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlgoals import __version__
from xlgoals.hosts.closed import sheet_xml, view_cells
from xlgoals.hosts.closed.grafted_columns import graft_into
from xlgoals.hosts.closed.grafted_sheets import (
    FreshSheets,
    declare,
    graft_global_names,
    graft_sheet,
    replace_sheet,
)
from xlgoals.hosts.closed.package import Package, open_package, relations_part, serial
from xlgoals.hosts.closed.workbook_parts import plan_version, sheet_parts, tables
from xlgoals.hosts.fresh.macros import MACRO_SHEETS, PARTS, SETTINGS, SHIPPED_VBA, settings
from xlgoals.hosts.fresh.plan import write_plan
from xlgoals.tables.addresses import Area
from xlgoals.tables.language import Cell, Sheet, Shown
from xlgoals.tables.upgrade import MARK, Missing, arranged, missing

ROW = re.compile(rb'<c r="([A-Z]+)(\d+)"')


@dataclass
class Upgraded:
    """What an older plan got."""

    missing: Missing
    more: list[str] = field(default_factory=list)
    """What it got besides sheets and columns, in words."""
    areas: dict[str, list[Area]] = field(default_factory=dict)
    """Worksheet part → the cells that were written."""

    @property
    def is_nothing(self) -> bool:
        """Whether the plan lacked nothing."""
        return self.missing.is_nothing and not self.more and not self.areas


def add_missing(
    package: Package,
    sheets: Sequence[Sheet],
    older: Mapping[str, Sequence[str]],
    rows: Mapping[str, Sequence[Sequence[Cell]]],
    values: Mapping[str, Mapping[str, Cell]],
) -> Upgraded:
    """Put what it lacks into a plan.

    Args:
        sheets: All sheets of a plan, as declared.
        older: Sheet → texts that labels of ours had before.
        rows: Table → the rows that it has in a new plan.
        values: What the formulas of views give in an empty plan, by sheet and address.

    Errors:
        EditRefused: something of the user's is in the way.
    """
    present = tables(package)
    headers = {name: table.headers for name, table in present.items()}
    macros = PARTS["vba"] in package.zip.NameToInfo
    lacking = missing(sheets, list(sheet_parts(package)), headers)
    done = Upgraded(lacking)
    in_place = [
        arranged(sheet, headers[sheet.table.name.casefold()])
        if sheet.table and sheet.table.name.casefold() in headers
        else sheet
        for sheet in sheets
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"fresh.{'xlsm' if macros else 'xlsx'}"
        created = dt.datetime(2026, 1, 1)
        title = str(package.path.stem)
        new = {
            sheet.table.name: rows.get(sheet.table.name, ())
            for sheet in sheets
            if sheet.table and sheet.name in lacking.sheets
        }
        write_plan(path, new, created=created, name=title, values=values, sheets=in_place)
        fresh = FreshSheets(package, open_package(path))
        macros_are_ours = macros and _take_macros(fresh, done)
        order = [sheet.name for sheet in sheets]
        for sheet in in_place:
            if sheet.name in lacking.sheets:
                graft_sheet(fresh, sheet.name, order)
            elif sheet.shown is Shown.NEVER:
                if plan_version(package) == __version__:
                    continue
                replace_sheet(fresh, sheet.name)
            else:
                wanted = [header for name, header in lacking.columns if name == sheet.name]
                areas = graft_into(fresh, sheet, wanted, older.get(sheet.name, ()))
                if areas:
                    part = (
                        present[sheet.table.name.casefold()].sheet_part
                        if sheet.table
                        else sheet_parts(package)[sheet.name]
                    )
                    done.areas[part] = areas
        if macros_are_ours:
            _name_modules(package)
        names = [name for name in graft_global_names(fresh, [MARK]) if name != MARK]
        if names:
            done.more.append(f"the name{'s' * (len(names) > 1)} {', '.join(names)}")
        fresh.styles.save()
    return done


def _take_macros(fresh: FreshSheets, done: Upgraded) -> bool:
    """The macros and the ribbon of today; not where the macros are no longer those we shipped."""
    plan, vba, ribbon = fresh.plan, PARTS["vba"], PARTS["ribbon"]
    new = {name: fresh.fresh.read(name) for name in (vba, ribbon)}
    if plan.read(vba) == new[vba]:
        return True
    if hashlib.sha256(plan.read(vba)).hexdigest() not in SHIPPED_VBA:
        done.more.append(
            "but the macros stayed as they are, since they were changed after xlgoals made them; "
            "the buttons of the add-in are those of today"
        )
        return False
    plan.write(vba, new[vba])
    known = plan.related("", "extensibility")
    plan.write(known[0] if known else ribbon, new[ribbon])
    if not known:
        _link_ribbon(fresh)
    _tell_macros(plan)
    done.more.append("the buttons and macros of today")
    return True


def _link_ribbon(fresh: FreshSheets) -> None:
    """Tell the package of its ribbon."""
    tree = fresh.plan.parse(relations_part(""))
    theirs = fresh.fresh.parse(relations_part(""))
    tree.extend(one for one in theirs if one.get("Target") == PARTS["ribbon"])
    fresh.plan.write(relations_part(""), serial(tree))
    declare(fresh.plan, fresh.fresh, PARTS["ribbon"], PARTS["ribbon"])


def _tell_macros(plan: Package) -> None:
    """The versions in the sheet in which the macros look for Python; the user's own lines stay."""
    part = sheet_parts(plan).get(SETTINGS)
    if part is None:
        return
    body = sheet_xml.split(plan.read(part), SETTINGS).body
    texts = FreshSheets(plan, plan)
    versions = {key: text for key, text in settings("").items() if key.endswith("_VERSION")}
    written = {}
    for _, _, attributes, content in sheet_xml.each_row(body):
        name = texts.plan_text(sheet_xml.cells_of(content).get(1, b""))
        if name in versions:
            written[f"B{sheet_xml.row_number(attributes)}"] = versions[name]
    plan.write(
        part, view_cells.with_values(plan.read(part), SETTINGS, written, {}, date1904=False)[0]
    )


def _name_modules(plan: Package) -> None:
    """Every new sheet gets the name of a module that the macros have and no other sheet took."""
    parts = {part: plan.read(part) for part in sheet_parts(plan).values()}
    pattern = re.compile(rb'<sheetPr\b[^>]*\bcodeName="([^"]*)"')
    taken = {match[1].decode() for xml in parts.values() if (match := pattern.search(xml))}
    free = iter(name for at in range(1, MACRO_SHEETS + 1) if (name := f"Sheet{at}") not in taken)
    for part, xml in parts.items():
        if part in plan.edited and not pattern.search(xml) and b"<sheetPr" in xml:
            name = next(free, "")
            if name:
                mark = f'<sheetPr codeName="{name}"'.encode()
                plan.write(part, xml.replace(b"<sheetPr", mark, 1))
