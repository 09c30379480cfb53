"""What came back from the reps: workbooks in folders, archives and mails, and what is none."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from xlgoals.domain.errors import FileError
from xlgoals.domain.problems import named
from xlgoals.hosts.sandbox.attachments import Attached, NotSent, in_archive, in_mail
from xlgoals.hosts.sandbox.opening import LARGEST_FILE, TOO_LARGE
from xlgoals.tables.returned_file import Unread

KINDS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
HOLDERS: dict[str, Callable[[bytes], Iterator[Attached]]] = {".zip": in_archive, ".eml": in_mail}
"""Kinds of files that have others inside of them, and how these are read."""
ASKED_FOR = {
    ".msg": "is a mail of Outlook; save its attachment first, and collect that.",
    "winmail.dat": "is an attachment in Outlook's own wrapping; save it there, and collect that.",
}
"""Files in which an answer may be that we cannot reach, by their ending or name."""
MOST_FILES, MOST_INSIDE, DEEPEST = 10_000, 2_000, 3
LARGEST_HOLDER, LARGEST_TOTAL = 128 << 20, 1 << 30
"""Bytes of an archive or a mail, and of all that is taken out of them."""
TOO_MUCH = "unpack what you need, and collect that."


@dataclass
class Inbox:
    """The files that are to be read, and those that are not."""

    folder: Path
    """Private: what was in archives and mails lies here, under names of ours."""
    paths: list[Path] = field(default_factory=list)
    names: dict[Path, str] = field(default_factory=dict)
    """What to call a file that was inside of another one: “answer.eml › Anna.xlsx”, or in a folder
    of the folder: “week 1/Anna.xlsx”."""
    refused: list[Unread] = field(default_factory=list)
    """Files in which an answer may be that was not reached."""
    passed: list[Unread] = field(default_factory=list)
    """Files that were passed over, since there is no answer in them."""
    inside: int = 0
    total: int = 0
    """Files inside of others, and bytes taken out."""

    def add(self, path: Path, name: str = "") -> None:
        """A file on disk, with what to call it; one that the user named is read in any case."""

        def read(most: int) -> bytes:
            try:
                with path.open("rb") as file:
                    return file.read(most)
            except OSError as error:
                raise FileError(f"cannot be read ({error.strerror}).") from error

        def keep(kind: str) -> None:
            self.paths.append(path)
            if name:
                self.names[path] = name

        one = Attached(path.name, read, 0.0)
        self._sort(one, name or path.name, (), keep, meant=not name)

    def _sort(
        self,
        one: Attached,
        name: str,
        outer: tuple[str, ...],
        keep: Callable[[str], None],
        *,
        meant: bool = False,
    ) -> None:
        """Read a file, look into it, or leave it aside with the reason.

        Args:
            one: The file.
            name: What to call it.
            outer: The kinds of files that it is inside of.
            keep: What to do with a workbook.
            meant: Whether the user named it.
        """
        kind = Path(one.name).suffix.casefold()
        asked = ASKED_FOR.get(kind) or ASKED_FOR.get(one.name.casefold())
        why_not = "" if meant else _why_not(one.name)
        if why_not:
            self.passed.append(Unread(name, f"{name} was passed over: it {why_not}."))
        elif asked:
            self.refused.append(Unread(name, f"{name} {asked}"))
        elif kind in HOLDERS and (len(outer) >= DEEPEST or kind == ".zip" in outer):
            self.refused.append(Unread(name, f"{name} lies too deep; unpack it, and collect that."))
        elif kind in HOLDERS:
            self._look_into(one, name, (*outer, kind))
        else:
            keep(kind)

    def _look_into(self, holder: Attached, name: str, outer: tuple[str, ...]) -> None:
        """Take the workbooks out of an archive or a mail."""
        before = self.inside
        try:
            data = holder.read(LARGEST_HOLDER + 1)
            if len(data) > LARGEST_HOLDER:
                raise FileError("has more than 128 MB; unpack it, and collect what is in it.")
            for one in HOLDERS[outer[-1]](data):
                self.inside += 1
                if self.inside > MOST_INSIDE:
                    raise FileError(f"and others hold more than {MOST_INSIDE:,} files; {TOO_MUCH}")
                shown = f"{name} › {one.name}"
                self._sort(one, shown, outer, partial(self._keep, one, shown))
        except NotSent:
            why = f"{name} was passed over: it is a mail that was not sent yet."
            self.passed.append(Unread(name, why))
        except FileError as error:
            self.refused.append(Unread(name, f"{name} {error}"))
        except Exception:  # whatever a library says of what somebody made
            self.refused.append(Unread(name, f"{name} is damaged; get it again."))
        else:
            if self.inside == before:
                empty = {".eml": "has nothing attached; read what it says", ".zip": "is empty"}
                why = f"{name} was passed over: it {empty[outer[-1]]}."
                self.passed.append(Unread(name, why))

    def _keep(self, one: Attached, name: str, kind: str) -> None:
        """Put a workbook into the private folder. FileError where there is too much in all."""
        try:
            data = one.read(LARGEST_FILE + 1)
        except Exception:  # of this file alone: the others may be whole
            self.refused.append(Unread(name, f"{name} is damaged; get it again."))
            return
        if len(data) > LARGEST_FILE:
            self.refused.append(Unread(name, f"{name} {TOO_LARGE}"))
            return
        self.total += len(data)
        if self.total > LARGEST_TOTAL:
            raise FileError(f"and others unpack to more than 1 GB; {TOO_MUCH}")
        path = self.folder / f"attachment-{len(self.names) + 1:05}{kind}"
        path.write_bytes(data)
        if one.when > 0:
            with suppress(OSError, OverflowError):
                os.utime(path, (one.when, one.when))  # where the file itself does not say when
        self.paths.append(path)
        self.names[path] = name


def _why_not(name: str) -> str:
    """Why nobody can mean a file of this name; blank where somebody may."""
    if name.startswith(("~$", ".~lock.")):
        return "only says that a file is open in a program; close it there"
    if name.startswith("."):
        return "is hidden"
    kind = Path(name).suffix.casefold()
    known = kind in KINDS or kind in HOLDERS or kind in ASKED_FOR or name.casefold() in ASKED_FOR
    return "" if known else "is no workbook"


@contextmanager
def opened_inbox(given: Sequence[Path]) -> Iterator[Inbox]:
    """The files that are meant, as long as they are read: those named, and all in folders.

    Args:
        given: Files – archives and mails too – and folders, with the folders in them.

    Errors:
        FileError: there is no such file or folder, no workbook in any, or far too many files.
    """
    with tempfile.TemporaryDirectory(prefix="xlgoals-inbox-", ignore_cleanup_errors=True) as folder:
        inbox = Inbox(Path(folder))
        for path, name in dict(_files(given)).items():
            inbox.add(path, name)
        if not inbox.paths and not inbox.refused:
            places = ", ".join(str(path) for path in given)
            passed = named([f" {one.why}" for one in inbox.passed], between="")
            raise FileError(
                f"There is no workbook in {places}; name the folder with the reps' files.{passed}"
            )
        yield inbox


def _files(given: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """All files, and what to call them: nothing for those that were named themselves."""
    many = 0
    for path in given:
        if not path.exists():
            raise FileError(f"There is no file or folder {path}; check the name.")
        if not path.is_dir():
            yield path, ""
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            many += len(names)
            if many > MOST_FILES:
                raise FileError(
                    f"There are more than {MOST_FILES:,} files in {path}; name the folder with the "
                    "reps' files."
                )
            paths = (Path(folder, name) for name in sorted(names))
            # a pipe or a device would keep us waiting for ever
            yield from ((one, one.relative_to(path).as_posix()) for one in paths if one.is_file())
