"""What the terminal calls to put the functions and buttons into LibreOffice Calc."""

import typer

from xlgoals.ribbon import calc_addin
from xlgoals.terminal.output import out, tell_lines

app = typer.Typer(no_args_is_help=True, help="The functions and buttons in LibreOffice Calc.")


@app.command()
def install() -> None:
    """Put the functions and buttons into LibreOffice Calc."""
    out.print(calc_addin.install())


@app.command()
def uninstall() -> None:
    """Take them out again."""
    out.print(calc_addin.uninstall())


@app.command()
def status() -> None:
    """Say whether LibreOffice is there and has them."""
    if not tell_lines(calc_addin.status()):
        raise typer.Exit(1)
