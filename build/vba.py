"""The VBA of a plan with macros, as text: a wrapper for each function, callbacks, help."""

from pathlib import Path

import xlwings

from xlgoals import __version__
from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.functions.registry import FunctionSpec, help_text
from xlgoals.verbs import VERBS
from xlgoals.verbs.verb import Button, Verb

SOURCES = Path(__file__).parent / "vba"
XLWINGS = Path(xlwings.__file__).parent
CATEGORY = "Sales Goals"
LONGEST_LINE = 1023

RESERVED = frozenset({"end", "close", "open", "date", "rate", "next", "unit", "set", "get", "let"})
"""Words that VBA keeps for itself, or that would hide something."""

WORKBOOK = """Option Explicit

Private Sub Workbook_Open()
    GoalsWizardTexts
End Sub
"""
"""The module of the workbook itself."""


def modules() -> dict[str, str]:
    """Every module of a plan with macros, by name."""
    return {
        "xlwings": connection(),
        "Dictionary": _read(XLWINGS / "addin" / "Dictionary.cls"),
        "Goals": _read(SOURCES / "Goals.bas"),
        "GoalsFunctions": wrappers(),
        "GoalsRibbon": callbacks(),
        "GoalsWizard": help_texts(),
    }


def addin_modules() -> dict[str, str]:
    """Every module of the add-in, which has the ribbon only."""
    return {
        "xlwings": connection(),
        "Dictionary": _read(XLWINGS / "addin" / "Dictionary.cls"),
        "GoalsRibbon": callbacks(),
    }


def connection() -> str:
    """xlwings' own module, with settings of its own: sheet and file ``xlgoals.conf``."""
    text = _read(XLWINGS / "xlwings_custom_addin.bas")
    ours = text.replace('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlgoals"')
    if ours == text:
        raise ValueError("xlwings names its project in another way than it did")
    return ours


def _read(path: Path) -> str:
    """A source, with the line ends of VBA."""
    return _lines(path.read_bytes().decode("cp1252").replace("\r\n", "\n"))


def _lines(text: str) -> str:
    """Text as a module holds it; ValueError where VBA could not."""
    text.encode("cp1252")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise ValueError(f"line {number} has {len(line)} characters: {line[:60]}")
    return text.replace("\n", "\r\n")


def wrappers() -> str:
    """A function for each worksheet function."""
    head = 'Attribute VB_Name = "GoalsFunctions"\nOption Explicit\n'
    return _lines("\n".join([head, *(_wrapper(spec) for spec in CATALOGUE)]))


def _wrapper(spec: FunctionSpec) -> str:
    """One function: every argument's cells, one call."""
    names = [argument_name(argument.name) for argument in spec.arguments]
    told = [
        f"Optional {name} As Variant" if argument.optional else f"{name} As Variant"
        for name, argument in zip(names, spec.arguments, strict=True)
    ]
    cells = ", ".join(f"GoalsCells({name})" for name in names)
    return "\n".join(
        [
            f"Public Function {spec.name}({', '.join(told)}) As Variant",
            f"Attribute {spec.name}.VB_Description = {quoted(spec.summary)}",
            f'    {spec.name} = GoalsCall("{spec.name}", Array({cells}))',
            "End Function",
            "",
        ]
    )


def argument_name(name: str) -> str:
    """An argument's name in VBA, where some words are taken."""
    taken = name in RESERVED or name.upper() in {spec.name for spec in CATALOGUE}
    return f"{name}_" if taken else name


def quoted(text: str) -> str:
    """A text in VBA's quotes."""
    return '"' + text.replace('"', '""') + '"'


def callbacks() -> str:
    """What a click on each button of the ribbon runs."""
    head = 'Attribute VB_Name = "GoalsRibbon"\nOption Explicit\n'
    version = f'Public Const GOALS_VERSION As String = "{__version__}"\n'
    return _lines(
        "\n".join(
            [head + version, *(_callback(verb.button, verb) for verb in VERBS if verb.button)]
        )
    )


def _callback(button: Button, verb: Verb) -> str:
    """One button."""
    return "\n".join(
        [
            f"Public Sub {callback_name(button)}(control As IRibbonControl)",
            f'    RunPython "import xlgoals.macros; xlgoals.macros.{verb.name}()"',
            "End Sub",
            "",
        ]
    )


def callback_name(button: Button) -> str:
    """The procedure that a button runs."""
    return f"Goals{button.name}"


def help_texts() -> str:
    """What the function wizard says of each argument: Excel is told when the plan is opened."""
    lines = ['Attribute VB_Name = "GoalsWizard"', "Option Explicit", ""]
    lines += ["Public Sub GoalsWizardTexts()"]
    lines += [f"    GoalsWizard{number}" for number in range(len(CATALOGUE))]
    lines += ["End Sub", ""]
    for number, spec in enumerate(CATALOGUE):
        lines += [_help(number, spec), ""]
    return _lines("\n".join(lines))


def _help(number: int, spec: FunctionSpec) -> str:
    """The texts of one function. One that Excel refuses is no reason to stop."""
    texts = [quoted(help_text(argument)) for argument in spec.arguments]
    lines = [
        f"Private Sub GoalsWizard{number}()",
        f"    Dim texts({len(texts) - 1}) As Variant",
        *(f"    texts({place}) = {text}" for place, text in enumerate(texts)),
        "    On Error Resume Next",
        f'    Application.MacroOptions Macro:="{spec.name}", _',
        f'        Category:="{CATEGORY}", ArgumentDescriptions:=texts',
        "End Sub",
    ]
    return "\n".join(lines)
