"""All that is written at once, and the way back where the program has none of its own."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from xlgoals.hosts.live.edit import Edit
from xlgoals.hosts.live.trends import follow_trends, rows_move
from xlgoals.hosts.live.writing import carry_out, way_back


@dataclass
class WayBack:
    """What puts back what was done so far."""

    needed: bool
    """Whether the program cannot undo it by itself."""
    steps: list[Callable[[], None]] = field(default_factory=list)

    def add(self, step: Callable[[], Callable[[], None]]) -> None:
        """Note how a step is taken back; ``step`` looks at what is there before it is taken."""
        if self.needed:
            self.steps.append(step())


@contextmanager
def way_back_unless(undoes: bool) -> Iterator[WayBack]:
    """If a part of what is done fails, all is put back, the last first."""
    back = WayBack(not undoes)
    try:
        yield back
    except BaseException:
        for step in reversed(back.steps):
            step()
        raise


def carry_out_all(edits: Sequence[Edit], back: WayBack) -> None:
    """Make edits one after the other."""
    moved = rows_move(edits)
    for edit in edits:
        back.add(lambda edit=edit: way_back(edit))  # type: ignore[misc]
        carry_out(edit)
        follow_trends(edit, moved=moved)
