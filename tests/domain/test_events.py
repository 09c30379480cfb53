"""Where a word comes from is a value; its text is what the log always had."""

from hypothesis import given
from hypothesis import strategies as st

from xlgoals.domain.events import SAVED, Source, source_in


def test_a_file_is_told_with_the_time_at_which_it_was_saved() -> None:
    source = Source("file", "Anna, round 1.xlsx", "2026-11-03 11:30:00")
    assert str(source) == "file Anna, round 1.xlsx, saved 2026-11-03 11:30:00"
    assert source_in(str(source)) == source
    assert source_in("terminal") == Source("terminal")


@given(st.lists(st.sampled_from(["file", "sheet", " ", SAVED, "x", ", ", ""])).map("".join))
def test_the_text_of_a_source_that_was_read_is_the_same_again(text: str) -> None:
    assert str(source_in(text)) == text
