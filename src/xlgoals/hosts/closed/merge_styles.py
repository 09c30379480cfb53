"""The cell formats of one workbook among those of another: added where they are missing."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from xlgoals.hosts.closed.package import Element, Package, serial
from xlgoals.hosts.closed.workbook_parts import Q, workbook_part

FIRST_OWN_FORMAT = 164
"""Number formats below this one are the same in every workbook."""
ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
SHARED = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


@dataclass
class MergedStyles:
    """Formats of a fresh workbook, found or made in the plan."""

    plan: Package
    fresh: Package
    _formats: dict[str, str] = field(default_factory=dict)
    _differences: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _part(self) -> str:
        return self.plan.related(workbook_part(self.plan), "styles")[0]

    @cached_property
    def _ours(self) -> Element:
        return self.plan.parse(self._part)

    @cached_property
    def _theirs(self) -> Element:
        return self.fresh.parse(self.fresh.related(workbook_part(self.fresh), "styles")[0])

    def cell(self, index: str) -> str:
        """The index of a cell format in the plan, by its index in the fresh workbook."""
        if index not in self._formats:
            theirs = self._theirs.find(f"{Q}cellXfs")[int(index)]
            self._formats[index] = self._format(theirs, "cellXfs")
        return self._formats[index]

    def difference(self, index: str) -> str:
        """The same for a format that depends on what a cell says."""
        if index not in self._differences:
            theirs = self._theirs.find(f"{Q}dxfs")[int(index)]
            copy: Element = etree.fromstring(etree.tostring(theirs))
            for number in copy.iter(f"{Q}numFmt"):
                number.set("numFmtId", self._number_format(str(number.get("formatCode"))))
            self._differences[index] = self._entered("dxfs", copy)
        return self._differences[index]

    def save(self) -> None:
        """Write the plan's formats, where any was added."""
        if self._formats or self._differences:
            self.plan.write(self._part, serial(self._ours))

    def _format(self, theirs: Element, group: str) -> str:
        """A cell format with the fonts, fills and so on that it names."""
        copy = etree.fromstring(etree.tostring(theirs))
        for name, of in SHARED.items():
            part = self._theirs.find(f"{Q}{of}")[int(copy.get(name, "0"))]
            copy.set(name, self._entered(of, etree.fromstring(etree.tostring(part))))
        number = int(copy.get("numFmtId", "0"))
        if number >= FIRST_OWN_FORMAT:
            codes = {one.get("numFmtId"): one for one in self._theirs.iter(f"{Q}numFmt")}
            code = codes[str(number)].get("formatCode")
            copy.set("numFmtId", self._number_format(code))
        if group == "cellXfs":
            copy.set("xfId", self._named(copy.get("xfId", "0")))
        return self._entered(group, copy)

    def _named(self, index: str) -> str:
        """A named cell style of the fresh workbook, in the plan."""
        names = {
            style.get("xfId"): style.get("name") for style in self._theirs.iter(f"{Q}cellStyle")
        }
        name = names.get(index, "Normal")
        for style in self._ours.iter(f"{Q}cellStyle"):
            if style.get("name") == name:
                return str(style.get("xfId"))
        base = self._format(self._theirs.find(f"{Q}cellStyleXfs")[int(index)], "cellStyleXfs")
        styles = self._group("cellStyles")
        etree.SubElement(styles, f"{Q}cellStyle", name=name, xfId=base)
        styles.set("count", str(len(styles)))
        return base

    def _number_format(self, code: str) -> str:
        """The number of a format code in the plan."""
        group = self._group("numFmts")
        for one in group:
            if one.get("formatCode") == code:
                return str(one.get("numFmtId"))
        taken = [int(one.get("numFmtId")) for one in self._ours.iter(f"{Q}numFmt")]
        number = str(max([FIRST_OWN_FORMAT - 1, *taken]) + 1)
        etree.SubElement(group, f"{Q}numFmt", numFmtId=number, formatCode=code)
        group.set("count", str(len(group)))
        return number

    def _entered(self, group: str, element: Element) -> str:
        """The index of an element in a group of the plan; added where it is not there."""
        elements = self._group(group)
        wanted = etree.tostring(element, method="c14n", exclusive=True)
        for at, one in enumerate(elements):
            if etree.tostring(one, method="c14n", exclusive=True, with_tail=False) == wanted:
                return str(at)
        elements.append(element)
        elements.set("count", str(len(elements)))
        return str(len(elements) - 1)

    def _group(self, name: str) -> Element:
        """A group of the plan's formats, made where there is none."""
        found = self._ours.find(f"{Q}{name}")
        if found is not None:
            return found
        later = {f"{Q}{one}" for one in ORDER[ORDER.index(name) + 1 :]}
        made = etree.Element(f"{Q}{name}")
        at = next((i for i, one in enumerate(self._ours) if one.tag in later), len(self._ours))
        self._ours.insert(at, made)
        return made
