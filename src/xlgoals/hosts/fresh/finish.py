"""What XlsxWriter cannot say: named cell styles, and names for our charts."""

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xlgoals.hosts.fresh.macros import with_ribbon
from xlgoals.tables.language import Role
from xlgoals.views.theme import STYLE_NAMES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Q = f"{{{MAIN}}}"


def finished(
    path: Path, chart_names: list[str], styled: dict[int, Role], *, macros: bool = False
) -> None:
    """Rewrite a fresh file with what was missing; the parts keep their order and their dates."""
    done = path.with_name(f"{path.name}.done")
    names = iter(chart_names)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        drawings = sorted(
            (name for name in old.namelist() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)),
            key=lambda name: int(re.sub(r"\D", "", name)),
        )
        changed = {name: _named_charts(old.read(name), names) for name in drawings}
        changed["xl/styles.xml"] = named_styles(old.read("xl/styles.xml"), styled)
        parts = {name: changed.get(name) or old.read(name) for name in old.namelist()}
        dates = old.infolist()[0].date_time
        for name, part in (with_ribbon(parts) if macros else parts).items():
            info = zipfile.ZipInfo(name, dates)
            info.create_system = 0
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    os.replace(done, path)


def _named_charts(part: bytes, names: Iterator[str]) -> bytes:
    """A drawing whose charts carry our names, by which a refresh finds them."""
    return re.sub(
        rb'(<xdr:cNvPr id="\d+" name=")Chart \d+"',
        lambda match: match[1] + next(names).encode() + b'"',
        part,
    )


def named_styles(part: bytes, styled: dict[int, Role]) -> bytes:
    """The styles part with our three cell styles, and the formats that belong to them.

    Args:
        styled: Index of a cell format → whose style it is.
    """
    tree = etree.fromstring(part)
    bases, styles, formats = (
        tree.find(f"{Q}{n}") for n in ("cellStyleXfs", "cellStyles", "cellXfs")
    )
    if bases is None or styles is None or formats is None:
        raise ValueError("the styles part has no cell formats")
    for role, name in STYLE_NAMES.items():
        own = [formats[index] for index, whose in sorted(styled.items()) if whose is role]
        if not own:
            continue
        base = etree.SubElement(bases, f"{Q}xf")
        for key, value in own[0].attrib.items():
            if key != "xfId":
                base.set(key, value)
        number = str(len(bases) - 1)
        etree.SubElement(styles, f"{Q}cellStyle", name=name, xfId=number)
        for element in own:
            element.set("xfId", number)
    bases.set("count", str(len(bases)))
    styles.set("count", str(len(styles)))
    styles[:] = sorted(styles, key=lambda style: style.get("name", "").casefold())
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
