"""E-mails with rep files: addressed, friendly, and safe whatever a name or an address holds."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from xlgoals.hosts.mail import mail
from xlgoals.tables.mail_address import sound_address
from xlgoals.tables.rep_sheet_layout import CURRENT
from xlgoals.tables.returned_file import RepFile


def letter(
    rep: str = "Anna Lindqvist",
    email: str = "anna@example.com",
    plan: str = "Sales goals 2027",
    name: str = "Anna.xlsx",
) -> EmailMessage:
    file = RepFile(
        "R1",
        rep,
        "Anna",
        plan,
        "Jan 2027 to Dec 2027",
        1,
        email,
        "",
        CURRENT,
        {},
        {},
        frozenset(),
        frozenset(),
        {},
        {},
    )
    return cast(EmailMessage, message_from_bytes(mail(file, b"PK", name), policy=default))


def test_an_e_mail_is_ready_to_be_sent() -> None:
    found = letter()
    assert found["To"] == "Anna Lindqvist <anna@example.com>"
    assert found["X-Unsent"] == "1"
    assert found["Subject"] == "Sales goals 2027: your goals for Jan 2027 to Dec 2027"
    body = found.get_body()
    assert body is not None
    text = body.get_content()
    assert text.startswith("Hello Anna,")
    assert "Jan 2027 to Dec 2027" in text
    (attached,) = found.iter_attachments()
    assert attached.get_filename() == "Anna.xlsx"
    assert attached.get_content() == b"PK"


@pytest.mark.parametrize(
    "injected",
    [
        "x\r\nBcc: all@example.com",
        "x\nBcc: all@example.com",
        "x\r\n\r\nHello",
        "x\u2028Bcc: y@z.de",
        "x\x0bBcc: y@z.de",
        "x\x00y",
    ],
)
def test_nothing_begins_another_header(injected: str) -> None:
    found = letter(
        rep=injected, plan=injected, name=f"{injected}.xlsx", email=f"a@example.com{injected}"
    )
    assert found.keys() == ["Subject", "X-Unsent", "MIME-Version", "Content-Type"]
    assert letter(rep=injected)["To"].addresses[0].addr_spec == "anna@example.com"
    assert "Bcc" not in letter(rep=injected).keys()  # noqa: SIM118 – headers, not a dictionary


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@example.com",
        "a b@example.com",
        "a@b@c.de",
        "a@b",
        "a,b@c.de",
        "<a@b.de>",
        "a@b.de, c@d.de",
        "a..b@c.de",
        "ä@b.de",
        "a@b.de\n",
        "x" * 250 + "@b.de",
    ],
)
def test_an_odd_address_is_none(address: str) -> None:
    assert sound_address(address) == address.strip() * (address == "a@b.de\n")


@pytest.mark.parametrize(
    "address", ["anna@example.com", " o'neill+x@mail.example.co.uk ", "mailto:a.b@c-d.de"]
)
def test_a_common_address_is_taken(address: str) -> None:
    assert sound_address(address) == address.strip().removeprefix("mailto:")
