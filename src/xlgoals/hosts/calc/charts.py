"""Charts that draw all rows of a table: they follow when the table grows or shrinks."""

import re
from collections.abc import Iterator
from typing import Any

from xlgoals.hosts.calc.finding import Uno, load_uno

AREA = re.compile(r"(.*\.\$[A-Z]+\$)(\d+)(:\$[A-Z]+\$)(\d+)")


def follow(document: Uno, old: Uno, new: Uno) -> None:
    """Let every chart over exactly the old rows draw the new ones; undone with the step."""
    if old.EndRow == new.EndRow:
        return
    changes = [
        (provider, sequence, text, moved)
        for provider, sequence in _sequences(document)
        if (moved := _moved(document, text := _source(sequence), old, new)) != text
    ]
    if changes:
        action = _undo_action(changes)
        action.redo()
        document.getUndoManager().addUndoAction(action)


def draw_own_cells(model: Uno, copy: Uno) -> None:
    """Let the charts of a copied sheet draw its own cells, not those of its model."""
    begin = model.getCellByPosition(0, 0).AbsoluteName.removesuffix("$A$1")
    for provider, sequence in _of_sheet(copy):
        text = _source(sequence)
        if text.startswith(begin):
            own = copy.getCellRangeByName(text.removeprefix(begin)).AbsoluteName
            _draw(provider, sequence, own)


def _source(sequence: Uno) -> str:
    """The cells that a part of a chart draws."""
    values = sequence.getValues()
    return str(values.getSourceRangeRepresentation()) if values else ""


def _moved(document: Uno, text: str, old: Uno, new: Uno) -> str:
    """The address of drawn cells, with the table's new last row if it spans the old rows."""
    match = AREA.fullmatch(text)
    if match is None:
        return text
    rows = int(match[2]) - 1, int(match[4]) - 1
    if rows not in {(old.StartRow + 1, old.EndRow), (old.StartRow, old.EndRow)}:
        return text
    found = document.getSheets().getCellRangesByName(text)[0].getRangeAddress()
    columns = old.StartColumn <= found.StartColumn and found.EndColumn <= old.EndColumn
    return (
        f"{match[1]}{match[2]}{match[3]}{new.EndRow + 1}"
        if found.Sheet == old.Sheet and columns
        else text
    )


def _sequences(document: Uno) -> Iterator[tuple[Uno, Uno]]:
    """Every part of every chart that draws cells, with what gives it its data."""
    sheets = document.getSheets()
    for at in range(sheets.getCount()):
        yield from _of_sheet(sheets.getByIndex(at))


def _of_sheet(sheet: Uno) -> Iterator[tuple[Uno, Uno]]:
    """Every part of the charts on one sheet, with what gives it its data."""
    charts = sheet.getCharts()
    for number in range(charts.getCount()):
        chart = charts.getByIndex(number).getEmbeddedObject()
        provider = chart.getDataProvider()
        for system in chart.getFirstDiagram().getCoordinateSystems():
            yield from ((provider, part) for part in _parts(system))


def _parts(system: Uno) -> Iterator[Uno]:
    """The series of a chart, and what stands on its axis."""
    categories = system.getAxisByDimension(0, 0).getScaleData().Categories
    if categories is not None:
        yield categories
    for kind in system.getChartTypes():
        for series in kind.getDataSeries():
            yield from series.getDataSequences()


def _draw(provider: Uno, sequence: Uno, text: str) -> None:
    """Let a part of a chart draw other cells."""
    values = provider.createDataSequenceByRangeRepresentation(text)
    values.Role = sequence.getValues().Role
    sequence.setValues(values)


def _undo_action(changes: list[tuple[Uno, Uno, str, str]]) -> Any:
    """A step that the document's undo list knows."""
    load_uno()
    import unohelper  # noqa: PLC0415
    from com.sun.star.document import XUndoAction  # noqa: PLC0415

    class Redrawn(unohelper.Base, XUndoAction):  # type: ignore[misc]
        """Charts that draw other rows."""

        Title = "Charts"

        def undo(self) -> None:
            for provider, sequence, before, _ in changes:
                _draw(provider, sequence, before)

        def redo(self) -> None:
            for provider, sequence, _, after in changes:
                _draw(provider, sequence, after)

    return Redrawn()
