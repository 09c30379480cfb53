"""E-mails ready to be sent, as files that a mail program opens. Nothing is sent from here."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from xlgoals.tables.mail_address import sound_address
from xlgoals.tables.returned_file import RepFile

SHEET_TYPE = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
TEXT = """Hello {first},

here is what I propose as your goals for {period}. With each of them you see what it is built on, \
how likely it is, and – where I wrote one – my reason.

Please open the attached file, and on its sheet “Your goals”
  1. look at each goal,
  2. type your own number in the yellow cell (if you are fine with mine, type the same one),
  3. write beside it what you build it on.
Then save it and send it back to me. On its sheet “What if” you can try out what more \
presentations or a better close rate would bring; that is for you alone.

These are goals to agree on, not to hand down: if you see something that I do not, write it there.

Thank you
"""


def mail(file: RepFile, attachment: bytes, name: str) -> bytes:
    """The e-mail with a rep's file, to open in a mail program and send from there.

    Args:
        file: What is in the file.
        attachment: Its bytes.
        name: The file's name.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(f"{file.plan}: your goals for {file.period}")
    address = sound_address(file.email)
    if address:
        message["To"] = Address(one_line(file.rep), addr_spec=address)
    message["X-Unsent"] = "1"
    first = one_line(file.rep).split(" ")[0]
    message.set_content(TEXT.format(first=first, period=one_line(file.period)))
    kind, sort = SHEET_TYPE
    message.add_attachment(attachment, maintype=kind, subtype=sort, filename=one_line(name))
    return message.as_bytes()


def one_line(text: str) -> str:
    """A text that cannot begin another header: one line, without what cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
