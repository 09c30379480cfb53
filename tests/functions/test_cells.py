"""What a cell counts as: the table of docs/functions.md, for every function."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formula import parse
from xlgoals.functions import call
from xlgoals.functions.catalogue import BY_NAME, CATALOGUE
from xlgoals.functions.cells import NA, NUM, VALUE, ErrorValue
from xlgoals.functions.registry import Argument, FunctionSpec
from xlgoals.functions.shapes import Lay

REF = ErrorValue("#REF!")
ARGUMENTS = [
    pytest.param(spec, at, id=f"{spec.name}.{argument.name}")
    for spec in CATALOGUE
    for at, argument in enumerate(spec.arguments)
]


def example(spec: FunctionSpec) -> list[object]:
    """The arguments of the example, all as rows of cells, with those left out as None."""
    arguments = parse(spec.example)[1]
    blocks = [a if isinstance(a, list) else [[a]] for a in arguments]
    return [*blocks, *[None] * (len(spec.arguments) - len(blocks))]


def ask(spec: FunctionSpec, at: int, block: object) -> list[list[object]]:
    """The example with another argument."""
    arguments = example(spec)
    arguments[at] = block
    return call.answer(spec, tuple(arguments))


def with_cell(spec: FunctionSpec, at: int, cell: object) -> list[list[object]]:
    """The example with its argument's first cell replaced."""
    block = example(spec)[at] or [[0.5]]
    return ask(spec, at, [[cell, *block[0][1:]], *block[1:]])


def flat(answer: list[list[object]]) -> set[object]:
    return {cell for row in answer for cell in row}


def lists(argument: Argument) -> bool:
    return argument.shape.lay is Lay.LIST


@pytest.mark.parametrize(("spec", "at"), ARGUMENTS)
def test_an_error_in_a_cell_is_the_answer(spec: FunctionSpec, at: int) -> None:
    assert flat(with_cell(spec, at, REF)) == {REF}


@pytest.mark.parametrize(("spec", "at"), ARGUMENTS)
@pytest.mark.parametrize("cell", ["many", "12", True, False])
def test_a_text_or_a_yes_is_no_number(spec: FunctionSpec, at: int, cell: object) -> None:
    """#VALUE! in a column or for one number; as good as blank in a list or among months."""
    answer = with_cell(spec, at, cell)
    if spec.arguments[at].shape.lay in {Lay.COLUMN, Lay.COLUMN_OR_ONE, Lay.ONE}:
        assert flat(answer) == {VALUE}
    else:
        assert answer == with_cell(spec, at, None)


@pytest.mark.parametrize(("spec", "at"), ARGUMENTS)
@pytest.mark.parametrize("blank", [None, "", " "])
def test_a_blank_is_unknown_and_never_zero(spec: FunctionSpec, at: int, blank: object) -> None:
    argument = spec.arguments[at]
    answer = with_cell(spec, at, blank)
    if argument.optional:
        assert answer == ask(spec, at, None)
    elif not argument.blank and argument.shape.lay is not Lay.BLOCK:
        assert NA in flat(answer)


@pytest.mark.parametrize(("spec", "at"), ARGUMENTS)
def test_what_is_left_out_has_a_default_or_is_a_wrong_argument(spec: FunctionSpec, at: int) -> None:
    answer = ask(spec, at, None)
    if not spec.arguments[at].optional:
        assert answer == [[VALUE]]
    else:
        assert VALUE not in flat(answer)


