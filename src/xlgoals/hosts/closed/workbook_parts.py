"""Where the sheets and tables of a workbook file are."""

from dataclasses import dataclass
from typing import cast

from openpyxl.utils.escape import unescape

from xlgoals.domain.errors import PlanError
from xlgoals.hosts.closed.package import MAIN, RELATIONSHIP, Element, Package
from xlgoals.tables.addresses import Area
from xlgoals.tables.upgrade import MARK

Q = f"{{{MAIN}}}"


@dataclass(frozen=True)
class TablePart:
    """An Excel table in a file: where it is and what it covers."""

    name: str
    part: str
    sheet: str
    sheet_part: str
    area: Area
    headers: tuple[str, ...]
    has_header: bool
    has_totals: bool
    computed: tuple[str, ...] = ()
    """Headers of columns that Excel fills with a formula in every new row."""

    @property
    def data(self) -> Area:
        """The rows below the header."""
        top = self.area.top + self.has_header
        return Area(top, self.area.left, self.area.bottom - self.has_totals, self.area.right)


def workbook_part(package: Package) -> str:
    """The part that lists the sheets."""
    return package.related("", "officeDocument")[0]


def sheet_parts(package: Package) -> dict[str, str]:
    """Worksheets by name, in the order of their tabs."""
    main = workbook_part(package)
    listed = package.read(main)
    if package.sheets is None or package.sheets[0] is not listed:
        package.sheets = listed, _sheet_parts(package, main)
    return dict(package.sheets[1])


def _sheet_parts(package: Package, main: str) -> dict[str, str]:
    """Worksheets by name, read."""
    targets = {key: (kind, target) for key, kind, target in package.relations(main)}
    parts = {}
    for sheet in package.parse(main).find(f"{Q}sheets"):
        kind, target = targets.get(sheet.get(f"{{{RELATIONSHIP}}}id"), ("", ""))
        if kind == "worksheet":
            parts[sheet.get("name")] = target
    return parts


def counts_from_1904(package: Package) -> bool:
    """Whether the workbook counts days from 1904."""
    settings = package.parse(workbook_part(package)).find(f"{Q}workbookPr")
    return settings is not None and settings.get("date1904") in {"1", "true"}


def tables(package: Package) -> dict[str, TablePart]:
    """All Excel tables of the file by name, in small letters."""
    return {
        table.name.casefold(): table
        for sheet, part in sheet_parts(package).items()
        for target in package.related(part, "table")
        for table in [_table(package, target, sheet, part)]
    }


def _table(package: Package, part: str, sheet: str, sheet_part: str) -> TablePart:
    """A table from its part; read once, as long as nobody writes the part."""
    xml = package.read(part)
    known, table = package.tables.get(part, (b"", None))
    if known is not xml or (table.sheet, table.sheet_part) != (sheet, sheet_part):
        table = _read_table(package.parse(part), part, sheet, sheet_part)
        package.tables[part] = xml, table
    return cast("TablePart", table)


def _read_table(tree: Element, part: str, sheet: str, sheet_part: str) -> TablePart:
    """A table from its part, read."""
    columns = tree.find(f"{Q}tableColumns")
    return TablePart(
        name=tree.get("displayName"),
        part=part,
        sheet=sheet,
        sheet_part=sheet_part,
        area=Area.of(tree.get("ref")),
        headers=tuple(decoded(column.get("name")) for column in columns),
        has_header=tree.get("headerRowCount", "1") != "0",
        has_totals=tree.get("totalsRowCount", "0") != "0",
        computed=tuple(
            decoded(column.get("name"))
            for column in columns
            if column.find(f"{Q}calculatedColumnFormula") is not None
        ),
    )


def decoded(name: str) -> str:
    """A table header as it is shown: line breaks are stored as ``_x000a_``."""
    return str(unescape(name)).replace("\n", " ")


def find_table(package: Package, name: str) -> TablePart:
    """An Excel table by name; PlanError where the file has none."""
    table = tables(package).get(name.casefold())
    if table is None:
        raise PlanError(
            f"{package.path.name} has no Excel table “{name}”; use a plan made by xlgoals new, or "
            f"select the rows with their headers, press Ctrl+T and name the table “{name}”."
        )
    return table


def plan_version(package: Package) -> str:
    """By which version a plan says that it was made; nothing where it does not."""
    for name in package.parse(workbook_part(package)).iter(f"{Q}definedName"):
        if name.get("name") == MARK:
            return (name.text or "").strip('"')
    return ""
