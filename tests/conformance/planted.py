"""Faults that make Excel repair a file, each planted into a good one."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

Parts = dict[str, bytes]
ONE, TWO, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
TABLE, TYPES, STYLES = "xl/tables/table1.xml", "[Content_Types].xml", "xl/styles.xml"


def good(path: Path) -> None:
    """A workbook with a bit of everything."""
    book = xlsxwriter.Workbook(str(path))
    plan, more = book.add_worksheet("Plan"), book.add_worksheet("More")
    rows = [["Ann", 1], ["Bob", 2], ["Cy", 3]]
    plan.add_table(
        "A1:B4", {"name": "Goals", "columns": [{"header": "Rep"}, {"header": "Goal"}], "data": rows}
    )
    plan.add_table("D1:E3", {"name": "Other", "columns": [{"header": "x"}, {"header": "y"}]})
    plan.conditional_format(
        "B2:B4",
        {"type": "cell", "criteria": ">", "value": 2, "format": book.add_format({"bold": True})},
    )
    plan.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    plan.data_validation(
        "G1", {"validate": "list", "source": ["a", "b"], "input_title": "t", "input_message": "m"}
    )
    plan.merge_range("I1:J2", "merged")
    plan.add_sparkline("L1", {"range": "Plan!B2:B4"})
    more.write("A1", 1, book.add_format({"num_format": "0.000"}))
    more.write("B1", "text")
    more.write("A2", 2)
    more.write("B2", True)
    more.write_formula("A3", "=SUM(Plan!B:B)", value=6)
    more.write_dynamic_array_formula("D1:D3", "=SORT(Plan!B2:B4)", value=1)
    more.insert_image("F1", "dot.png", {"image_data": io.BytesIO(_dot())})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Plan!$B$2:$B$4"})
    more.insert_chart("H1", chart)
    book.define_name("Rates", "=Plan!$B$2:$B$4")
    book.define_name("More!Local", "=More!$A$1")
    book.close()


def _dot() -> bytes:
    """A picture of one pixel."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
        "0000000049454e44ae426082"
    )


def put(part: str, old: str, new: str) -> Callable[[Parts], None]:
    """A plant that replaces a text, which must be there."""

    def plant(parts: Parts) -> None:
        assert old.encode() in parts[part], (part, old)
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return plant


def sub(part: str, old: str, new: str) -> Callable[[Parts], None]:
    """A plant that replaces a pattern, which must be there."""

    def plant(parts: Parts) -> None:
        text, count = re.subn(old.encode(), new.encode(), parts[part], count=1, flags=re.DOTALL)
        assert count, (part, old)
        parts[part] = text

    return plant


def drop(pattern: str) -> Callable[[Parts], None]:
    """A plant that loses a part."""

    def plant(parts: Parts) -> None:
        del parts[next(name for name in parts if re.search(pattern, name))]

    return plant


