"""Calendar exports: series, zones, whole days, broken files and very large ones."""

import datetime as dt
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from xlgoals.domain.calendar_events import Event, Read, Wanted
from xlgoals.domain.errors import FileError
from xlgoals.hosts.calendar_file import read_calendar

YEAR = Wanted(dt.date(2027, 1, 1), dt.date(2027, 12, 31), ("coaching", "anna", "trade fair"))
BERLIN = ZoneInfo("Europe/Berlin")
ZONE = """BEGIN:VTIMEZONE
TZID:Ours
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def event(*lines: str, uid: str = "a1", title: str = "Coaching Anna") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *lines, "END:VEVENT"])


def calendar(path: Path, *parts: str) -> Path:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *parts, "END:VCALENDAR", ""])
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


def read(folder: Path, *parts: str, wanted: Wanted = YEAR) -> Read:
    return read_calendar(calendar(folder / "c.ics", *parts), wanted, BERLIN)


def days(found: Read) -> list[str]:
    return [f"{one.day:%m-%d} {one.hours:g}" for one in found.events]


def test_a_series_is_unrolled_with_its_exceptions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event(
            "DTSTART:20270104T090000",
            "DTEND:20270104T103000",
            "RRULE:FREQ=WEEKLY;COUNT=4",
            "EXDATE:20270111T090000",
        ),
        event("RECURRENCE-ID:20270118T090000", "DTSTART:20270120T140000", "DTEND:20270120T160000"),
        event(
            "RECURRENCE-ID:20270125T090000",
            "DTSTART:20270125T090000",
            "DTEND:20270125T103000",
            "STATUS:CANCELLED",
        ),
    )
    assert days(found) == ["01-04 1.5", "01-20 2"]
    assert found.flaws == ()


def test_a_series_without_an_end_ends_with_the_period(tmp_path: Path) -> None:
    found = read(tmp_path, event("DTSTART:20200106T090000", "DURATION:PT1H",
                                 "RRULE:FREQ=MONTHLY;BYDAY=1MO"))  # fmt: skip
    assert len(found.events) == 12
    assert found.events[0].day == dt.date(2027, 1, 4)
    assert len({one.source for one in found.events}) == 12


def test_a_moved_occurrence_keeps_its_name(tmp_path: Path) -> None:
    series = event("DTSTART:20270104T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    before = read(tmp_path, series)
    moved = event("RECURRENCE-ID:20270111T090000", "DTSTART:20270113T090000", "DURATION:PT1H")
    after = read(tmp_path, series, moved)
    assert [one.source for one in before.events] == [one.source for one in after.events]
    assert after.events[1].day == dt.date(2027, 1, 13)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("DTSTART;TZID=Ours:20270315T233000", "DTEND;TZID=Ours:20270316T003000", "03-15 1"),
        ("DTSTART:20270315T233000Z", "DTEND:20270316T003000Z", "03-16 1"),
        ("DTSTART;TZID=America/New_York:20270315T200000",
         "DTEND;TZID=America/New_York:20270315T210000", "03-15 1"),
        ("DTSTART;TZID=Ours:20270328T010000", "DTEND;TZID=Ours:20270328T040000", "03-28 2"),
        ("DTSTART;TZID=Ours:20271031T010000", "DTEND;TZID=Ours:20271031T040000", "10-31 4"),
        ("DTSTART:20270315T233000", "DTEND:20270316T003000", "03-15 1"),
        ("DTSTART;VALUE=DATE:20270315", "DTEND;VALUE=DATE:20270316", "03-15 8"),
        ("DTSTART;VALUE=DATE:20270315", "TRANSP:OPAQUE", "03-15 8"),
    ],
    ids=["own zone", "utc", "another zone", "spring", "autumn", "floating", "whole day", "no end"],
)  # fmt: skip
def test_the_day_is_where_it_takes_place_and_hours_are_hours(
    tmp_path: Path, start: str, end: str, wanted: str
) -> None:
    assert days(read(tmp_path, ZONE, event(start, end))) == [wanted]


def test_a_fair_of_three_days_has_three_days_and_those_in_the_period_count(tmp_path: Path) -> None:
    fair = event("DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270103", title="Trade fair")
    found = read(tmp_path, fair)
    assert days(found) == ["01-01 8", "01-02 8"]
    long = event("DTSTART:20270504T090000", "DTEND:20270506T170000", title="Trade fair")
    assert days(read(tmp_path, long)) == ["05-04 8", "05-05 8", "05-06 8"]


def test_what_has_none_of_the_words_or_no_day_in_the_period_is_left_out(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART:20270301T090000", "DURATION:PT1H", uid="1", title="Dentist"),
        event("DTSTART:20260301T090000", "DURATION:PT1H", uid="2"),
        event("DTSTART:20200301T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3", uid="3"),
    )
    assert (found.events, found.outside, found.seen) == ((), 2, 3)


def test_a_broken_event_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good = event("DTSTART:20270301T090000", "DURATION:PT1H", uid="good")
    found = read(
        tmp_path,
        event("DTSTART:2027AA01", uid="1", title="Coaching one"),
        event("DTSTART:20270301T0900", "DTEND:nonsense", uid="2", title="Coaching two"),
        event("DTSTART:20270301T090000", "RRULE:FREQ=SECONDLY", uid="3", title="Coaching three"),
        event("DTSTART:20270301T090000", "RRULE:FREQ=WHENEVER", uid="4", title="Coaching four"),
        event(
            "DTSTART;VALUE=DATE:20270101",
            "DTEND;VALUE=DATE:20280101",
            uid="5",
            title="Coaching five",
        ),
        good,
    )
    assert [one.source for one in found.events] == ["good"]
    told = " ".join(found.flaws)
    for word in ("one", "two", "three", "four", "five"):
        assert f"Coaching {word}" in told, found.flaws


def test_a_file_that_was_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = calendar(tmp_path / "c.ics", event("DTSTART:20270301T090000", "DURATION:PT1H"),
                    event("DTSTART:20270302T090000", "DURATION:PT1H", uid="b2"))  # fmt: skip
    path.write_bytes(path.read_bytes()[:-40])
    found = read_calendar(path, YEAR, BERLIN)
    assert days(found) == ["03-01 1"]
    assert len(found.flaws) == 1


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n" * 50, b"BEGIN:VCARD\r\n"])
def test_a_file_that_is_no_calendar_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "c.ics"
    path.write_bytes(content)
    with pytest.raises(FileError, match="is no calendar"):
        read_calendar(path, YEAR)
    with pytest.raises(FileError, match="could not be read"):
        read_calendar(tmp_path / "none.ics", YEAR)


def test_long_lines_accents_and_marks_at_the_start_are_read(tmp_path: Path) -> None:
    title = "Coaching Anna " + "größer " * 20
    data = calendar(tmp_path / "c.ics", event("DTSTART:20270301T090000", "DURATION:PT1H",
                                              title=title)).read_bytes()  # fmt: skip
    folded = b"\r\n".join(
        b"\r\n ".join(line[at : at + 60] for at in range(0, len(line) or 1, 60))
        for line in data.split(b"\r\n")
    )
    (tmp_path / "c.ics").write_bytes(b"\xef\xbb\xbf" + folded)
    found = read_calendar(tmp_path / "c.ics", YEAR, BERLIN)
    assert found.events[0].title == title.strip()


def large(path: Path, megabytes: int = 10) -> Path:
    """A calendar of ten years, a few events of which matter."""
    filler = "\\n".join(["Agenda and dial-in"] * 8)
    parts = [ZONE]
    size = number = 0
    while size < megabytes * 1_000_000:
        day = dt.date(2018, 1, 1) + dt.timedelta(days=number % 3650)
        title = "Coaching Anna" if number % 400 == 0 else f"Weekly {number}"
        part = event(
            f"DTSTART;TZID=Ours:{day:%Y%m%d}T090000",
            f"DTEND;TZID=Ours:{day:%Y%m%d}T100000",
            f"DESCRIPTION:{filler}",
            uid=f"u{number}",
            title=title,
        )
        parts.append(part)
        size, number = size + len(part), number + 1
    return calendar(path, *parts)


def test_ten_megabytes_take_seconds_and_not_minutes(tmp_path: Path) -> None:
    path = large(tmp_path / "c.ics")
    assert path.stat().st_size > 10_000_000
    begin = time.perf_counter()
    found = read_calendar(path, YEAR, BERLIN)
    assert time.perf_counter() - begin < 20
    assert found.seen > 20_000
    assert len(found.events) > 3
    assert all(isinstance(one, Event) and one.title == "Coaching Anna" for one in found.events)


AMSTERDAM = '"(UTC+01:00) Amsterdam, Berlin, Bern"'


def exchange_zone(name: str = AMSTERDAM, summer: str = "+0200", winter: str = "+0100") -> str:
    """A zone as Exchange describes it: by rules that hold since 1601."""
    return f"""BEGIN:VTIMEZONE
