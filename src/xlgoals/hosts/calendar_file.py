"""Reading a calendar export (.ics): which events fall into a period, series unrolled.

A calendar of ten years holds tens of thousands of events of which a few hundred matter. So the text
is looked through first, and only events with one of the wanted words, at the right time or in a
series, are parsed. Parsing (of single lines too: a quoted zone name may have a colon) and unrolling
is done by icalendar and recurring-ical-events, which are loaded here and nowhere else.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xlgoals.domain.calendar_events import Event, Read, Wanted, is_called_off
from xlgoals.domain.errors import FileError
from xlgoals.domain.problems import first

LARGEST = 200 * 1024 * 1024
WORKING_DAY = 8.0
"""Hours of a day that an all-day event counts for."""
LONGEST = 31
"""Days; a longer event is most likely none."""
MOST_OCCURRENCES = 1_000
MOST_FLAWS = 20

FOLD = re.compile(rb"\r?\n[ \t]")
ZONE = re.compile(r"BEGIN:VTIMEZONE\r?\n.*?END:VTIMEZONE\r?\n", re.DOTALL | re.IGNORECASE)
BLOCK = re.compile(r"BEGIN:VEVENT\r?\n.*?(?:END:VEVENT\r?\n?|(?=BEGIN:VEVENT)|\Z)", re.DOTALL)
LINES = {
    name: re.compile(rf"^{name}[;:][^\r\n]*", re.MULTILINE)
    for name in ("DTSTART", "DTEND", "UID", "SUMMARY", "RRULE")
}
"""The lines that are looked at before an event is parsed."""
DAY = re.compile(r"\d{8}")
SERIES = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)\b", re.MULTILINE)
TOO_OFTEN = re.compile(r"FREQ=(?:SECONDLY|MINUTELY|HOURLY)")
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:xlgoals\r\n"


def read_calendar(path: Path, wanted: Wanted, zone: dt.tzinfo | None = None) -> Read:
    """The events of a file that are asked for.

    Args:
        path: An .ics file.
        wanted: Days and words.
        zone: Where times are meant that the file gives in UTC; this machine's by default.

    Errors:
        FileError: the file is missing, too large, or no calendar.
    """
    text = _text(path)
    blocks = BLOCK.findall(text)
    flaws: list[str] = []
    groups, outside = _candidates(blocks, wanted, flaws)
    _learn_zones(ZONE.findall(text), flaws)
    events: list[Event] = []
    called_off = 0
    for group in groups:
        try:
            found = list(_events(group, wanted, zone, flaws))
        except Exception as error:  # whatever a broken event makes the parser say
            flaws.append(f"“{_title(group[0])}” could not be read ({_said(error)}).")
            continue
        held = [event for event in found if event is not None]
        called_off += len(found) - len(held)
        events += held
        outside += not found
    days = {event.source: event for event in events}
    ordered = sorted(days.values(), key=lambda event: (event.day, event.title, event.source))
    return Read(
        tuple(ordered),
        len(blocks),
        outside,
        tuple(first(flaws, MOST_FLAWS, " that could not be read")),
        called_off,
    )


def _learn_zones(zones: list[str], flaws: list[str]) -> None:
    """Let the parser know the time zones that the file itself describes, and no other file's."""
    import icalendar  # noqa: PLC0415

    # what an earlier file called “Customized Time Zone” is another zone in this one
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    for text in dict.fromkeys(zones):
        try:
            icalendar.Timezone.from_ical(text)  # it remembers each zone that it has parsed
        except Exception as error:  # whatever a broken zone makes the parser say
            flaws.append(
                f"A time zone of the file could not be read ({_said(error)}); times in it are "
                "taken as they stand."
            )


def _text(path: Path) -> str:
    """The file as text with its folded lines joined, composed (NFC)."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise FileError(f"{path} could not be read ({error.strerror}).") from error
    if size > LARGEST:
        raise FileError(f"{path.name} has more than 200 MB; export fewer years.")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", "replace").encode()
    data = FOLD.sub(b"", data.removeprefix(b"\xef\xbb\xbf"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "BEGIN:VCALENDAR" not in text[:10_000].upper():
        raise FileError(
            f"{path.name} is no calendar; export one as .ics from Outlook, Google or Apple."
        )
    return unicodedata.normalize("NFC", text)


def _candidates(blocks: list[str], wanted: Wanted, flaws: list[str]) -> tuple[list[list[str]], int]:
    """Events that may matter, those of one series together; and how many lie outside."""
    words = re.compile("|".join(re.escape(word.casefold()) for word in wanted.words) or r"(?!)")
    named = [block for block in blocks if words.search(block.casefold())]
    ids = {_uid(block) for block in named}
    first, last = f"{wanted.first:%Y%m%d}", f"{wanted.last:%Y%m%d}"
    groups: dict[str, list[str]] = {}
    outside: set[str] = set()
    for number, block in enumerate(blocks):
        uid = _uid(block)
        if uid not in ids or (not uid and not words.search(block.casefold())):
            continue
        start = DAY.match(_value(block, "DTSTART"))
        if start is None or "END:VEVENT" not in block:
            flaws.append(f"“{_title(block)}” has no start or no end in the file; it was left out.")
        elif TOO_OFTEN.search(_value(block, "RRULE")):
            flaws.append(f"“{_title(block)}” repeats more often than daily; it was left out.")
        elif SERIES.search(block) or _meets(block, start[0], first, last):
            groups.setdefault(uid or f"no id {number}", []).append(block)
        else:
            outside.add(uid)
    return list(groups.values()), len(outside - set(groups))


def _meets(block: str, start: str, first: str, last: str) -> bool:
    """Whether a single event may have a day in the period; a day more on either side for zones."""
    end = DAY.match(_value(block, "DTEND"))
    until = max(start, end[0]) if end else start
    return _moved(start, -1) <= last and _moved(until, 1) >= first


def _moved(day: str, by: int) -> str:
    """A day as eight digits, some days later; the day itself where it is none."""
    try:
        return f"{dt.datetime.strptime(day, '%Y%m%d') + dt.timedelta(days=by):%Y%m%d}"
    except (ValueError, OverflowError):
        return day


def _value(block: str, name: str) -> str:
    """What the first line of a name says, without its parameters; blank where there is none."""
    match = LINES[name].search(block)
    if match is None:
        return ""
    line = match[0]
    if line[len(name)] == ":":  # no parameters, as nearly always: nothing to parse
        return line[len(name) + 1 :]
    import icalendar.parser  # noqa: PLC0415

    try:
        parsed = icalendar.parser.Contentline(line)  # type: ignore[no-untyped-call]
        return str(parsed.parts()[2])
    except ValueError:
        return ""


def _uid(block: str) -> str:
    """What names an event in its calendar."""
    return _value(block, "UID").strip()


def _title(block: str) -> str:
    """An event's title, for a message."""
    return _value(block, "SUMMARY")[:60] or "An event without a title"


