"""The parts of a workbook file: checked before any is opened, kept as they are unless edited."""

import hashlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

from xlgoals.domain.errors import FileError
from xlgoals.hosts.sandbox.untrusted import check_kind, check_parts, refuse_doctype

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SMALL = 1 << 18
"""Parts below this many bytes are unpacked once and kept."""

Element = Any
"""An lxml element; its stubs do not carry namespaces well enough to help."""


Relation = tuple[str, str, str]
"""Id, last word of the type, and the target's name."""


@dataclass(frozen=True)
class Fingerprint:
    """What a file was when it was read."""

    size: int
    changed: int
    digest: str


@dataclass
class Package:
    """An opened workbook file: its original bytes, and the parts that an edit replaces."""

    path: Path
    data: bytes
    fingerprint: Fingerprint
    zip: zipfile.ZipFile
    edited: dict[str, bytes] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    reader: CalamineWorkbook | None = None
    """The fast reader, once it was asked for anything."""
    reading: Lock = field(default_factory=Lock)
    looked_up: "dict[str, tuple[bytes | None, list[Relation]]]" = field(default_factory=dict)
    """Relations that were read, with the edit they were read from."""
    sheets: tuple[bytes, dict[str, str]] | None = None
    """The list of sheets that was read, and the part it was read from."""
    tables: dict[str, tuple[bytes, Any]] = field(default_factory=dict)
    """Tables that were read, each with the part it was read from: a verb asks for them often."""
    unpacked: dict[str, bytes] = field(default_factory=dict)
    """Small parts that were read, as they were in the file."""

    def names(self) -> list[str]:
        """All parts that the file has now."""
        there = [name for name in self.zip.namelist() if name not in self.dropped]
        return [*there, *self.added]

    @property
    def added(self) -> list[str]:
        """The parts that the file did not have."""
        return [name for name in self.edited if name not in self.zip.NameToInfo]

    def read(self, name: str) -> bytes:
        """A part's bytes, as edited so far. FileError where it is missing or damaged."""
        if name in self.edited:
            return self.edited[name]
        if name in self.unpacked:
            return self.unpacked[name]
        try:
            part = self.zip.read(name)
        except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
            raise damaged(self.path) from error
        refuse_doctype(self.path, part)
        if len(part) < SMALL:
            self.unpacked[name] = part
        return part

    def pieces(self, name: str, size: int = 16 << 20) -> Iterator[bytes]:
        """A part's bytes piece by piece, as they were in the file."""
        try:
            with self.zip.open(name) as part:
                first = part.read(size)
                refuse_doctype(self.path, first)
                yield first
                while piece := part.read(size):
                    yield piece
        except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
            raise damaged(self.path) from error

    def parse(self, name: str) -> Element:
        """A part as a tree."""
        return parse(self.read(name), self.path)

    def write(self, name: str, part: bytes) -> None:
        """Replace a part."""
        self.edited[name] = part

    def relations(self, part: str) -> "list[Relation]":
        """A part's relations: id, last word of the type, and the target's name."""
        name = relations_part(part)
        edited = self.edited.get(name)
        known = self.looked_up.get(name)
        if known is None or known[0] is not edited:
            known = self.looked_up[name] = edited, self._relations(part, name)
        return known[1]

    def _relations(self, part: str, name: str) -> "list[Relation]":
        """A part's relations, read."""
        if name not in self.edited and (name in self.dropped or name not in self.zip.NameToInfo):
            return []
        return [
            (
                relation.get("Id"),
                relation.get("Type").rsplit("/", 1)[-1],
                resolved(part, relation.get("Target")),
            )
            for relation in self.parse(name)
            if relation.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """The targets of one kind of relation."""
        return [target for _, name, target in self.relations(part) if name == kind]


def relations_part(part: str) -> str:
    """The name of the part that lists a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The name of a relation's target, seen from a part."""
    path = posixpath.join("/", posixpath.dirname(part), target)
    return posixpath.normpath(path).lstrip("/")


def parse(part: bytes, path: Path) -> Element:
    """A part as a tree; nothing outside of it is ever fetched or expanded."""
    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(part, reader)
    except etree.XMLSyntaxError as error:
        raise damaged(path) from error


def serial(tree: Element) -> bytes:
    """A tree as the bytes of a part."""
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def damaged(path: Path) -> FileError:
    """What to say of a file that cannot be made sense of."""
    return FileError(f"{path.name} is damaged; open it in Excel, let it repair, and save a copy.")


def open_package(path: Path, otherwise: str = "") -> Package:
    """A workbook file whose list of parts has been checked; nothing is unpacked yet.

    Args:
        path: Where.
        otherwise: What to say of a file that is no workbook; a plan is wanted by default.

    Errors:
        FileError: missing, a folder, not readable, password-protected, an older format, truncated,
            signed, or a list of parts that no honest file has.
    """
    data = _bytes(path)
    check_kind(path, data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise FileError(
            f"{path.name} is not a workbook, or was cut off while it was copied; get it again."
        ) from error
    check_parts(path, archive.infolist())
    digest = hashlib.sha256(data).hexdigest()
    stamp = Fingerprint(len(data), path.stat().st_mtime_ns, digest)
    package = Package(path, data, stamp, archive)
    no_plan = f"{path.name} is not a workbook; use a plan made by xlgoals new."
    _check_workbook(package, otherwise or no_plan)
    return package


def reopened(package: Package, data: bytes) -> Package:
    """The same file with other bytes, as it will be once it is saved."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return Package(package.path, data, package.fingerprint, archive)


def _bytes(path: Path) -> bytes:
    """The file's bytes."""
    if path.is_dir():
        raise FileError(f"{path} is a folder; name the file in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"There is no file {path}; check the name and the folder.") from None
    except OSError as error:
        raise FileError(
            f"{path} cannot be read ({error.strerror}); check its permissions."
        ) from None


def _check_workbook(package: Package, otherwise: str) -> None:
    """Refuse a file that is no workbook, is signed, or is in the strict format."""
    names = package.zip.namelist()
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise FileError(
            f"{package.path.name} is digitally signed, and any change would break the signature; "
            "remove the signature or work on a copy."
        )
    if "[Content_Types].xml" not in names or not package.related("", "officeDocument"):
        raise FileError(otherwise)
    root = package.parse(package.related("", "officeDocument")[0])
    if etree.QName(root).namespace == STRICT:
        raise FileError(
            f"{package.path.name} is a Strict Open XML workbook; save it in Excel as "
            "“Excel Workbook (*.xlsx)”."
        )
    if etree.QName(root).namespace != MAIN:
        raise FileError(otherwise)
