"""Plans as their users have them after some months, made by the code of older commits.

    python make_old_plans.py REPOSITORY FOLDER [COMMIT ...]

For each commit the repository is cloned to FOLDER/src-COMMIT, and the example template of that
commit goes through that commit's own code in a process of its own: regenerate, negotiate where
there was a negotiation, import a month or two, track. Between the steps a user types: cells are
changed in the package itself, so that nothing else of the file is rewritten. In the end the user's
own sheet, charts, names and a comment are put into the package. What each file holds that must
survive goes into FOLDER/data/old_plans.json.

Needs lxml and XlsxWriter, and what the older code needs. It never saves with openpyxl.
"""

import datetime as dt
import hashlib
import io
import json
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree

COMMITS = {
    "7479bad": ("xlsx",),
    "088a8fc": ("xlsx", "xlsm"),
    "372c379": ("xlsx", "xlsm"),
}
"""Each with the kinds of file that it had."""
OWN = "My own"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
M, R = f"{{{MAIN}}}", f"{{{REL}}}"
EPOCH = dt.date(1899, 12, 30)


# The package ------------------------------------------------------------------------------------


class Book:
    """A workbook's parts, changed in place; every other part stays byte for byte."""

    def __init__(self, path):
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.infos = archive.infolist()
            self.parts = {info.filename: archive.read(info) for info in self.infos}
        self.trees = {}
        strings = self.parts.get("xl/sharedStrings.xml")
        items = etree.fromstring(strings) if strings else []
        self.strings = ["".join(t.text or "" for t in item.iter(f"{M}t")) for item in items]

    def tree(self, name):
        """A part as a tree; it is written back when the book is saved."""
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.parts[name])
        return self.trees[name]

    def save(self):
        """Write all parts, in their order, new ones last."""
        for name, tree in self.trees.items():
            self.parts[name] = etree.tostring(
                tree, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        known = {info.filename: info for info in self.infos}
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                info = known.get(name) or zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, part)

    def relations(self, part):
        """The part that lists a part's relations, made where there is none."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{RELS}"/>'.encode()
        return self.tree(rels)

    def related(self, part):
        """Id → kind and target of a part's relations."""
        found = {}
        for one in self.relations(part):
            target = posixpath.normpath(
                posixpath.join("/", posixpath.dirname(part), one.get("Target"))
            )
            found[one.get("Id")] = one.get("Type").rsplit("/", 1)[-1], target.lstrip("/")
        return found

    def relate(self, part, kind, target):
        """A new relation; returns its id."""
        tree = self.relations(part)
        taken = {one.get("Id") for one in tree}
        name = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        etree.SubElement(
            tree, f"{{{RELS}}}Relationship", Id=name, Type=f"{REL}/{kind}", Target=target
        )
        return name

    def sheets(self):
        """Name → part of all sheets."""
        parts = self.related("xl/workbook.xml")
        return {
            one.get("name"): parts[one.get(f"{R}id")][1]
            for one in self.tree("xl/workbook.xml").find(f"{M}sheets")
        }

    def table(self, name):
        """A table's sheet, first column, first and last row of data, and its headers."""
        for sheet, part in self.sheets().items():
            for kind, target in self.related(part).values():
                if kind == "table":
                    tree = self.tree(target)
                    if tree.get("name") == name:
                        left, top, _, bottom = re.match(
                            r"([A-Z]+)(\d+):([A-Z]+)(\d+)", tree.get("ref")
                        ).groups()
                        heads = [c.get("name") for c in tree.find(f"{M}tableColumns")]
                        return sheet, number(left), int(top) + 1, int(bottom), heads
        raise KeyError(name)

    def rows(self, name):
        """A table's rows that hold anything, each with its sheet row."""
        sheet, left, top, bottom, heads = self.table(name)
        found = []
        for row in range(top, bottom + 1):
            values = [self.value(sheet, f"{letters(left + n)}{row}") for n in range(len(heads))]
            if any(value not in (None, "") for value in values):
                found.append({**dict(zip(heads, values, strict=True)), "": row})
        return found

    def at(self, name, key, header):
        """The address of a cell of a table, by the key of its row (header → value)."""
        _, left, _, _, heads = self.table(name)
        row = next(r[""] for r in self.rows(name) if all(r[h] == v for h, v in key.items()))
        return f"{letters(left + heads.index(header))}{row}"

    def cell(self, sheet, address, make=False):
        """A cell's element."""
        part = self.sheets()[sheet]
        index = self.__dict__.setdefault("index", {})
        if part not in index:
            data = self.tree(part).find(f"{M}sheetData")
            index[part] = data, {int(row.get("r")): row for row in data}, {
                c.get("r"): c for row in data for c in row
            }
        data, rows, cells = index[part]
        if address in cells or not make:
            return cells.get(address)
        column, at = re.match(r"([A-Z]+)(\d+)", address).groups()
        row = rows.get(int(at))
        if row is None:
            row = etree.Element(f"{M}row", r=at)
            data.insert(sum(n < int(at) for n in rows), row)
            rows[int(at)] = row
        new = etree.Element(f"{M}c", r=address)
        place = sum(number(re.match(r"[A-Z]+", c.get("r"))[0]) < number(column) for c in row)
        row.insert(place, new)
        cells[address] = new
        return new

    def value(self, sheet, address):
        """What a cell shows: a number, a text, or None."""
        cell = self.cell(sheet, address)
        if cell is None:
            return None
        if cell.get("t") == "inlineStr":
            return "".join(t.text or "" for t in cell.iter(f"{M}t"))
        shown = cell.find(f"{M}v")
        if shown is None or shown.text is None:
            return None
        if cell.get("t") == "s":
            return self.strings[int(shown.text)]
        return shown.text if cell.get("t") in {"str", "e"} else float(shown.text)

    def type(self, sheet, address, value):
        """Type into a cell; its look stays. A day becomes its serial number."""
        cell = self.cell(sheet, address, make=True)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, dt.date):
            value = (value - EPOCH).days
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{M}is"), f"{M}t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            etree.SubElement(cell, f"{M}v").text = repr(value)

    def add(self, name, part, kind=None, extension=None):
        """A new part, with its content type."""
        assert name not in self.parts, name
        self.parts[name] = part
        tree = self.tree("[Content_Types].xml")
        if kind:
            etree.SubElement(tree, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        if extension and not any(one.get("Extension") == extension[0] for one in tree):
            new = etree.Element(
                f"{{{TYPES}}}Default", Extension=extension[0], ContentType=extension[1]
            )
            tree.insert(0, new)


def number(column):
    """A column's number by its letters."""
    value = 0
    for letter in column:
        value = value * 26 + ord(letter) - 64
    return value


def letters(column):
    """A column's letters by its number."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


# What a user adds -------------------------------------------------------------------------------


def add_own(path, says):
    """An own sheet with numbers, formulas and two charts; two names; a comment in Team.

    Args:
        says: The manifest of the file, which is added to.
    """
    import xlsxwriter

    book = Book(path)
    team = book.rows("Team")
    _, left, _, _, heads = book.table("Team")
    first, last = team[0][""], team[-1][""]
    at = {head: letters(left + n) for n, head in enumerate(heads)}
    second = next(row for row in team if row["Rep ID"] == "R02")
    suggested = sum(row["Suggested"] for row in team)
    agreed = [row["Agreed"] or 0 for row in team]
    a1 = f"Team!{at['Agreed']}{second['']}"
    formulas = {
        "C9": ("=SUM(Team[Suggested])", suggested),
        "C10": (f"={a1}", second["Agreed"] or 0),
        "C11": (f"=SUM(Team!{at['Suggested']}{first}:{at['Suggested']}{last})", suggested),
        "C12": ("=MyBudget*MyShare", 120000 * 0.15),
        "C13": ("=SUM(MyAgreed)", sum(agreed)),
        "C14": ("=INDEX(Team[Agreed],MATCH(\"R02\",Team[Rep ID],0))", second["Agreed"] or 0),
    }
    for place, (sheet, address) in says.pop("own_links", {}).items():
        quoted = sheet.replace("'", "''")
        formulas[place] = f"='{quoted}'!{address}", book.value(sheet, address)
    cells = {
        "B2": "My own sums", "B3": "Travel budget", "C3": 120000, "B4": "Share of it",
        "C4": 0.15, "B5": "Quarter", "C5": "Visits", "B6": "Q1", "C6": 31, "B7": "Q2", "C7": 28,
        "B8": "Q3", "C8": 35, "B9": "All suggested", "B10": "José, agreed",
        "B11": "All suggested, by address", "B12": "My part", "B13": "All agreed",
        "B14": "José, looked up",
    }  # fmt: skip
    for place in sorted(set(formulas) - {f"C{row}" for row in range(9, 15)}):
        cells[f"B{place[1:]}"] = "From a rep's sheet"
    scratch = io.BytesIO()
    new = xlsxwriter.Workbook(scratch, {"in_memory": True})
    own, drawn = new.add_worksheet(OWN), new.add_worksheet("Team")
    for place, value in cells.items():
        own.write(place, value)
    for place, (formula, value) in formulas.items():
        own.write_formula(place, formula, None, value)
    for row in team:  # so that the charts hold the values they draw
        for head in ("Rep", "Suggested", "Agreed"):
            if row[head] is not None:
                drawn.write(f"{at[head]}{row['']}", row[head])
    one = new.add_chart({"type": "column"})
    one.add_series(
        {"name": "Visits", "categories": f"='{OWN}'!$B$6:$B$8", "values": f"='{OWN}'!$C$6:$C$8"}
    )
    one.set_title({"name": "My visits"})
    two = new.add_chart({"type": "bar"})
    draws = {}
    for head in ("Suggested", "Agreed"):
        area = f"=Team!${at[head]}${first}:${at[head]}${last}"
        names = f"=Team!${at['Rep']}${first}:${at['Rep']}${last}"
        two.add_series({"name": f"=Team!${at[head]}${first - 1}", "categories": names,
                        "values": area})  # fmt: skip
        draws[head] = area[1:]
        drawn.write(f"{at[head]}{first - 1}", head)
    two.set_title({"name": "Team, as I draw it"})
    own.insert_chart("E2", one)
    own.insert_chart("E18", two)
    comment = "Called José on Friday: he waits for the new price list."
    where = f"{at['Agreed']}{second['']}"
    drawn.write_comment(where, comment, {"author": "Carla"})
    new.close()
    graft = Book(scratch)

    sheet = graft.tree("xl/worksheets/sheet1.xml")
    for cell in sheet.iter(f"{M}c"):
        cell.attrib.pop("s", None)
        if cell.get("t") == "s":
            text = graft.strings[int(cell.find(f"{M}v").text)]
            cell.remove(cell.find(f"{M}v"))
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{M}is"), f"{M}t").text = text
    for view in sheet.iter(f"{M}sheetView"):
        view.attrib.pop("tabSelected", None)
    kind = "application/vnd.openxmlformats-officedocument.{}+xml".format
    # Names as Excel would give them are numbers that go on from ours.
    n_sheet, n_drawing, n_chart = (
        1 + max(int(m[1]) for p in book.parts if (m := re.fullmatch(pattern, p)))
        for pattern in (
            r"xl/worksheets/sheet(\d+)\.xml",
            r"xl/drawings/drawing(\d+)\.xml",
            r"xl/charts/chart(\d+)\.xml",
        )
    )
    part = f"xl/worksheets/sheet{n_sheet}.xml"
    drawing = f"xl/drawings/drawing{n_drawing}.xml"
    charts = [f"xl/charts/chart{n_chart + n}.xml" for n in range(2)]
    sheet.find(f"{M}drawing").set(f"{R}id", "rId1")
    book.add(part, etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True),
             kind("spreadsheetml.worksheet"))  # fmt: skip
    book.relate(part, "drawing", f"../drawings/drawing{n_drawing}.xml")
    book.add(drawing, graft.parts["xl/drawings/drawing1.xml"], kind("drawing"))
    for n, chart in enumerate(charts, 1):
        book.add(chart, graft.parts[f"xl/charts/chart{n}.xml"], kind("drawingml.chart"))
        made = book.relate(drawing, "chart", f"../charts/{posixpath.basename(chart)}")
        assert made == f"rId{n}"

    workbook = book.tree("xl/workbook.xml")
    sheets = workbook.find(f"{M}sheets")
    entry = etree.SubElement(sheets, f"{M}sheet", name=OWN)
    entry.set("sheetId", str(1 + max(int(s.get("sheetId")) for s in sheets if s is not entry)))
    entry.set(f"{R}id", book.relate("xl/workbook.xml", "worksheet", part.removeprefix("xl/")))
    names = {
        "MyAgreed": f"Team!${at['Agreed']}${first}:${at['Agreed']}${last}",
        "MyBudget": f"'{OWN}'!$C$3",
        "MyShare": f"'{OWN}'!$C$4",
    }
    known = workbook.find(f"{M}definedNames")
    for name, means in names.items():
        element = etree.Element(f"{M}definedName", name=name)
        element.text = means
        place = sum(other.get("name").casefold() < name.casefold() for other in known)
        known.insert(place, element)

    team_part = book.sheets()["Team"]
    book.add("xl/comments1.xml", graft.parts["xl/comments1.xml"], kind("spreadsheetml.comments"))
    book.add("xl/drawings/vmlDrawing1.vml", graft.parts["xl/drawings/vmlDrawing1.vml"],
             extension=("vml", kind("vmlDrawing").removesuffix("+xml")))  # fmt: skip
    legacy = etree.Element(f"{M}legacyDrawing")
    legacy.set(f"{R}id", book.relate(team_part, "vmlDrawing", "../drawings/vmlDrawing1.vml"))
    book.relate(team_part, "comments", "../comments1.xml")
    tree = book.tree(team_part)
    later = ("legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
             "tableParts", "extLst")  # fmt: skip
    after = next((c for c in tree if etree.QName(c).localname in later), None)
    tree.append(legacy) if after is None else after.addprevious(legacy)
    book.save()

    says["own_parts"] = [part, drawing, *charts, "xl/comments1.xml",
                         "xl/drawings/vmlDrawing1.vml"]  # fmt: skip
    says["own_sheet"] = {
        "name": OWN,
        "cells": cells | {p: {"formula": f, "value": v} for p, (f, v) in formulas.items()},
        "refers_to": {  # what the formula means, whatever its address is later
            "C9": {"table": "Team", "column": "Suggested", "all": "sum"},
            "C10": {"table": "Team", "column": "Agreed", "key": {"Rep ID": "R02"}},
            "C11": {"table": "Team", "column": "Suggested", "all": "sum"},
            "C13": {"table": "Team", "column": "Agreed", "all": "sum"},
            "C14": {"table": "Team", "column": "Agreed", "key": {"Rep ID": "R02"}},
        },
        "charts": [
            {"title": "My visits", "part": charts[0], "draws": f"'{OWN}'!$C$6:$C$8"},
            {"title": "Team, as I draw it", "part": charts[1], "draws": draws},
        ],
    }
    says["own_names"] = names
    says["comments"] = [
        {"sheet": "Team", "header": "Agreed", "key": {"Rep ID": "R02"}, "address": where,
         "author": "Carla", "text": comment}
    ]  # fmt: skip


# What a user types ------------------------------------------------------------------------------


class User:
    """Somebody who types into a plan between the steps of the program, and what was typed."""

    def __init__(self, path):
        self.path, self.typed = path, []

    def table(self, table, key, header, value):
        """Into a cell of a table; the row is found by its key."""
        book = Book(self.path)
        sheet, address = book.table(table)[0], book.at(table, key, header)
        book.type(sheet, address, value)
        book.save()
        self._note({"sheet": sheet, "table": table, "key": key, "header": header,
                    "value": value})  # fmt: skip

    def free_row(self, table, values):
        """Into the first row of a table that is empty."""
        book = Book(self.path)
        sheet, left, top, bottom, heads = book.table(table)
        row = 1 + max((r[""] for r in book.rows(table)), default=top - 1)
        assert row <= bottom, f"{table} has no empty row"
        for header, value in values.items():
            book.type(sheet, f"{letters(left + heads.index(header))}{row}", value)
        book.save()
        self._note({"sheet": sheet, "table": table, "row": values})

    def cell(self, sheet, address, value, **more):
        """Into a cell of a rep's sheet."""
        book = Book(self.path)
        book.type(sheet, address, value)
        book.save()
        self._note({"sheet": sheet, "address": address, "value": value, **more})

    def _note(self, entry):
        self.typed.append(json.loads(json.dumps(entry, default=str)))


WORDS = {
    ("Review", "By", "Team", "Reason"): "We lost four weeks to the price list.",
    ("Review", "ID", "R01", "Reason"): "Large account moved its order to January – „später“.",
    ("Review", "ID", "R09", "Reason"): "Two new dairies in the West.",
    ("Team", "Rep ID", "R01", "Note"): "Talk again after the fair; Anna’s own idea: 890 000.",
    ("Team", "Rep ID", "R03", "Note"): "Hà is on leave in March.",
}
"""Table, key and header → what the user types."""


def type_words(user):
    """Reasons and notes."""
    for (table, column, value, header), text in WORDS.items():
        user.table(table, {column: value}, header, text)
    user.table("MyGoals", {"Rep ID": "R01"}, "Planned", 3)
    user.table("MyGoals", {"Rep ID": "R01"}, "Note", "One hour more: pricing talks")
    user.table("Settings", {"Setting": "Stretch"}, "Note", "We do not stretch this year, see mail.")


# Plans by commit --------------------------------------------------------------------------------


def drive(path, commit):
    """Take a plan through some months with the code of a commit; returns what it holds."""
    says = {"commit": commit}
    user = User(path)
    negotiated = commit == "372c379"
    (_with_negotiation if negotiated else _before_negotiation)(path, user, says, commit)
    clean(path)
    add_own(path, says)
    with_tables(path, says)
    says["typed"] = user.typed
    return says


def _regenerate(path, when):
    from xlgoals import actions
    from xlgoals.hosts.closed_file import ClosedFile

    plan = ClosedFile.open(path)
    result = actions.regenerate(plan, when)
    plan.save(when)
    assert not result.problems, result.problems


def _import_months(path, months, when):
    """The first months of the period, last year's a little changed, imported from a file."""
    from xlgoals import actions
    from xlgoals.hosts.closed_file import ClosedFile
    from xlgoals.hosts.source_file import read_source

    found = []
    for row in Book(path).rows("History"):
        month = EPOCH + dt.timedelta(row["Month"])
        if month.year == 2026 and month.month <= months and row["Rep ID"] != "R10":
            row.pop("")
            row["Month"] = f"2027-{month.month:02}"
            for header in ("Revenue", "List revenue", "Cost"):
                row[header] = round(row[header] * 1.03, 2)
            found.append(row)
    source = path.with_name("months.csv")
    lines = [";".join(found[0])]
    lines += [";".join("" if v is None else str(v) for v in row.values()) for row in found]
    source.write_text("\n".join(lines), encoding="utf-8")
    plan = ClosedFile.open(path)
    result = actions.import_rows(plan, "History", read_source(source, ""))
    plan.save(when)
    source.unlink()
    assert not result.problems, result.problems
    return {"sheet": "History", "rows": len(found), "months": months,
            "revenue": round(sum(row["Revenue"] for row in found), 2)}  # fmt: skip


def _before_negotiation(path, user, says, commit):
    """What was agreed is typed into Team by hand."""
    _regenerate(path, dt.datetime(2026, 11, 2, 9, 0))
    type_words(user)
    says["team_agreed"] = {"R01": 905000.0, "R02": 860000.0, "R04": 1000000.0, "R09": 515500.0}
    for rep, value in says["team_agreed"].items():
        user.table("Team", {"Rep ID": rep}, "Agreed", value)
    log = {"Date": dt.date(2027, 1, 14), "Kind": "Coaching", "Rep ID": "R03", "Hours": 1.5,
           "Note": "Opening of a presentation"}  # fmt: skip
    user.free_row("MyLog", log)
    user.free_row("MyLog", log | {"Date": dt.date(2027, 1, 21), "Rep ID": "R12", "Hours": 2,
                                  "Note": "Visited Müller & Söhne together"})  # fmt: skip
    says["imported"] = _import_months(path, 1, dt.datetime(2027, 2, 3, 9, 0))
    if commit == "088a8fc":
        from xlgoals import actions
        from xlgoals.hosts.closed_file import ClosedFile

        plan = ClosedFile.open(path)
        found = actions.backtest(plan)
        plan.show_sheet(found.sheet)
        plan.save(dt.datetime(2027, 2, 3, 9, 30))
    _regenerate(path, dt.datetime(2027, 2, 3, 10, 0))


def _with_negotiation(path, user, says, commit):
    """Proposed, countered, agreed, signed, escalated, reopened, amended, and tracked."""
    from xlgoals import actions
    from xlgoals.actions.mine import log as own_log
    from xlgoals.actions.mine import status as own_status
    from xlgoals.hosts.closed_file import ClosedFile
    from xlgoals.hosts.new_file.rep_file import write_rep_files
    from xlgoals.workbook.sheets import negotiation as sheet
    from xlgoals.workbook.sheets.negotiation_goals import AT, HEADER_ROW, SLOTS

    def done(when, step):
        plan = ClosedFile.open(path)
        result = step(plan, when)
        plan.save(when)
        return result

    def order(when, action, rep, **more):
        found = done(when, lambda p, w: actions.carry_out(p, actions.Order(action, rep, **more), w))
        assert not found.refused, found.refused
        return found

    def recorded(when):
        found = done(when, actions.record)
        assert not found.found.refused and not found.problems, found

    day = lambda *parts: dt.datetime(*parts)  # noqa: E731
    row = {goal: HEADER_ROW + 1 + n for n, goal in enumerate(SLOTS)}
    _regenerate(path, day(2026, 11, 2, 9, 0))
    done(day(2026, 11, 2, 10, 0), actions.review)
    type_words(user)
    order(day(2026, 11, 3, 9, 0), "propose", "all", reason="What the steps on Targets add up to.")
    for rep in ("R01", "R02", "R05"):
        done(day(2026, 11, 3, 9, 30), lambda p, w, rep=rep: actions.make_sheets(p, rep))
    names = actions.rep_sheets(ClosedFile.open(path))
    # Anna counters, with her reason.
    user.cell(names["R01"], f"{AT['counter']}{row['Revenue']}", 890000.0, rep="R01",
              goal="Revenue", field="counter", recorded=True)  # fmt: skip
    user.cell(names["R01"], f"{AT['details']}{row['Revenue']}",
              "The dairy in Malmö closes in May; “I built 890 on the other nine.”", rep="R01",
              goal="Revenue", field="details", recorded=True)  # fmt: skip
    recorded(day(2026, 11, 5, 8, 0))
    # José agrees to his revenue, and to nothing else yet.
    order(day(2026, 11, 5, 9, 0), "agree", "R02", line="Revenue", who="rep")
    # Zoë agrees to everything, and both sign: she in the sheet.
    order(day(2026, 11, 6, 9, 0), "agree", "R05", who="rep")
    user.cell(names["R05"], sheet.MANAGER_NAME, "Carla Weiß", rep="R05", recorded=True)
    user.cell(names["R05"], sheet.REP_NAME, "Zoë Brandt", rep="R05", recorded=True)
    recorded(day(2026, 11, 6, 10, 0))
    # Hà and the manager cannot settle it; Martin's was settled and is talked about again.
    order(day(2026, 11, 9, 9, 0), "counter", "R03", line="Revenue", value=700000.0,
          reason="On leave in March.", who="rep")  # fmt: skip
    order(day(2026, 11, 10, 9, 0), "escalate", "R03", line="Revenue",
          reason="94 000 apart; the director decides.")  # fmt: skip
    order(day(2026, 11, 10, 9, 10), "agree", "R04", line="Revenue", reason="Settled on the phone.")
    order(day(2026, 12, 1, 9, 0), "reopen", "R04", reason="His largest account was sold.")
    # Ingrid's was settled in a meeting, and typed into Team.
    user.table("Team", {"Rep ID": "R09"}, "Agreed", 515500.0)
    order(day(2026, 12, 2, 9, 0), "agree", "R07", line="Revenue", reason="Settled at the fair.")
    # Patrick has a file that has not come back.
    secret = hashlib.sha256(commit.encode() + path.suffix.encode()).hexdigest()[:48]
    found = done(day(2026, 12, 3, 9, 0), lambda p, w: actions.send(p, ["R06"], w, lambda: secret))
    if path.suffix == ".xlsx":
        folder = path.parent / "sent"
        write_rep_files(folder, found.files, day(2026, 12, 3, 9, 0))
        (sent,) = folder.glob("*.xlsx")
        answered = path.with_name(f"{path.stem} file of R06 not collected.xlsx")
        sent.replace(answered)
        folder.rmdir()
        says["sent_file"] = _answered(answered, row["Revenue"], AT, day(2026, 12, 5, 9, 0))
    # The period begins.
    says["imported"] = _import_months(path, 2, day(2027, 3, 2, 9, 0))
    order(day(2027, 3, 2, 9, 10), "amend", "R05", line="Revenue", value=1350000.0,
          reason="The plant in the South closes.", valid_from="2027-04")  # fmt: skip
    for at, (kind, rep, hours, note) in enumerate(
        [("Coaching", "R03", 1.5, "Opening of a presentation"),
         ("Coaching", "R12", 2.0, "Visited Müller & Söhne together"),
         ("Field day", "", 7.0, "North")]  # fmt: skip
    ):
        when = day(2027, 1, 14 + at, 9, 0)
        entry = own_log.Note(kind, rep, hours, when.date(), note=note)
        done(when, lambda p, w, e=entry: own_log.note_event(p, e, w.date()))
    done(day(2027, 3, 2, 9, 20), lambda p, w: own_status.refresh_mine(p, w.date()))
    tracked = done(day(2027, 3, 2, 9, 30), lambda p, w: actions.track(p, ""))
    says["tracked_through"] = str(tracked.through)
    done(day(2027, 3, 2, 9, 40), lambda p, w: p.show_sheet(actions.backtest(p).sheet))
    _regenerate(path, day(2027, 3, 2, 10, 0))
    # Typed, and not recorded when the plan meets the newer program.
    for field, value in (("counter", 44.0), ("details", "Fewer, but larger ones.")):
        user.cell(names["R02"], f"{AT[field]}{row['Sales']}", value, rep="R02", goal="Sales",
                  field=field, recorded=False)  # fmt: skip
    user.table("Tracking", {"Rep ID": "R05"}, "Note", "Ask her about the plant.")
    says["rep_sheets"] = names
    says["own_links"] = {"C15": (names["R01"], f"{AT['counter']}{row['Revenue']}")}
    says["negotiation"] = negotiation_states(path)
    says["team_agreed"] = {
        r["Rep ID"]: r["Agreed"] for r in Book(path).rows("Team") if r["Agreed"] is not None
    }


def _answered(path, row, columns, saved):
    """A rep's file with an answer typed into it, saved two days after it was sent."""
    typed = {f"{columns['counter']}{row}": 470000.0,
             f"{columns['details']}{row}": "One plant fewer; the rest as you say."}  # fmt: skip
    book = Book(path)
    for address, value in typed.items():
        book.type("Your goals", address, value)
    core = book.parts["docProps/core.xml"]
    stamp = rb"\g<1>" + f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
    book.parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", stamp, core)
    book.save()
    return {"file": path.name, "rep": "R06", "goal": "Revenue", "sheet": "Your goals",
            "typed": typed, "collected": False}  # fmt: skip


def negotiation_states(path):
    """Rep → goal → where it stands, and the log's last number and seal."""
    from xlgoals.actions.negotiation.log import read_log
    from xlgoals.core.negotiation.state import replayed
    from xlgoals.hosts.closed_file import ClosedFile

    log = read_log(ClosedFile.open(path))
    found = {}
    for rep, one in replayed(log).items():
        goals = {}
        for goal, line in one.lines.items():
            goals[goal] = {
                name: value
                for name in ("state", "round", "proposed", "why", "counter", "details", "agreed",
                             "amended", "valid_from", "note")  # fmt: skip
                if (value := getattr(line, name)) == value and value != ""
            }
        found[rep] = {"state": one.state, "signed": dict(one.signed), "goals": goals}
    last = log[-1]
    return {"reps": found, "log": {"events": len(log), "last": last.number, "hash": last.hash}}


def with_tables(path, says):
    """Note the sheets, rows and names of the plan, to count them afterwards."""
    book = Book(path)
    says["sheets"] = list(book.sheets())
    says["rows"] = {
        name: len(book.rows(name))
        for name in ("Reps", "History", "Proposals", "LastTargets", "Assumptions", "Changes",
                     "MyGoals", "MyLog", "NegotiationLog", "Team")  # fmt: skip
    }
    names = book.tree("xl/workbook.xml").find(f"{M}definedNames")
    says["defined_names"] = {
        n.get("name"): n.text for n in names if not n.get("name").startswith("_xlnm.")
    }


def clean(path):
    """The backups that the program made are not part of the data."""
    for other in path.parent.iterdir():
        if other != path and other.name.startswith(path.stem) and "backup" in other.name:
            other.unlink()


def main():
    """Make all of them."""
    if sys.argv[1] == "--drive":
        path, commit = Path(sys.argv[2]), sys.argv[3]
        print("MANIFEST" + json.dumps(drive(path, commit), ensure_ascii=False, default=str))
        return
    repository, folder = Path(sys.argv[1]), Path(sys.argv[2])
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    note = data / "old_plans.json"
    manifest = json.loads(note.read_text()) if note.exists() else {}
    for commit in sys.argv[3:] or COMMITS:
        source = folder / f"src-{commit}"
        if not source.exists():
            subprocess.run(["git", "clone", "-q", repository, source], check=True)
            subprocess.run(["git", "-C", source, "checkout", "-q", commit], check=True)
        for kind in COMMITS[commit]:
            path = data / f"plan_{commit}.{kind}"
            for old in data.glob(f"plan_{commit}*{kind}"):
                old.unlink()
            template = source / "workbook_templates" / f"sales_goals_example.{kind}"
            path.write_bytes(template.read_bytes())
            env = os.environ | {"PYTHONPATH": str(source / "src"), "TZ": "UTC"}
            run = subprocess.run(
                [sys.executable, __file__, "--drive", path, commit],
                env=env, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if run.returncode:
                sys.exit(f"{path.name}: {run.stdout}{run.stderr}")
            manifest[path.name] = json.loads(run.stdout.split("MANIFEST", 1)[1])
            print(path.name, path.stat().st_size, "bytes")
    note.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