TZID:{name.strip('"')}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def test_a_quoted_zone_name_with_a_colon_loses_no_event(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        exchange_zone(),
        event(f"DTSTART;TZID={AMSTERDAM}:20270108T090000",
              f"DTEND;TZID={AMSTERDAM}:20270108T100000"),
        event(f"DTSTART;TZID={AMSTERDAM}:20270328T010000",
              f"DTEND;TZID={AMSTERDAM}:20270328T040000", uid="spring"),
    )  # fmt: skip
    assert (days(found), found.flaws) == (["01-08 1", "03-28 2"], ())


@pytest.mark.parametrize("name", ["W. Europe Standard Time", '"W. Europe Standard Time"'])
def test_a_zone_of_windows_is_known_without_its_description(tmp_path: Path, name: str) -> None:
    night = event(f"DTSTART;TZID={name}:20270328T010000", f"DTEND;TZID={name}:20270328T040000")
    assert days(read(tmp_path, night)) == ["03-28 2"]


def test_each_file_has_its_own_customized_time_zone(tmp_path: Path) -> None:
    name = "Customized Time Zone"
    night = event(f"DTSTART;TZID={name}:20270328T010000", f"DTEND;TZID={name}:20270328T040000")
    still = exchange_zone(name, summer="+0100", winter="+0100")
    assert days(read(tmp_path, exchange_zone(name), night)) == ["03-28 2"]
    assert days(read(tmp_path, still, night)) == ["03-28 3"]