def calc_chain(parts: Parts) -> None:
    """A calculation chain that names a cell without a formula."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/calcChain.xml"] = (
        f'<calcChain xmlns="{space}"><c r="Z99" i="1"/></calcChain>'.encode()
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    put(
        TYPES, "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
    )(parts)
    type_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    put(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{type_}" Target="calcChain.xml"/></Relationships>',
    )(parts)


LONG_LIST = ",".join(["abcdefgh"] * 40)
PLANTED: dict[str, Callable[[Parts], None]] = {
    "elements in another order": sub(
        ONE, r"(<mergeCells.*?</mergeCells>)(<conditionalF.*?)(<dataValidations)", r"\2\1\3"),
    "a part that is missing": drop(r"tables/table1\.xml"),
    "a table id twice": put("xl/tables/table2.xml", 'id="2"', 'id="1"'),
    "a table name twice": sub("xl/tables/table2.xml", 'displayName="Other"', 'displayName="Goals"'),
    "a sheet name with a slash": put(BOOK, 'name="More"', 'name="Mo/re"'),
    "a sheet name of 32 letters": put(BOOK, 'name="More"', f'name="{"x" * 32}"'),
    "a sheet name in another case": put(BOOK, 'name="More"', 'name="PLAN"'),
    "a long validation list": put(ONE, '"a,b"', f'"{LONG_LIST}"'),
    "a formula of 8,400 letters": put(TWO, "SUM(Plan!B:B)", "1" + "+1" * 4200),
    "a table header that differs": put(TABLE, 'name="Goal"', 'name="Gaol"'),
    "a cell in row 0": put(TWO, 'r="A2"', 'r="A0"'),
    "cells out of order": sub(TWO, '(<c r="A2".*?</c>)(<c r="B2".*?</c>)', r"\2\1"),
    "rows out of order": sub(TWO, '(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1"),
    "a shared text that does not exist": sub(ONE, r't="s"><v>\d+</v>', 't="s"><v>999</v>'),
    "a cell format that does not exist": sub(TWO, '<c r="A2"', '<c r="A2" s="999"'),
    "merged cells over each other": sub(
        ONE, "<mergeCells.*?</mergeCells>",
        '<mergeCells count="2"><mergeCell ref="I1:J2"/><mergeCell ref="J2:K3"/></mergeCells>'),
    "tables over each other": sub("xl/tables/table2.xml", 'ref="D1:E3"', 'ref="B1:C3"'),
    "a name like a cell": put(BOOK, 'name="Rates"', 'name="A1"'),
    "a name twice": put(BOOK, '<definedName name="Rates">',
                        '<definedName name="RATES">1</definedName><definedName name="Rates">'),
    "a name on no sheet": sub(BOOK, r'localSheetId="\d+"', 'localSheetId="77"'),
    "no content type": sub(TYPES, '<Override PartName="/xl/tables/table1.xml"[^>]*/>', ""),
    "a text of 32,768 letters": put(TWO, "</sheetData>", '<row r="90"><c r="A90" t="inlineStr"><is>'
                                    f"<t>{'z' * 32768}</t></is></c></row></sheetData>"),
    "an open bracket": put(TWO, "SUM(Plan!B:B)", "SUM(Plan!B:B"),
    "a long prompt title": put(ONE, 'promptTitle="t"', f'promptTitle="{"t" * 33}"'),
    "a calculation chain without its formula": calc_chain,
    "a conditional format that does not exist": sub(ONE, r'dxfId="\d+"', 'dxfId="55"'),
    "a part that is not well-formed": put(TWO, "</sheetData>", "</sheetDat>"),
    "a sheet id twice": put(BOOK, 'sheetId="2"', 'sheetId="1"'),
    "not a number": sub(TWO, '(<c r="A2">)<v>2</v>', r"\1<v>nan</v>"),
    "neither true nor false": sub(TWO, '(<c r="B2" t="b">)<v>1</v>', r"\1<v>maybe</v>"),
    "a row beyond the last": put(TWO, "</sheetData>",
                                 '<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'),
    "a table column twice": sub("xl/tables/table2.xml", 'name="y"', 'name="x"'),
    "more columns than the table has": sub("xl/tables/table2.xml", 'ref="D1:E3"', 'ref="D1:F3"'),
    "a table of a header only": sub("xl/tables/table2.xml", 'ref="D1:E3"', 'ref="D1:E1"'),
    "a name like a table's": put(BOOK, 'name="Rates"', 'name="Goals"'),
    "cell metadata that does not exist": sub(TWO, 'cm="1"', 'cm="9"'),
    "no visible sheet": sub(BOOK, r'<sheet name="Plan" sheetId="1" (.*?)<sheet name="More"',
                            r'<sheet name="Plan" sheetId="1" state="hidden" \1'
                            r'<sheet state="hidden" name="More"'),
    "a number format with five parts": sub(STYLES, 'formatCode="[^"]*"', 'formatCode="0;0;0;0;0"'),
    "a column 300 wide": put(TWO, "<sheetData>",
                             '<cols><col min="1" max="1" width="300"/></cols><sheetData>'),
    "two sheets from one part": put(BOOK, 'r:id="rId2"', 'r:id="rId1"'),
    "a picture that is missing": drop("media"),
    "a table in merged cells": put(ONE, '<mergeCell ref="I1:J2"/>',
                                   '<mergeCell ref="I1:J2"/><mergeCell ref="A2:B2"/>'),
    "a new function without its prefix": put(TWO, "SUM(Plan!B:B)", "XLOOKUP(1,Plan!A:A,Plan!B:B)"),
    "a formula that names no sheet": put(TWO, "SUM(Plan!B:B)", "SUM(Nope!B:B)"),
    "an extended rule without a range": sub(ONE, "<xm:sqref>.*?</xm:sqref>(</x14:cond)", r"\1"),
    "no list of content types": drop("Content_Types"),
    "content types that are not well-formed": put(TYPES, "</Types>", "</Typ>"),
    "an element that is not of the format": put(TWO, "</sheetData>", "</sheetData><nonsense/>"),
    "no part for the workbook": drop("xl/workbook.xml"),
    "a document type": sub(TWO, r"\?>", "?><!DOCTYPE worksheet>"),
    "brackets the wrong way round": put(TWO, "SUM(Plan!B:B)", "1)+SUM(Plan!B:B)+(1"),
    "an older new function without its prefix": put(TWO, "SUM(", "AGGREGATE(9,6,"),
    "no cell formats at all": sub(STYLES, "<cellXfs.*?</cellXfs>", ""),
    "a conditional format beyond the last column": sub(
        ONE, '<conditionalFormatting sqref="[^"]*"', '<conditionalFormatting sqref="QQQQ1"'),
    "a name on a sheet without a number": sub(BOOK, r'localSheetId="\d+"', 'localSheetId="x"'),
    "a table that is not among the relations": put(
        ONE, '<tablePart r:id="rId1"/>', '<tablePart r:id="rId9"/>'),
    "a table column id twice": put(TABLE, '<tableColumn id="2"', '<tableColumn id="1"'),
    "a filter wider than its table": sub(TABLE, '<autoFilter ref="[^"]*"', '<autoFilter ref="A1:C4"'),
    "an error that does not exist": put(TWO, "</sheetData>", '<row r="90"><c r="A90" t="e">'
                                        "<v>#OOPS!</v></c></row></sheetData>"),
    "a kind of cell that does not exist": sub(TWO, '<c r="A2"', '<c r="A2" t="money"'),
    "a relation id twice": put("xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"'),
    "a row twice": put(TWO, "</sheetData>", '<row r="2"><c r="F2"><v>1</v></c></row></sheetData>'),
}  # fmt: skip

# The rule that each is planted for. Others may find it too.
FOUND_BY = {
    "calculation chain": [
        "a calculation chain without its formula",
    ],
    "cell address": [
        "a cell in row 0",
        "cells out of order",
    ],
    "cell format": [
        "a cell format that does not exist",
        "no cell formats at all",
    ],
    "cell metadata": [
        "cell metadata that does not exist",
    ],
    "column width": [
        "a column 300 wide",
    ],
    "conditional format": [
        "a conditional format that does not exist",
    ],
    "doctype": [
        "a document type",
    ],
    "error": [
        "an error that does not exist",
    ],
    "extended rule without a range": [
        "an extended rule without a range",
    ],
    "filter of a table": [
        "a filter wider than its table",
    ],
    "formula brackets": [
        "an open bracket",
        "brackets the wrong way round",
    ],
    "formula names no sheet": [
        "a formula that names no sheet",
    ],
    "formula too long": [
        "a formula of 8,400 letters",
    ],
    "function without its prefix": [
        "a new function without its prefix",
        "an older new function without its prefix",
    ],
    "kind of cell": [
        "a kind of cell that does not exist",
    ],
    "merged cells": [
        "merged cells over each other",
    ],
    "name": [
        "a name like a cell",
    ],
    "name on no sheet": [
        "a name on no sheet",
        "a name on a sheet without a number",
    ],
    "name twice": [
        "a name twice",
    ],
    "no content types": [
        "no list of content types",
    ],
    "no visible sheet": [
        "no visible sheet",
    ],
    "no workbook": [
        "no part for the workbook",
    ],
    "not well-formed": [
        "a part that is not well-formed",
        "content types that are not well-formed",
    ],
    "number": [
        "not a number",
    ],
    "number format": [
        "a number format with five parts",
    ],
    "order of elements": [
        "elements in another order",
        "an element that is not of the format",
    ],
    "range of a rule": [
        "a conditional format beyond the last column",
    ],
    "relation id twice": [
        "a relation id twice",
    ],
    "relation leads nowhere": [
        "a part that is missing",
        "a picture that is missing",
    ],
    "relation unknown": [
        "a table that is not among the relations",
    ],
    "row number": [
        "rows out of order",
        "a row beyond the last",
        "a row twice",
    ],
    "shared text": [
        "a shared text that does not exist",
    ],
    "sheet id twice": [
        "a sheet id twice",
    ],
    "sheet name": [
        "a sheet name with a slash",
        "a sheet name of 32 letters",
    ],
    "sheet name twice": [
        "a sheet name in another case",
    ],
    "sheet relation twice": [
        "two sheets from one part",
    ],
    "table column id twice": [
        "a table column id twice",
    ],
    "table column twice": [
        "a table column twice",
    ],
    "table columns": [
        "more columns than the table has",
    ],
    "table header": [
        "a table header that differs",
    ],
    "table id twice": [
        "a table id twice",
    ],
    "table name twice": [
        "a table name twice",
    ],
    "table named like a name": [
        "a name like a table's",
    ],
    "table over something": [
        "tables over each other",
        "a table in merged cells",
    ],
    "table without rows": [
        "a table of a header only",
    ],
    "text too long": [
        "a text of 32,768 letters",
    ],
    "true or false": [
        "neither true nor false",
    ],
    "validation list": [
        "a long validation list",
    ],
    "validation text": [
        "a long prompt title",
    ],
    "wrong content type": [
        "no content type",
    ],
}


def plant(source: Path, target: Path, fault: Callable[[Parts], None]) -> None:
    """A copy of a workbook with a fault in it."""
    with zipfile.ZipFile(source) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    fault(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
