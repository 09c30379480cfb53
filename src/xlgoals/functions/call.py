"""Calling a worksheet function on cells: the same for every host."""

import math
from dataclasses import dataclass

import numpy as np

from xlgoals.functions.cells import (
    NA,
    NUM,
    VALUE,
    ErrorValue,
    Numbers,
    WrongArgument,
    as_cells,
    as_numbers,
    to_cells,
)
from xlgoals.functions.registry import Argument, FunctionSpec
from xlgoals.functions.shapes import Lay
from xlgoals.sums.arrays import Floats

Answer = list[list[float | ErrorValue]]
COLUMNS = frozenset({Lay.COLUMN, Lay.COLUMN_OR_ONE})
WHOLE = frozenset({Lay.LIST, Lay.SERIES, Lay.ONE})
"""Where one error is an error of the whole answer."""


def call(spec: FunctionSpec, arguments: tuple[object, ...]) -> Answer:
    """A function's answer, as rows of cells; never an exception.

    Args:
        arguments: A value, or rows of cells, for each argument; None where it is left out.
    """
    single = call_plain(spec, arguments)
    if single is not None:
        return [[single if math.isfinite(single) else NA if math.isnan(single) else NUM]]
    try:
        return answer(spec, arguments)
    except Exception:
        return [[VALUE]]


def call_plain(spec: FunctionSpec, arguments: tuple[object, ...]) -> float | None:
    """The answer to plain numbers at once: NaN is #N/A, infinite is #NUM!.

    None where the call is of another kind: a range, a blank, a text, something left out.
    """
    if not spec.plain or len(arguments) != len(spec.arguments):
        return None
    for argument in arguments:
        if type(argument) is not float:
            return None
    try:
        return float(spec.function(*arguments))
    except ArithmeticError:
        return None


def answer(spec: FunctionSpec, arguments: tuple[object, ...]) -> Answer:
    """The same, but what is not foreseen raises: for tests."""
    try:
        given = _given(spec, arguments)
        arrays = _without_gaps(given)
    except WrongArgument as wrong:
        return [[wrong.error]]
    with np.errstate(all="ignore"):
        values = np.asarray(spec.function(*arrays), np.float64)
    return _with_faults(spec, given, to_cells(_laid_out(spec, given, values)))


@dataclass(frozen=True)
class _Given:
    """An argument with what was given for it."""

    argument: Argument
    numbers: Numbers

    @property
    def lay(self) -> Lay:
        """How its cells lie."""
        return self.argument.shape.lay

    @property
    def down(self) -> bool:
        """Whether a block came as one column: one series from top to bottom."""
        return self.lay is Lay.BLOCK and self.numbers.values.shape[1] == 1

    @property
    def array(self) -> Floats:
        """What the function takes: n × t, a plain vector, or one number."""
        values = self.numbers.values
        if self.lay is Lay.BLOCK:
            return values.T if self.down else values
        return values.ravel() if self.lay is not Lay.ONE else values[0, 0]

    @property
    def frame(self) -> tuple[int, int] | None:
        """Rows and columns of the answers it asks for; None where it asks for none."""
        shape = self.numbers.values.shape
        if self.lay is Lay.BLOCK:
            return (1 if self.down else shape[0], 1)
        if self.lay is Lay.COLUMN or (self.lay is Lay.COLUMN_OR_ONE and shape != (1, 1)):
            return (shape[0], shape[1])
        return None


def _given(spec: FunctionSpec, arguments: tuple[object, ...]) -> list[_Given]:
    """Each argument as numbers, defaults filled in. WrongArgument where they do not fit."""
    if len(arguments) > len(spec.arguments):
        raise WrongArgument(VALUE)
    padded = (*arguments, *(None,) * (len(spec.arguments) - len(arguments)))
    given = [_Given(a, _numbers(a, value)) for a, value in zip(spec.arguments, padded, strict=True)]
    for each in given:
        _refuse(each)
    lists = {each.numbers.values.size for each in given if each.lay is Lay.LIST}
    if len(lists) > 1 or len(_frames(given)) > 1:
        raise WrongArgument(VALUE)
    return given


