"""The menu and the toolbar of the Calc add-in, from the table of buttons."""

from lxml import etree

from xlgoals.verbs import VERBS
from xlgoals.verbs.verb import Button

OOR = "http://openoffice.org/2001/registry"
TOOLBAR = "org.xlgoals.toolbar"
TITLE = "Sales Goals"
CALC = "com.sun.star.sheet.SpreadsheetDocument"
SERVICE = "service:org.xlgoals.python.Buttons?"
Element = etree._Element


def menu() -> str:
    """Addons.xcu: the menu *Sales Goals* before Help, and the toolbar."""
    root, ui = _component("Addons", "org.openoffice.Office", "AddonUI")
    top = _node(_node(ui, "OfficeMenuBar"), "org.xlgoals.menu")
    _text(top, "Title", f"~{TITLE}")
    _value(top, "Context", CALC)
    submenu = _node(top, "Submenu", fresh=False)
    bar = _node(_node(ui, "OfficeToolBar"), TOOLBAR)
    buttons = [(verb.name, verb.button) for verb in VERBS if verb.button]
    group = buttons[0][1].group
    for number, (macro, button) in enumerate(buttons):
        if button.group != group:
            _value(_node(submenu, f"b{number:02}a"), "URL", "private:separator")
            _value(_node(bar, f"b{number:02}a"), "URL", "private:separator")
            group = button.group
        _button(_node(submenu, f"b{number:02}b"), macro, button)
        _value(_button(_node(bar, f"b{number:02}b"), macro, button), "Context", CALC)
    return _printed(root)


def toolbar_place() -> str:
    """CalcWindowState.xcu: the toolbar has a name and a place of its own below the others."""
    root, elements = _component("CalcWindowState", "org.openoffice.Office.UI", "UIElements")
    states = _node(elements, "States", fresh=False)
    bar = _node(states, f"private:resource/toolbar/addon_{TOOLBAR}")
    _text(bar, "UIName", TITLE)
    for name, kind, value in (
        ("ContextSensitive", "boolean", "false"),
        ("Visible", "boolean", "true"),
        ("Docked", "boolean", "true"),
        ("DockingArea", "int", "0"),
        ("DockPos", "string", "0,5"),
        ("HideFromToolbarMenu", "boolean", "false"),
    ):
        _value(bar, name, value, kind)
    return _printed(root)


def _component(name: str, package: str, first: str) -> tuple[Element, Element]:
    """A configuration file and its first node."""
    spaces = {
        "oor": OOR,
        "xs": "http://www.w3.org/2001/XMLSchema",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    root = etree.Element(f"{{{OOR}}}component-data", nsmap=spaces)
    root.set(f"{{{OOR}}}name", name)
    root.set(f"{{{OOR}}}package", package)
    return root, _node(root, first, fresh=False)


def _node(parent: Element, name: str, *, fresh: bool = True) -> Element:
    """A node; a fresh one replaces what an older add-in left."""
    node = etree.SubElement(parent, "node")
    node.set(f"{{{OOR}}}name", name)
    if fresh and parent.tag == "node" and not name.startswith("Office"):
        node.set(f"{{{OOR}}}op", "replace")
    return node


def _value(node: Element, name: str, value: str, kind: str = "string") -> Element:
    """A property; returns it."""
    prop = etree.SubElement(node, "prop")
    prop.set(f"{{{OOR}}}name", name)
    prop.set(f"{{{OOR}}}type", f"xs:{kind}")
    etree.SubElement(prop, "value").text = value
    return prop


def _text(node: Element, name: str, text: str) -> None:
    """A property that users read."""
    value = _value(node, name, text)[0]
    value.set("{http://www.w3.org/XML/1998/namespace}lang", "en-US")


def _button(node: Element, macro: str, button: Button) -> Element:
    """What a button says and does; returns its node."""
    _value(node, "URL", SERVICE + macro)
    _text(node, "Title", button.label)
    _value(node, "Target", "_self")
    return node


def _printed(root: Element) -> str:
    """The file's text."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True).decode()
