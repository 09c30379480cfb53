"""One rep, territory or product under several names; look-alikes are asked about."""

import numpy as np
import pandas as pd
import pytest

from xlgoals.intake.shared_deals import share_column, shared, sharing, weights
from xlgoals.intake.who_is_who import Known, Same, told_same, who_is_who

NOTHING = Same()


def test_spellings_of_one_rep_are_one() -> None:
    found = who_is_who(
        {
            "Anna Smith": 3,
            "anna smith": 9,
            "Anna  Smith": 1,
            "ANNA SMITH": 20,
            "Anna\u00a0Smith": 1,
        },
        Known(),
        NOTHING,
    )
    assert set(found.called.values()) == {"AS"}
    assert found.new == {"AS": "anna smith"}
    assert found.sentences == ("5 spellings are 1 reps.",)


def test_a_rep_is_known_by_id_name_and_other_names() -> None:
    known = Known(called={"r1": "R1", "anna smith": "R1", "anna jones": "R1"})
    texts = {"R1": 1, "r1": 1, "ANNA SMITH": 1, "Smith, Anna": 1, "Anna Jones": 1}
    found = who_is_who(texts, known, NOTHING)
    assert set(found.called.values()) == {"R1"}
    assert (found.new, found.questions) == ({}, ())


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Katherine Bell-Ortiz", True),
        ("K. Bell", True),
        ("Bell Katherine", True),
        ("Kathérine Bell", True),
        ("Katherine Bel", True),
        ("Katherine Ortiz", False),
        ("Thomas Bell", False),
        ("Bell", False),
    ],
)
def test_a_name_that_looks_like_a_known_one_is_asked_about(name: str, alike: bool) -> None:
    known = Known(called={"kb": "KB", "katherine bell": "KB"})
    found = who_is_who({name: 2}, known, NOTHING)
    assert bool(found.questions) == alike
    if alike:
        assert f'--new "{name}"' in found.questions[0]
        assert f'--same "{name}=Katherine Bell"' in found.questions[0]
        same = who_is_who({name: 2}, known, told_same({name: "Katherine Bell"}, ()))
        assert (same.called, same.also) == ({name: "KB"}, {name: "KB"})
        new = who_is_who({name: 2}, known, told_same({}, [name]))
        assert new.called[name] not in {"KB", ""}
        assert not new.questions


def test_of_two_new_names_the_rarer_one_is_asked_about_and_may_be_the_one_that_stays() -> None:
    texts = {"Katherine Bell": 5, "Katherine Bell-Ortiz": 2}
    assert (
        "“Katherine Bell-Ortiz” (2 rows) looks like"
        in who_is_who(texts, Known(), NOTHING).questions[0]
    )
    married = who_is_who(texts, Known(), told_same({"Katherine Bell": "Katherine Bell-Ortiz"}, ()))
    assert set(married.called.values()) == {"KBO"}
    assert married.also == {"Katherine Bell": "KBO"}


def test_ids_that_differ_by_a_digit_are_two() -> None:
    found = who_is_who({"R01": 1, "R02": 1, "272": 1, "Ann": 1, "Anna": 1}, Known(), NOTHING)
    assert found.questions == ()
    assert found.called["R01"] == "R01"


def test_a_name_that_two_have_is_neither() -> None:
    known = Known(called={}, several={"li wei": ("R1", "R2")})
    assert who_is_who({"Li Wei": 1}, known, NOTHING).unclear == {
        "Li Wei": "“Li Wei” is the name of R1 and R2"
    }


def test_short_ids_are_all_different() -> None:
    found = who_is_who({"Maria Gonzalez": 1, "Marc Gaul": 1}, Known(), NOTHING)
    assert sorted(found.new) == ["MG", "MG2"]


def test_products_fold_and_only_a_letter_makes_them_alike() -> None:
    known = Known("product", {"alpha 100": "Alpha 100", "scales": "Scales"}, people=False)
    found = who_is_who({"ALPHA 100": 1, "Alpha 200": 1, "Scale": 1}, known, NOTHING)
    assert found.called["ALPHA 100"] == "Alpha 100"
    assert found.called["Alpha 200"] == "Alpha 200"
    known = Known("product", {"serviceplus": "ServicePlus"}, people=False)
    assert who_is_who({"SevicePlus": 1}, known, NOTHING).questions


def test_a_cell_with_two_reps_is_shared_where_both_stand_alone_elsewhere() -> None:
    texts = ["Jun Park", "Ellen Voss", "JUN PARK / Ellen Voss ", "AC/DC Ltd", "Smith & Sons"]
    assert sharing(texts, ()).names == {"JUN PARK / Ellen Voss ": ("JUN PARK", "Ellen Voss")}


def test_shares_add_up_to_the_cent() -> None:
    rng = np.random.default_rng(5)
    cents = rng.integers(-9_999_999, 99_999_999, 400)
    frame = pd.DataFrame({"rep_id": "x", "revenue": cents / 100, "sales": 1.0, "row": range(400)})
    parts = [("A", "B", "C")] * 200 + [("A", "B")] * 200
    shares = [[1 / 3] * 3] * 200 + [[0.7, 0.3]] * 200
    made = shared(frame, parts, shares, ["revenue"], ["sales"])
    again = (made["revenue"] * 100).round().groupby(made["row"]).sum()
    assert again.tolist() == cents.tolist()
    assert made.groupby("row")["sales"].sum().tolist() == pytest.approx([1.0] * 400)


@pytest.mark.parametrize(
    ("cell", "count", "share"),
    [
        ("60/40", 2, [0.6, 0.4]),
        ("60 %; 40 %", 2, [0.6, 0.4]),
        (None, 2, [0.5, 0.5]),
        ("0.7", 2, [0.7, pytest.approx(0.3)]),
        (40.0, 1, [0.4]),
        ("60/60", 2, None),
        ("much", 2, None),
    ],
)
def test_shares_as_they_are_written(cell: str | float | None, count: int, share: object) -> None:
    assert weights(cell, count) == share


def test_an_amount_that_is_already_a_share_is_not_shared_again() -> None:
    assert share_column(["Amount", "Split %"], "Amount") == 1
    assert share_column(["Split Amount", "Split %"], "Split Amount") is None
