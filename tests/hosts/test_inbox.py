"""What came back: workbooks are found wherever they lie, and whatever is none is named."""

import io
import stat
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from xlgoals.domain.errors import FileError
from xlgoals.hosts.sandbox import inbox as module
from xlgoals.hosts.sandbox.attachments import bare_name
from xlgoals.hosts.sandbox.inbox import Inbox, opened_inbox
from xlgoals.hosts.sandbox.reading import read_rep_files
from xlgoals.tables.returned_file import Unread

WORKBOOK = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def mail(*attached: tuple[str, bytes], **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"Subject": "My goals", "From": "anna@example.com", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content("Hello,\nhere it is.\n")
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype=WORKBOOK, filename=name)
    return message


def archive(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 9, 0, 0)), data, 8)
    return target.getvalue()


def put(folder: Path, **files: bytes | EmailMessage) -> Path:
    """Files in a folder; two underscores stand for a dot, three for a folder."""
    for name, data in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.as_bytes() if isinstance(data, EmailMessage) else data)
    return folder


def contents(inbox: Inbox) -> dict[str, bytes]:
    """What is to be read, by the name that the user is told."""
    return {inbox.names.get(path, path.name): path.read_bytes() for path in inbox.paths}


def whys(found: list[Unread]) -> list[str]:
    return [one.why for one in found]


def test_folders_in_folders_archives_and_mails_are_looked_through(tmp_path: Path) -> None:
    nested = mail()
    nested.add_attachment(mail(("Dora.xlsx", b"d")))
    put(
        tmp_path,
        Anna__xlsx=b"a",
        week1___late___Ben__XLSM=b"b",
        answers__zip=archive(("team/Carl.xlsx", b"c"), ("reply.eml", mail(("Eve.xlsx", b"e")).as_bytes())),
        forwarded__eml=nested,
        zipped__eml=mail(("all.zip", archive(("Finn.xlsx", b"f")))),
    )  # fmt: skip
    with opened_inbox([tmp_path]) as inbox:
        assert contents(inbox) == {
            "Anna.xlsx": b"a",
            "week1/late/Ben.XLSM": b"b",
            "answers.zip › Carl.xlsx": b"c",
            "answers.zip › reply.eml › Eve.xlsx": b"e",
            "forwarded.eml › Dora.xlsx": b"d",
            "zipped.eml › all.zip › Finn.xlsx": b"f",
        }
        assert (inbox.refused, inbox.passed) == ([], [])


def test_each_file_that_is_passed_over_is_named_with_the_reason(tmp_path: Path) -> None:
    logo = mail()
    logo.add_attachment(b"png", maintype="image", subtype="png", filename="l.png", cid="<logo>")
    put(
        tmp_path,
        Anna__xlsx=b"a",
        notes__pdf=b"p",
        sales__csv=b"c",
        __DS_Store=b"x",
        no__eml=logo,
        draft__eml=mail(("Anna.xlsx", b"a"), X_Unsent="1"),
        with__eml=mail(("offer.pdf", b"p")),
    )
    (tmp_path / "~$Anna.xlsx").write_bytes(b"x")
    with opened_inbox([tmp_path]) as inbox:
        assert list(contents(inbox)) == ["Anna.xlsx"]
        assert inbox.refused == []
        assert whys(inbox.passed) == [
            ".DS_Store was passed over: it is hidden.",
            "draft.eml was passed over: it is a mail that was not sent yet.",
            "no.eml was passed over: it has nothing attached; read what it says.",
            "notes.pdf was passed over: it is no workbook.",
            "sales.csv was passed over: it is no workbook.",
            "with.eml › offer.pdf was passed over: it is no workbook.",
            "~$Anna.xlsx was passed over: it only says that a file is open in a program; "
            "close it there.",
        ]


