"""Files inside an archive or a mail: their names, as texts and never as paths, and their bytes.

Nothing is unpacked to a place that its name says, nothing is run, and no more is read of a file
than is asked for, whatever size the archive claims that it has.
"""

import datetime as dt
import email
import email.policy
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from xlgoals.domain.errors import FileError

LONGEST_NAME = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNSENT = "X-Unsent"
"""The header of a mail that lies ready to be sent, such as ours with the reps' files."""


class NotSent(Exception):
    """A mail that nobody has sent yet: what is attached to it did not come back."""


@dataclass(frozen=True)
class Attached:
    """A file inside of another one."""

    name: str
    """For messages only."""
    read: Callable[[int], bytes]
    """Its bytes, at most so many."""
    when: float
    """When it was saved or sent, as a time stamp; 0 where that is unknown."""


def in_archive(data: bytes) -> Iterator[Attached]:
    """The files in a .zip.

    Errors:
        FileError: it has a password. Whatever else the library says of a damaged archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            if info.flag_bits & 1:
                raise FileError("has a password; unpack it and collect what is in it.")

            def read(most: int, info: zipfile.ZipInfo = info) -> bytes:
                with archive.open(info) as file:
                    return file.read(most)

            when = 0.0
            with suppress(ValueError, OverflowError, OSError):
                when = dt.datetime(*info.date_time).timestamp()
            yield Attached(bare_name(info.filename), read, when)


def in_mail(data: bytes) -> Iterator[Attached]:
    """The files attached to an .eml, and to the mails inside of it; pictures in its text are none.

    Errors:
        NotSent: it is a draft.
    """
    mail = email.message_from_bytes(data, policy=email.policy.default)
    if mail.get(UNSENT):
        raise NotSent
    when = _sent(mail)
    for part in mail.walk():
        name = part.get_filename() or ("attachment.xlsx" if part.get_content_type() == XLSX else "")
        in_text = part.get_content_maintype() == "image" and "Content-ID" in part
        if not name or in_text or part.is_multipart():
            continue

        def read(most: int, part: EmailMessage = part) -> bytes:
            content = part.get_payload(decode=True)
            return content[:most] if isinstance(content, bytes) else b""

        yield Attached(bare_name(name), read, when)


def _sent(mail: EmailMessage) -> float:
    """When a mail was sent; 0 where it does not say so."""
    with suppress(Exception):  # whatever a library says of a date that somebody wrote
        return float(mail["Date"].datetime.timestamp())
    return 0.0


def bare_name(name: str) -> str:
    """A name that somebody else gave, fit for a message: no folders, nothing invisible, short."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(sign for sign in last if sign.isprintable()).strip()
    return seen if len(seen) <= LONGEST_NAME else f"…{seen[1 - LONGEST_NAME :]}"
