"""A worksheet function is described by its docstring, and a sloppy one is refused."""

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from formula import answers, parse
from xlgoals.functions import call, rates
from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.functions.registry import (
    LONGEST_TEXT,
    FunctionSpec,
    SloppyDocstring,
    describe,
    help_text,
)
from xlgoals.functions.shapes import Lay
from xlgoals.sums.arrays import Floats

GOOD = inspect.getdoc(rates.close_rate) or ""


def function(docstring: str, name: str = "close_rate") -> Callable[..., Floats]:
    def made(sales: Floats, presentations: Floats) -> Floats:
        return sales / presentations

    made.__name__, made.__doc__ = name, docstring
    return made


def test_a_function_is_what_its_docstring_says() -> None:
    spec = describe(rates.close_rate, "Rates")
    assert (spec.name, spec.unit, spec.shape.lay) == ("CLOSE_RATE", "fraction", Lay.COLUMN)
    assert [argument.name for argument in spec.arguments] == ["sales", "presentations"]
    assert spec.arguments[0].unit == "count"
    assert spec.errors["#NUM!"] == "A count is negative."
    assert (spec.example, spec.answer) == ("=CLOSE_RATE(9, 36)", "0.25")


@pytest.mark.parametrize("section", ["Args", "Returns", "Errors", "Source", "Example"])
def test_a_missing_section_is_refused(section: str) -> None:
    without = re.sub(rf"{section}:\n(    .*\n?)+", "", GOOD)
    with pytest.raises(SloppyDocstring, match=section):
        describe(function(without), "Rates")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("presentations (n×1", "meetings (n×1", "presentations"),
        ("sales (n×1, count)", "sales (a column, count)", "shape"),
        ("Sales won in the period.", "Sales won. " * 30, "over 255"),
        ("Sales won in the period.", "Sales won in the period", "not a sentence"),
        ("#NUM!: A count", "#BAD!: A count", "#BAD!"),
        ("=CLOSE_RATE(9, 36) → 0.25", "=CLOSE(9, 36) → 0.25", "calls CLOSE"),
        ("=CLOSE_RATE(9, 36) → 0.25", "a quarter", "Example"),
    ],
)
def test_what_is_not_written_as_it_has_to_be_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(SloppyDocstring, match=why):
        describe(function(GOOD.replace(old, new)), "Rates")


@pytest.mark.parametrize("name", ["win1", "xfd7", "t1"])
def test_a_name_that_looks_like_a_cell_is_refused(name: str) -> None:
    with pytest.raises(SloppyDocstring, match="looks like a cell"):
        describe(function(GOOD.replace("CLOSE_RATE", name.upper()), name), "Rates")


def test_a_name_beyond_the_last_column_is_no_cell() -> None:
    assert describe(function(GOOD.replace("CLOSE_RATE", "XFE1"), "xfe1"), "Rates").name == "XFE1"


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_the_example_gives_what_the_docstring_says(spec: FunctionSpec) -> None:
    name, arguments = parse(spec.example)
    assert name == spec.name
    given = call.answer(spec, arguments)
    if spec.answer.startswith("100 in each"):
        assert given == [[100.0] * 12]
        return
    assert given == [pytest.approx(row) for row in answers(spec.answer)]


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_help_texts_fit_into_excel(spec: FunctionSpec) -> None:
    texts = [spec.summary, *(help_text(argument) for argument in spec.arguments)]
    assert max(map(len, texts)) <= LONGEST_TEXT
    assert all(text.encode("cp1252") for text in texts)


def test_names_are_unique() -> None:
    assert len({spec.name for spec in CATALOGUE}) == len(CATALOGUE) == 32


def test_an_answer_never_depends_on_numpy_warnings() -> None:
    with np.errstate(all="raise"):
        assert call.answer(describe(rates.close_rate, "Rates"), (1, 0)) == [["#N/A"]]


@pytest.mark.parametrize("spec", CATALOGUE, ids=lambda spec: spec.name)
def test_the_source_is_a_section_of_the_docs(spec: FunctionSpec) -> None:
    page, _, anchor = spec.source.partition("#")
    text = (Path(__file__).parents[2] / page).read_text("utf-8")
    heads = re.findall("^#+ (.+)$", text, re.MULTILINE)
    assert anchor in {re.sub("[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads}