def test_utc_as_exchange_names_it_is_utc(tmp_path: Path) -> None:
    name = "tzone://Microsoft/Utc"
    zone = exchange_zone(name, summer="+0000", winter="+0000")
    late = event(f'DTSTART;TZID="{name}":20270315T233000', f'DTEND;TZID="{name}":20270316T003000')
    assert days(read(tmp_path, zone, late)) == ["03-16 1"]


def test_a_zone_that_cannot_be_read_is_named_and_its_times_stand(tmp_path: Path) -> None:
    broken = exchange_zone("Ours").replace("+0200", "two hours")
    found = read(tmp_path, broken, event("DTSTART;TZID=Ours:20270108T090000", "DURATION:PT1H"))
    assert days(found) == ["01-08 1"]
    assert "A time zone of the file could not be read" in found.flaws[0]


@pytest.mark.parametrize(
    "title",
    ["Canceled: Coaching Anna", "CANCELLED: Coaching Anna", "Declined: Coaching Anna",
     "Abgesagt: Coaching Anna", "Abgelehnt: Coaching Anna", "Annulé : Coaching Anna",
     "Cancelado: Coaching Anna", "Annullato: Coaching Anna", "Geannuleerd: Coaching Anna",
     "Đã hủy: Coaching Anna", "Đa\u0303 hu\u0309y: Coaching Anna"],
)  # fmt: skip
def test_an_event_that_its_title_calls_off_is_left_out_and_counted(
    tmp_path: Path, title: str
) -> None:
    found = read(
        tmp_path,
        event("DTSTART:20270108T090000Z", "DTEND:20270108T100000Z", title=title),
        event("DTSTART:20270109T090000Z", "DTEND:20270109T100000Z", uid="b",
              title="Coaching Anna: canceled orders"),
        event("DTSTART:20270110T090000Z", "STATUS:CANCELLED", uid="c"),
        event("DTSTART:20200110T090000Z", "DTEND:20200110T100000Z", uid="d", title=title),
    )  # fmt: skip
    assert days(found) == ["01-09 1"]
    assert (found.called_off, found.outside, found.seen) == (2, 1, 4)
