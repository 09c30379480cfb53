"""What a worksheet function is, read from its docstring; a sloppy docstring is refused.

Every host and the reference page are made from a ``FunctionSpec``, so nothing about a function is
written down twice.
"""

import inspect
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from xlgoals.functions.shapes import Shape
from xlgoals.sums.arrays import Floats

LONGEST_TEXT = 255
"""Excel cuts help texts after this many characters."""

SECTIONS = ("Args", "Returns", "Errors", "Source", "Example")
ERRORS = ("#N/A", "#VALUE!", "#NUM!")
LAST_COLUMN = "XFD"

_HEAD = re.compile(r"^(Args|Returns|Errors|Source|Example):$", re.MULTILINE)
_ARGUMENT = re.compile(r"(\w+) \(([^,]+), ([^)]+)\): (.+)")
_RESULT = re.compile(r"\(([^,]+), ([^)]+)\): (.+)")
_FAULT = re.compile(r"(#[A-Z/]+[!?]?): (.+)")
_EXAMPLE = re.compile(r"=(\w+)\((.*)\) → (.+)")
_CELL = re.compile(r"([A-Z]{1,3})[1-9][0-9]*")


class SloppyDocstring(ValueError):
    """A worksheet function is not described as it has to be; the text says what is missing."""


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function."""

    name: str
    shape: Shape
    unit: str
    help: str
    default: float | None
    """What holds where it is left out; None where it must be given."""
    blank: bool
    """Whether a blank cell means something of its own, such as a proposal that is still open."""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return self.default is not None


@dataclass(frozen=True)
class FunctionSpec:
    """Everything a host has to know about a worksheet function."""

    name: str
    group: str
    summary: str
    arguments: tuple[Argument, ...]
    shape: Shape
    unit: str
    returns: str
    errors: dict[str, str]
    source: str
    example: str
    """With its equals sign."""
    answer: str
    function: Callable[..., Floats]
    plain: bool
    """Whether it takes plain floats as well as arrays."""


def describe(function: Callable[..., Floats], group: str, *, plain: bool = False) -> FunctionSpec:
    """The specification of a function, from its docstring.

    Errors:
        SloppyDocstring: a section is missing, the arguments differ from the signature, a text is
            too long for Excel, or the name could be a cell.
    """
    name = function.__name__.upper()
    _check_name(name)
    summary, sections = _sections(name, inspect.getdoc(function) or "")
    result = _match(name, _RESULT, sections["Returns"], "Returns")
    example = _match(name, _EXAMPLE, sections["Example"], "Example")
    if example[1] != name:
        raise SloppyDocstring(f"{name}: the example calls {example[1]}")
    faults = [_match(name, _FAULT, text, "Errors") for text in sections["Errors"]]
    errors = {match[1]: match[2] for match in faults}
    if unknown := set(errors) - set(ERRORS):
        raise SloppyDocstring(f"{name}: no function gives {', '.join(sorted(unknown))}")
    spec = FunctionSpec(
        name=name,
        group=group,
        summary=summary,
        arguments=_arguments(name, function, sections["Args"]),
        shape=_shape(name, result[1]),
        unit=result[2],
        returns=result[3],
        errors=errors,
        source=" ".join(sections["Source"]),
        example=f"={name}({example[2]})",
        answer=example[3],
        function=function,
        plain=plain,
    )
    _check_texts(spec)
    return spec


def _check_name(name: str) -> None:
    """A name must not be readable as a cell, such as WIN1."""
    cell = _CELL.fullmatch(name)
    if cell and (len(cell[1]), cell[1]) <= (len(LAST_COLUMN), LAST_COLUMN):
        raise SloppyDocstring(f"{name} looks like a cell")


def _sections(name: str, text: str) -> tuple[str, dict[str, list[str]]]:
    """The first line, and each section as its entries with continuation lines joined."""
    pieces = _HEAD.split(text)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    if missing := [section for section in SECTIONS if not found.get(section, "").strip()]:
        raise SloppyDocstring(f"{name} lacks {', '.join(missing)}")
    return " ".join(pieces[0].split()), {key: _entries(body) for key, body in found.items()}


def _entries(body: str) -> list[str]:
    """Indented paragraphs: a line indented more than the first belongs to the one above."""
    entries: list[str] = []
    for line in filter(str.strip, body.splitlines()):
        if line.startswith(" " * 5) and entries:
            entries[-1] += " " + line.strip()
        else:
            entries.append(line.strip())
    return entries


def _match(
    name: str, pattern: re.Pattern[str], text: str | list[str], section: str
) -> re.Match[str]:
    """The parts of an entry."""
    line = text if isinstance(text, str) else " ".join(text)
    if found := pattern.fullmatch(line):
        return found
    raise SloppyDocstring(f"{name}, {section}: {line!r} is not written as it has to be")


def _arguments(
    name: str, function: Callable[..., Floats], entries: list[str]
) -> tuple[Argument, ...]:
    """The arguments, in the order of the signature."""
    found = [_match(name, _ARGUMENT, entry, "Args") for entry in entries]
    signature = inspect.signature(function).parameters
    if [match[1] for match in found] != list(signature):
        raise SloppyDocstring(f"{name}: Args does not list {', '.join(signature)}")
    return tuple(
        Argument(
            match[1],
            _shape(name, match[2]),
            match[3].removesuffix(" or blank"),
            match[4],
            _default(name, signature[match[1]]),
            match[3].endswith(" or blank"),
        )
        for match in found
    )


def _default(name: str, parameter: inspect.Parameter) -> float | None:
    """The number that holds where an argument is left out."""
    if parameter.default is inspect.Parameter.empty:
        return None
    if isinstance(parameter.default, bool) or not isinstance(parameter.default, int | float):
        raise SloppyDocstring(f"{name}: the default of {parameter.name} is not a number")
    return float(parameter.default)


def _shape(name: str, text: str) -> Shape:
    """A shape by its notation."""
    try:
        return Shape.of(text)
    except ValueError as error:
        raise SloppyDocstring(f"{name}: {error}") from None


def _check_texts(spec: FunctionSpec) -> None:
    """Help texts that Excel would cut are refused."""
    texts = {"summary": spec.summary} | {a.name: help_text(a) for a in spec.arguments}
    for where, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise SloppyDocstring(f"{spec.name}, {where}: {len(text)} characters, over 255")
        if not text.endswith("."):
            raise SloppyDocstring(f"{spec.name}, {where}: not a sentence")


def help_text(argument: Argument) -> str:
    """What the function wizard says of an argument."""
    if argument.default is None:
        return argument.help
    if math.isnan(argument.default):
        return f"{argument.help} May be left out."
    return f"{argument.help} {argument.default:g} where it is left out."