def test_what_may_hide_an_answer_is_refused_and_says_what_to_do(tmp_path: Path) -> None:
    inner = archive(("Anna.xlsx", b"a"))
    put(
        tmp_path,
        answer__msg=b"\xd0\xcf\x11\xe0",
        tnef__eml=mail(("winmail.dat", b"t")),
        twice__zip=archive(("in.zip", inner)),
        broken__zip=inner[:-30],
    )
    with opened_inbox([tmp_path]) as inbox:
        assert inbox.paths == []
        assert whys(inbox.refused) == [
            "answer.msg is a mail of Outlook; save its attachment first, and collect that.",
            "broken.zip is damaged; get it again.",
            "tnef.eml › winmail.dat is an attachment in Outlook's own wrapping; save it there, and "
            "collect that.",
            "twice.zip › in.zip lies too deep; unpack it, and collect that.",
        ]


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    data = bytearray(archive(("Anna.xlsx", b"a")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    put(tmp_path, secret__zip=bytes(data))
    with opened_inbox([tmp_path]) as inbox:
        assert whys(inbox.refused) == [
            "secret.zip has a password; unpack it and collect what is in it."
        ]


def test_a_name_in_an_archive_or_mail_is_never_a_path(tmp_path: Path) -> None:
    evil = archive(("../../evil.xlsx", b"1"), ("C:\\x\\evil.xlsx", b"2"), ("/etc/evil.xlsx", b"3"))
    put(tmp_path / "in", a__zip=evil, b__eml=mail(("../../evil.xlsx", b"4")))
    with opened_inbox([tmp_path / "in"]) as inbox:
        assert [path.read_bytes() for path in inbox.paths] == [b"1", b"2", b"3", b"4"]
        assert {path.parent for path in inbox.paths} == {inbox.folder}
        assert set(inbox.names.values()) == {"a.zip › evil.xlsx", "b.eml › evil.xlsx"}
        assert stat.S_IMODE(inbox.folder.stat().st_mode) & 0o077 == 0
    assert not inbox.folder.exists()
    assert [path.name for path in tmp_path.rglob("*evil*")] == []


def test_a_name_is_shown_without_what_cannot_be_seen() -> None:
    assert bare_name("a/b\\An\u202ena\r\n.xlsx") == "Anna.xlsx"
    assert len(bare_name("x" * 500 + ".xlsx")) == 100
    assert bare_name("x" * 500 + ".xlsx").endswith("x.xlsx")


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = archive(("huge.xlsx", bytes(30 << 20)), ("Anna.xlsx", b"a"))
    assert len(bomb) < 1 << 20
    put(tmp_path, bomb__zip=bomb)
    with opened_inbox([tmp_path]) as inbox:
        assert list(contents(inbox)) == ["bomb.zip › Anna.xlsx"]
        assert "huge.xlsx is far larger than a rep's file ever is" in inbox.refused[0].why
    monkeypatch.setattr(module, "LARGEST_TOTAL", 2_000)
    put(tmp_path, bomb__zip=archive(*((f"{n}.xlsx", bytes(900)) for n in range(5))))
    with opened_inbox([tmp_path]) as inbox:
        assert len(inbox.paths) == 2
        assert "unpack to more than" in inbox.refused[0].why


def test_far_too_many_files_are_not_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_INSIDE", 3)
    put(tmp_path, many__zip=archive(*((f"{n}.xlsx", b"x") for n in range(9))))
    with opened_inbox([tmp_path]) as inbox:
        assert len(inbox.paths) == 3
        assert "hold more than 3 files" in inbox.refused[0].why


def test_a_folder_without_any_workbook_says_what_is_there(tmp_path: Path) -> None:
    put(tmp_path, notes__pdf=b"x")
    with (
        pytest.raises(FileError, match=r"no workbook in .*notes\.pdf was passed over"),
        opened_inbox([tmp_path]),
    ):
        pass
    with pytest.raises(FileError, match="no file or folder"), opened_inbox([tmp_path / "none"]):
        pass


def test_a_problem_names_the_mail_and_its_attachment(tmp_path: Path) -> None:
    put(tmp_path, answer__eml=mail(("Anna.xlsx", b"no workbook")))
    with opened_inbox([tmp_path / "answer.eml"]) as inbox:
        (found,) = read_rep_files(inbox.paths, names=inbox.names)
    assert found.file == "answer.eml › Anna.xlsx"
    assert found.why.startswith("answer.eml › Anna.xlsx is not a workbook")