def _said(error: Exception) -> str:
    """What a parser said, in a line."""
    return (str(error).splitlines() or [type(error).__name__])[0][:80]


def _events(
    group: list[str], wanted: Wanted, zone: dt.tzinfo | None, flaws: list[str]
) -> Iterator[Event | None]:
    """The occurrences of an event or a series within the period; None for one called off."""
    import icalendar  # noqa: PLC0415
    import recurring_ical_events  # noqa: PLC0415

    calendar = icalendar.Calendar.from_ical(HEAD + "".join(group) + "\r\nEND:VCALENDAR\r\n")
    begin, end = wanted.first - dt.timedelta(days=1), wanted.last + dt.timedelta(days=2)
    found: list[Any] = []
    for one in recurring_ical_events.of(calendar).between(begin, end):
        found.append(one)
        if len(found) >= MOST_OCCURRENCES:
            flaws.append(f"“{_title(group[0])}” has more than {MOST_OCCURRENCES} occurrences.")
            break
    repeated = any(SERIES.search(block) for block in group)
    for one in found:
        days = list(_days(one, wanted, zone, repeated=repeated, flaws=flaws))
        cancelled = str(one.get("STATUS", "")).upper() == "CANCELLED"
        if cancelled or is_called_off(str(one.get("SUMMARY", ""))):
            yield from [None] * bool(days)
        else:
            yield from days


def _days(
    one: Any, wanted: Wanted, zone: dt.tzinfo | None, *, repeated: bool, flaws: list[str]
) -> Iterator[Event]:
    """An occurrence, one for each of its days."""
    start, end = one["DTSTART"].dt, one["DTEND"].dt if "DTEND" in one else one["DTSTART"].dt
    whole_day = not isinstance(start, dt.datetime)
    title = str(one.get("SUMMARY", "")).strip()
    first, last = _local(start, zone), _local(end, zone)
    hours = WORKING_DAY
    if whole_day:
        last = max(first, last - dt.timedelta(days=1))
    else:
        hours = round(max(_utc(end) - _utc(start), dt.timedelta(0)) / dt.timedelta(hours=1), 2)
        if hours < 24:
            last = first
        else:
            hours = WORKING_DAY
    if (last - first).days >= LONGEST:
        flaws.append(f"“{title[:60]}” lasts {(last - first).days + 1} days; it was left out.")
        return
    mark = f"{one.get('UID', '')} {_mark(one) if repeated else ''}"
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        if wanted.first <= day <= wanted.last:
            source = f"{mark} {number}" if last > first else mark
            yield Event(day, hours, title, _people(one), source.strip(), whole_day)


def _mark(one: Any) -> str:
    """What names an occurrence within its series: when it was first meant to be."""
    meant = one["RECURRENCE-ID"].dt if "RECURRENCE-ID" in one else one["DTSTART"].dt
    return f"{_utc(meant):%Y%m%dT%H%M}" if isinstance(meant, dt.datetime) else f"{meant:%Y%m%d}"


def _local(when: dt.date, zone: dt.tzinfo | None) -> dt.date:
    """The day where it takes place: in the event's own zone; what is in UTC, in ours."""
    if not isinstance(when, dt.datetime):
        return when
    if when.tzinfo is not None and when.utcoffset() == dt.timedelta(0) and _is_utc(when):
        return when.astimezone(zone).date()
    return when.date()


def _is_utc(when: dt.datetime) -> bool:
    """Whether a time is given in UTC, and not in a place that has its time."""
    zone = str(when.tzinfo).rstrip("'>").casefold()  # Exchange writes tzone://Microsoft/Utc
    return when.tzname() in {"UTC", "Z"} or zone.endswith(("utc", "coordinated universal time"))


def _utc(when: dt.date) -> dt.datetime:
    """A time in UTC, so that a change of the clock does not lengthen it; floating ones as such."""
    if not isinstance(when, dt.datetime):
        return dt.datetime(when.year, when.month, when.day, tzinfo=dt.UTC)
    return when.astimezone(dt.UTC) if when.tzinfo else when.replace(tzinfo=dt.UTC)


def _people(one: Any) -> str:
    """Names and addresses of those invited, and what else is written."""
    invited = one.get("ATTENDEE", [])
    texts = []
    for person in invited if isinstance(invited, list) else [invited]:
        texts += [str(person.params.get("CN", "")), str(person).removeprefix("mailto:")]
    return " | ".join([*texts, str(one.get("DESCRIPTION", "")), str(one.get("LOCATION", ""))])
