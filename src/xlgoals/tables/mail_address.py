"""E-mail addresses: those that can be written to without a second thought."""

import re
from email.errors import MessageError
from email.headerregistry import Address

LOCAL, DOMAIN = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
ADDRESS = re.compile(f"{LOCAL}@{DOMAIN}")


def sound_address(text: str) -> str:
    """An e-mail address that can be written to; nothing where it is none."""
    bare = text.strip().removeprefix("mailto:")
    if not ADDRESS.fullmatch(bare) or ".." in bare or len(bare) > 254:
        return ""
    try:
        return Address(addr_spec=bare).addr_spec
    except (MessageError, ValueError, IndexError):
        return ""
