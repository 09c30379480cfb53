"""What the terminal calls to put the buttons into Excel."""

import datetime as dt
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from xlgoals.terminal.output import out, tell_lines

if TYPE_CHECKING:
    from xlgoals.ribbon.excel_addin import Place

app = typer.Typer(no_args_is_help=True, help="The ribbon tab Sales Goals in Excel.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be written.")]


@app.command()
def install(dry_run: DryRun = False) -> None:
    """Put the ribbon tab into Excel, for every workbook."""
    from xlgoals.ribbon import excel_addin

    files = excel_addin.here(os.environ)
    if dry_run or sys.platform not in excel_addin.SYSTEMS:
        _only_say(files, "written")
        return
    for sentence in excel_addin.install(files, dt.datetime.now()):
        out.print(sentence, highlight=False)
    out.print("Start Excel anew and look for the tab Sales Goals.")


@app.command()
def uninstall(dry_run: DryRun = False) -> None:
    """Take it out again."""
    from xlgoals.ribbon import excel_addin

    files = excel_addin.here(os.environ)
    if dry_run or sys.platform not in excel_addin.SYSTEMS:
        _only_say(files, "removed")
        return
    for sentence in excel_addin.uninstall(files):
        out.print(sentence, highlight=False)


@app.command()
def status() -> None:
    """Say whether Excel has it."""
    from xlgoals.ribbon import excel_addin

    if sys.platform not in excel_addin.SYSTEMS:
        out.print("There is no Excel for this system; xlgoals libreoffice is for Calc.")
        return
    if not tell_lines(excel_addin.status(excel_addin.here(os.environ))):
        raise typer.Exit(1)


def _only_say(files: "tuple[Place, ...]", done: str) -> None:
    """What would happen, on this machine or on a Windows PC."""
    from xlgoals.ribbon import excel_addin

    where = excel_addin.SYSTEMS.get(
        sys.platform, "a Windows PC, since there is no Excel for this one"
    )
    out.print(f"Nothing was changed. On {where}, these would be {done}:")
    for file in files:
        out.print(f"  {file.path} ({file.what}, {len(file.content):,} bytes)", highlight=False)
