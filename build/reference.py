"""Pages printed from the declarations: every sheet and column, every command."""

from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from build.functions_page import functions_page
from xlgoals.domain.assumption_kinds import KINDS, AssumptionKind
from xlgoals.tables.language import Column, Role, Sheet, Shown
from xlgoals.tables.sheets import assumptions
from xlgoals.terminal.cli import app
from xlgoals.views.plan_sheets import SHEETS

NOTE = "<!-- Printed by `make build` from the declarations; change those, not this page. -->"


def build(folder: Path) -> list[Path]:
    """The pages in a folder."""
    pages = {
        "functions.md": functions_page(NOTE),
        "workbook.md": workbook_page(),
        "cli.md": command_page(),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def workbook_page() -> str:
    """Every sheet with its columns."""
    parts = [NOTE, "# The workbook, sheet by sheet", "Who fills a column:", ""]
    parts += [f"- **{role.value}**" for role in Role]
    return "\n".join([*parts, "", *(_sheet(sheet) for sheet in SHEETS)]).rstrip() + "\n"


def _sheet(sheet: Sheet) -> str:
    """One sheet."""
    lines = [f"## {sheet.name}", "", sheet.purpose]
    if sheet.shown is Shown.WHEN_FILLED:
        lines += ["", "Hidden until there is something in it."]
    if sheet.shown is Shown.NEVER:
        lines += ["", "Hidden: the sheet of each rep is made after it."]
    if sheet.table is None:
        return "\n".join([*lines, ""])
    key = ", ".join(sheet.table.key)
    lines += [
        "",
        f"Excel table `{sheet.table.name}`." + (f" One row for each {key}." if key else ""),
    ]
    lines += ["", "| column | holds | filled | note |", "|---|---|---|---|"]
    lines += [_column(column) for column in sheet.table.columns]
    if sheet == assumptions.SHEET:
        lines += ["", "| kind | means | step of a goal | units | scope | months |"]
        lines += ["|---|---|---|---|---|---|", *(_kind(kind) for kind in KINDS)]
    return "\n".join([*lines, ""])


def _column(column: Column) -> str:
    """One column as a row of a table."""
    choices = ": " + ", ".join(column.choices) if column.choices else ""
    needed = " (needed)" if column.required else ""
    formula = f" `={column.formula}`" if column.formula else ""
    role = column.role.value.lower()
    holds = f"{column.kind.value}{choices}"
    return f"| {column.header}{needed} | {holds} | {role} | {column.hint}{formula} |"


def _kind(kind: AssumptionKind) -> str:
    """One kind of assumption as a row of a table."""
    scopes, units = ", ".join(kind.scopes), ", ".join(kind.units)
    months = "From and To" if kind.dated else "the whole period"
    return f"| {kind.name} | {kind.meaning} | {kind.step.name} | {units} | {scopes} | {months} |"


def command_page() -> str:
    """Every command with its arguments and options."""
    group = get_command(app)
    context = typer.Context(group, info_name="xlgoals")
    parts = [
        NOTE,
        "# The commands",
        "",
        "Exit codes: 0 done, 1 done with problems found, 2 not done.",
    ]
    return "\n".join([*parts, *_commands(group, context, "xlgoals")]) + "\n"


def _commands(group: Any, context: typer.Context, prefix: str) -> list[str]:
    """The commands of a group, those of groups in it too."""
    lines: list[str] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            lines += _commands(command, context, f"{prefix} {name}")
            continue
        lines += ["", f"## {prefix} {name}", "", command.help or ""]
        if command.params:
            lines += ["", "| argument or option | meaning |", "|---|---|"]
            lines += [_parameter(parameter) for parameter in command.params]
    return lines


def _parameter(parameter: object) -> str:
    """One argument or option as a row of a table."""
    options = getattr(parameter, "opts", [])
    given = options and options[0].startswith("-")
    name = getattr(parameter, "metavar", None) or (options[0].upper() if options else "")
    shown = ", ".join(options) if given else name
    return f"| `{shown}` | {getattr(parameter, 'help', '') or ''} |"
