"""Commands made from the verbs: each with its arguments, options and help as declared."""

import datetime as dt
from collections.abc import Callable
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer

from xlgoals.terminal.opening import open_plan
from xlgoals.terminal.output import tell, watched
from xlgoals.verbs import verb as declared
from xlgoals.verbs.verb import Verb

PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan, an .xlsx or .xlsm file.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems and errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
HOW_TOLD = {"quiet": Quiet, "as_json": AsJson}


def command(verb: Verb) -> Callable[..., None]:
    """The function that typer makes a command of."""

    def run(*, path: Path, as_json: bool, quiet: bool = False, **given: Any) -> None:
        run_verb(verb, path, given, quiet=quiet, as_json=as_json)

    told = HOW_TOLD if verb.undo else {"as_json": AsJson}
    kinds: dict[str, Any] = {
        "path": PlanPath,
        **{one.name: _kind(one) for one in verb.parameters},
        **told,
    }
    defaults = {one.name: one.default for one in verb.parameters if one.default is not None}
    defaults |= dict.fromkeys(told, False)
    run.__annotations__ = kinds
    run.__doc__ = verb.what
    run.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                annotation=kind,
                default=defaults.get(name, Parameter.empty),
            )
            for name, kind in kinds.items()
        ]
    )
    return run


def _kind(parameter: declared.Parameter) -> object:
    """An argument or an option with its type and help."""
    kind = str if parameter.default is None else type(parameter.default)
    if not parameter.flag:
        return Annotated[kind, typer.Argument(help=parameter.help)]
    return Annotated[kind, typer.Option(parameter.flag, help=parameter.help)]


def run_verb(
    verb: Verb, path: Path, given: dict[str, Any], *, quiet: bool, as_json: bool, keep: bool = True
) -> None:
    """Do something to a plan on disk, and tell what came of it; ``keep`` for the version before."""
    with watched(quiet or as_json) as progress:
        progress("Opening the plan", 0.0)
        # its largest table is loaded while the rest of the program is
        plan = open_plan(path, ("History",) if verb.large else (), saves=bool(verb.undo))
        now = dt.datetime.now().astimezone()
        outcome = verb.run(plan, given, progress, now)
        progress("Saving", 0.95)
        changed = verb.undo and (outcome.changed or plan.upgraded)
        backup = plan.save(now.replace(tzinfo=None)) if changed else None
    if backup and not keep:
        backup.unlink()
        backup = None
    tell(outcome, path, backup, quiet=quiet, as_json=as_json)