@pytest.mark.parametrize(("spec", "at"), ARGUMENTS)
def test_a_date_counts_as_its_day(spec: FunctionSpec, at: int) -> None:
    day, moment, number = dt.date(2027, 1, 1), dt.datetime(2027, 1, 1), 46388.0
    assert with_cell(spec, at, day) == with_cell(spec, at, number) == with_cell(spec, at, moment)


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_sizes_that_differ_are_a_wrong_argument(spec: FunctionSpec) -> None:
    """Two columns, or two lists, of three and of two cells."""
    for lays in ({Lay.COLUMN, Lay.BLOCK, Lay.COLUMN_OR_ONE}, {Lay.LIST}):
        places = [at for at, a in enumerate(spec.arguments) if a.shape.lay in lays]
        if len(places) < 2 or {spec.arguments[at].shape.lay for at in places} == {
            Lay.COLUMN_OR_ONE
        }:
            continue
        arguments = example(spec)
        for count, at in zip((3, 2, 3, 3, 3, 3), places, strict=False):
            arguments[at] = [[0.5, 0.5]] * count
        assert call.answer(spec, tuple(arguments)) == [[VALUE]]


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_one_too_many_is_a_wrong_argument(spec: FunctionSpec) -> None:
    assert call.answer(spec, (*example(spec), 1.0)) == [[VALUE]]


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_a_single_number_is_not_taken_from_a_range(spec: FunctionSpec) -> None:
    for at, argument in enumerate(spec.arguments):
        if argument.shape.lay is Lay.ONE:
            assert ask(spec, at, [[1.0], [2.0]]) == [[VALUE]]


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_a_list_without_any_number_is_unknown(spec: FunctionSpec) -> None:
    for at, argument in enumerate(spec.arguments):
        if lists(argument) and not argument.blank:
            assert flat(ask(spec, at, [[None]])) == {NA}


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_a_column_gives_what_its_cells_give_one_by_one(spec: FunctionSpec) -> None:
    """Two rows: the example and a faulty one. Functions that share a total are left out."""
    if spec.name in {"ALLOCATE", "WEIGHTED_SHARE"}:
        return
    columns = [a.shape.lay in {Lay.COLUMN, Lay.BLOCK} for a in spec.arguments]
    if spec.shape.lay not in {Lay.COLUMN, Lay.BLOCK, Lay.TUPLE} or not any(columns):
        return
    one = example(spec)
    single = call.answer(spec, tuple(one))
    two = [[*b, *b] if column and b else b for column, b in zip(columns, one, strict=True)]
    assert call.answer(spec, tuple(two)) == [*single, *single]
    at = columns.index(True)
    two[at] = [two[at][0], [REF] * len(two[at][0])]
    assert call.answer(spec, tuple(two)) == [*single, [REF] * len(single[0])]


def test_a_row_gives_a_row() -> None:
    assert call.answer(BY_NAME["CLOSE_RATE"], ([[9, 1, "x"]], [[36, 0, 2]])) == [[0.25, NA, VALUE]]


def test_the_first_arguments_error_counts() -> None:
    spec = BY_NAME["CLOSE_RATE"]
    assert call.answer(spec, (REF, NA)) == [[REF]]
    assert call.answer(spec, ("x", REF)) == [[VALUE]]


def test_lists_that_belong_together_lose_the_same_places() -> None:
    """Of three proposals one lacks its opening day and one its closing day."""
    opened, closed = [[10.0], [None], [30.0]], [[20.0], [40.0], ["open"]]
    assert call.answer(BY_NAME["SALES_CYCLE_DAYS"], (opened, closed)) == [[10.0]]


CELLS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-5, 5).map(float),
    st.none(),
    st.booleans(),
    st.text(max_size=3),
    st.sampled_from([NA, REF]),
    st.dates(),
)


@given(st.data())
@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_no_cells_make_a_function_raise(spec: FunctionSpec, data: st.DataObject) -> None:
    """Whatever stands in the cells, the answer is numbers and the errors that are promised."""
    height, width = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 13))
    block = st.lists(
        st.lists(CELLS, min_size=width, max_size=width), min_size=height, max_size=height
    )
    arguments = tuple(data.draw(st.one_of(CELLS, block)) for _ in spec.arguments)
    answer = call.answer(spec, arguments)
    for cell in flat(answer):
        assert isinstance(cell, ErrorValue) or np.isfinite(cell)
    assert flat(answer) & {NUM} == set() or "#NUM!" in spec.errors or "e+" in repr(arguments)


PLAIN = [spec for spec in CATALOGUE if spec.plain]
NUMBERS = st.one_of(
    st.sampled_from([0.0, -1.0, 0.5, 1.0, 2.0]), st.floats(allow_nan=False, width=32)
)


@given(st.data())
@pytest.mark.parametrize("spec", PLAIN, ids=lambda spec: spec.name)
def test_plain_numbers_give_what_cells_give(spec: FunctionSpec, data: st.DataObject) -> None:
    arguments = tuple(data.draw(NUMBERS) for _ in spec.arguments)
    quick = call.call_plain(spec, arguments)
    if quick is not None:
        assert call.call(spec, arguments) == call.answer(spec, arguments)


def test_plain_numbers_are_answered_without_an_array() -> None:
    assert call.call_plain(BY_NAME["CLOSE_RATE"], (9.0, 36.0)) == 0.25
    assert call.call_plain(BY_NAME["CLOSE_RATE"], (9.0, [[36.0]])) is None
    assert call.call_plain(BY_NAME["GINI"], (9.0,)) is None
    assert len(PLAIN) >= 10
