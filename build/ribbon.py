"""The ribbon tab *Sales Goals*, from the table of buttons."""

from itertools import groupby

from lxml import etree

from build.vba import callback_name
from xlgoals.verbs import VERBS

SPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB = "Sales Goals"


def ribbon() -> bytes:
    """The part customUI14.xml: a group for each group of buttons, large buttons in it."""
    root = etree.fromstring(f'<customUI xmlns="{SPACE}"/>')
    tabs = _within(_within(root, "ribbon"), "tabs")
    tab = _within(tabs, "tab", id="GoalsTab", label=TAB, keytip="G")
    for group, buttons in groupby(
        (verb.button for verb in VERBS if verb.button), key=lambda button: button.group
    ):
        box = _within(tab, "group", id=f"GoalsGroup{group}", label=group)
        for button in buttons:
            _within(
                box,
                "button",
                id=f"GoalsButton{button.name}",
                label=button.label,
                size="large",
                imageMso=button.image,
                onAction=callback_name(button),
                screentip=button.screentip,
                supertip=button.supertip,
                keytip=button.keytip,
            )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _within(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """An element in another."""
    return etree.SubElement(parent, f"{{{SPACE}}}{name}", attributes)