def _numbers(argument: Argument, value: object) -> Numbers:
    """What was given as numbers, the default where nothing was."""
    if value is None and not argument.optional:
        raise WrongArgument(VALUE)
    numbers = as_numbers(as_cells(value))
    if argument.default is None or argument.shape.lay is Lay.LIST:
        return numbers
    filled = np.where(np.isnan(numbers.values), argument.default, numbers.values)
    return Numbers(filled, numbers.foreign, numbers.errors)


def _refuse(given: _Given) -> None:
    """An error in a list, a series or a single cell is the answer; so is a text for one number."""
    numbers = given.numbers
    if given.lay in WHOLE and numbers.first_error:
        raise WrongArgument(numbers.first_error)
    if given.lay is not Lay.ONE:
        return
    if numbers.values.size > 1 or (numbers.foreign is not None and numbers.foreign.any()):
        raise WrongArgument(VALUE)
    if np.isnan(numbers.values).any() and not given.argument.optional:
        raise WrongArgument(NA)


def _frames(given: list[_Given]) -> set[tuple[int, int]]:
    """The frames that the arguments ask for; more than one contradict each other."""
    return {each.frame for each in given if each.frame}


def _without_gaps(given: list[_Given]) -> list[Floats]:
    """What the function takes; lists without the places where one of them has no number.

    WrongArgument where nothing is left of them.
    """
    arrays = [each.array for each in given]
    needed = [e.array for e in given if e.lay is Lay.LIST and not e.argument.blank]
    if not needed:
        return arrays
    known = np.logical_and.reduce([~np.isnan(array) for array in needed])
    if not known.any():
        raise WrongArgument(NA)
    return [a[known] if e.lay is Lay.LIST else a for e, a in zip(given, arrays, strict=True)]


def _laid_out(spec: FunctionSpec, given: list[_Given], values: Floats) -> Floats:
    """Answers in the rows and columns they belong in."""
    if spec.shape.lay is Lay.COLUMN:
        return values.reshape(next(iter(_frames(given)), (1, 1)))
    if spec.shape.lay is Lay.BLOCK and any(each.down for each in given):
        return values.reshape(-1, 1)
    return np.atleast_2d(values)


def _with_faults(spec: FunctionSpec, given: list[_Given], cells: Answer) -> Answer:
    """Errors and texts in a cell are its row's answer, the first argument's before the next's."""
    for each in reversed(given):
        for place, error in _faults(each).items():
            for row, columns in _decided(spec, cells, place):
                cells[row][columns] = [error] * len(cells[row][columns])
    return cells


def _faults(given: _Given) -> dict[int, ErrorValue]:
    """Where a cell decides an answer: by the answer's number, −1 for all of them."""
    if given.lay in WHOLE:
        return {}
    width = given.numbers.values.shape[1]
    errors = dict(reversed(given.numbers.errors.items()))
    if given.lay is Lay.BLOCK:
        return {-1 if given.down else row: error for (row, _), error in errors.items()}
    foreign = given.numbers.foreign
    texts = [] if foreign is None else map(tuple, np.argwhere(foreign).tolist())
    faults = dict.fromkeys(texts, VALUE) | errors
    if given.frame is None:
        return dict.fromkeys((-1,), next(iter(faults.values()))) if faults else {}
    return {row * width + column: error for (row, column), error in faults.items()}


def _decided(spec: FunctionSpec, cells: Answer, place: int) -> list[tuple[int, slice]]:
    """The cells that hold one of the answers."""
    if place < 0:
        return [(row, slice(None)) for row in range(len(cells))]
    if spec.shape.lay is not Lay.COLUMN:
        return [(place, slice(None))]
    row, column = divmod(place, len(cells[0]))
    return [(row, slice(column, column + 1))]
