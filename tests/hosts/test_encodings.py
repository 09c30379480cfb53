"""Old encodings: names come in as their bearers write them, or the user hears what else fits."""

import unicodedata

import pytest

from xlgoals.domain.errors import InputError
from xlgoals.hosts.encodings import decoded


def vietnamese(name: str) -> bytes:
    """As Windows-1258 has it: the letter, then its tone."""
    made = ""
    for letter in name:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        own = "".join(mark for mark in marks if mark not in tones)
        made += unicodedata.normalize("NFC", base + own) + "".join(tones)
    return made.encode("cp1258")


@pytest.mark.parametrize(
    ("names", "coding"),
    [
        ("Łukasz Żak;Wiśniewska", "cp1250"),
        ("Jiří Dvořák;Šimek", "cp1250"),
        ("Иван Петров;Ольга", "cp1251"),
        ("José Peña;Zoë", "cp1252"),
        ("Hélène Benoît;François", "cp1252"),
        ("Åsa Öberg;Bjørn", "cp1252"),
        ("René Müller;José Peña", "mac_roman"),
        ("João Conceição;Hélène", "mac_roman"),
        ("佐藤 健;鈴木 一郎", "cp932"),
        ("王伟;李娜", "gb18030"),
        ("王小明;陳美麗", "big5"),
        ("Γιώργος Παπαδόπουλος", "cp1253"),
        ("Ayşe Yıldırım;Gökçe Şahin", "cp1254"),
        ("Jānis Bērziņš", "cp1257"),
        ("Zoë;Köln;日本", "utf-8"),
        ("Zoë;Köln", "utf-16"),
        ("Zoë;Köln", "utf-16-le"),
    ],
)
def test_names_come_out_as_they_went_in(names: str, coding: str) -> None:
    data = f"Month;Rep ID;Revenue\n2025-01;{names};100\n".encode(coding)
    found = decoded(data)
    assert names in found.text.removeprefix("\ufeff")
    assert bool(found.note) == (not coding.startswith("utf"))


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "Lê Hùng", "Phạm Đức", "Trần Thị Hồng"])
def test_vietnamese_names_of_old_windows(name: str) -> None:
    found = decoded(b"Rep;Revenue\n" + vietnamese(name) + b";100\n")
    assert found.text.splitlines()[1] == f"{name};100"
    assert "Windows-1258" in found.note
    assert name in found.note


def test_what_could_be_another_name_is_said() -> None:
    found = decoded("Rep;Revenue\nPeña;100\n".encode("cp1252"))
    assert "Peña" in found.note
    assert "“Peńa” (cp1250)" in found.note


def test_one_wrong_byte_does_not_turn_a_file_over() -> None:
    found = decoded("Zoë,1\nAnaïs,2\n".encode() + b"caf\xe9,3\n")
    assert found.text.splitlines()[:2] == ["Zoë,1", "Anaïs,2"]
    assert "the first in line 3" in found.note


def test_the_user_can_say_which_it_is() -> None:
    assert decoded("Peńa".encode("cp1250"), "cp1250").text == "Peńa"
    with pytest.raises(InputError, match="no encoding “klingon”; choose one of utf-8"):
        decoded(b"x", "klingon")
    with pytest.raises(InputError, match="a byte in row 2 is none of it"):
        decoded(b"a\n\xe9\n", "utf-8")
