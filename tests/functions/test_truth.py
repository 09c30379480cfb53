"""Worksheet functions against answers that were worked out without them, in tests/truth."""

import csv
from itertools import chain
from pathlib import Path

import office
import pytest
import xlsxwriter

from conformance.check import calamine_values
from formula import answers, parse
from xlgoals.functions.call import answer
from xlgoals.functions.catalogue import BY_NAME, CATALOGUE
from xlgoals.functions.cells import ErrorValue

TRUTH = Path(__file__).parents[1] / "truth" / "functions.csv"
CASES = list(csv.DictReader(TRUTH.read_text(encoding="utf-8").splitlines()))
NATIVE = [case for case in CASES if case["native"]]


@pytest.mark.parametrize("case", CASES, ids=[case["formula"] for case in CASES])
def test_a_function_gives_the_answer_that_was_worked_out(case: dict[str, str]) -> None:
    name, arguments = parse(case["formula"])
    found, wanted = answer(BY_NAME[name], arguments), answers(case["answer"])
    assert [len(row) for row in found] == [len(row) for row in wanted]
    for got, want in zip(chain(*found), chain(*wanted), strict=True):
        if isinstance(want, ErrorValue):
            assert got == want
        else:
            assert got == pytest.approx(want, rel=1e-11, abs=1e-12)


def test_every_function_has_cases_with_numbers_and_with_errors() -> None:
    for spec in CATALOGUE:
        own = [case for case in CASES if case["formula"].startswith(f"{spec.name}(")]
        assert len(own) >= 2, spec.name
        assert any("#" not in case["answer"] for case in own), spec.name


@pytest.mark.libreoffice
def test_libreoffice_gives_the_same_by_its_own_functions(tmp_path: Path) -> None:
    """The first cell of each answer, by a formula without any function of ours."""
    path = tmp_path / "native.xlsx"
    with xlsxwriter.Workbook(path, {"use_future_functions": True}) as book:
        sheet = book.add_worksheet("Native")
        for row, case in enumerate(NATIVE):
            sheet.write_formula(row, 0, f"={case['native']}", None, "not worked out")
    again = office.convert(path, tmp_path / "out", "xlsx", recalculate=True)
    values = calamine_values(again)["Native"]
    assert len(NATIVE) > 60
    for row, case in enumerate(NATIVE, start=1):
        first = answers(case["answer"])[0][0]
        assert values[row, 1] == pytest.approx(first, rel=1e-11, abs=1e-12), case["formula"]
