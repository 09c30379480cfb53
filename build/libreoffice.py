"""The add-in for LibreOffice Calc (xlgoals.oxt): functions, menu, toolbar; without a compiler."""

import json
import zipfile
from pathlib import Path

from build.libreoffice_menu import menu, toolbar_place
from xlgoals import __version__
from xlgoals.functions.catalogue import CATALOGUE
from xlgoals.functions.registry import FunctionSpec, help_text

SOURCES = Path(__file__).parent / "oxt"
MADE = (1980, 1, 1, 0, 0, 0)
"""The time of every part, so that making it again gives the same file."""

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry
  manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"
  manifest:full-path="XSalesGoals.idl"/>
 <manifest:file-entry
  manifest:media-type="application/vnd.sun.star.uno-components"
  manifest:full-path="xlgoals.components"/>
 <manifest:file-entry
  manifest:media-type="application/vnd.sun.star.configuration-data"
  manifest:full-path="Addons.xcu"/>
 <manifest:file-entry
  manifest:media-type="application/vnd.sun.star.configuration-data"
  manifest:full-path="CalcWindowState.xcu"/>
</manifest:manifest>
"""

COMPONENTS = """<?xml version="1.0" encoding="UTF-8"?>
<components xmlns="http://openoffice.org/2010/uno-components">
 <component loader="com.sun.star.loader.Python" uri="xlgoals_functions.py">
  <implementation name="org.xlgoals.python.SalesGoals">
   <service name="com.sun.star.sheet.AddIn"/>
   <service name="org.xlgoals.python.SalesGoals"/>
  </implementation>
 </component>
 <component loader="com.sun.star.loader.Python" uri="xlgoals_buttons.py">
  <implementation name="org.xlgoals.python.Buttons">
   <service name="com.sun.star.task.Job"/>
  </implementation>
 </component>
</components>
"""

DESCRIPTION = f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:d="http://openoffice.org/extensions/description/2006"
 xmlns:lo="http://libreoffice.org/extensions/description/2011">
 <identifier value="org.xlgoals.calc"/>
 <version value="{__version__}"/>
 <display-name><name lang="en">Sales Goals</name></display-name>
 <dependencies>
  <lo:LibreOffice-minimal-version d:name="LibreOffice 25.2" value="25.2"/>
 </dependencies>
</description>
"""


def build(folder: Path) -> list[Path]:
    """The add-in in a folder, replacing an older one."""
    path = folder / "xlgoals.oxt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts().items():
            info = zipfile.ZipInfo(name, MADE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(info, text)
    return [path]


def parts() -> dict[str, str]:
    """Every part of the add-in by its path."""
    sources = sorted(path for path in SOURCES.rglob("*.py"))
    return {
        "META-INF/manifest.xml": MANIFEST,
        "description.xml": DESCRIPTION,
        "xlgoals.components": COMPONENTS,
        "XSalesGoals.idl": interface(),
        "Addons.xcu": menu(),
        "CalcWindowState.xcu": toolbar_place(),
        "pythonpath/functions.json": json.dumps(described(), ensure_ascii=False, indent=1),
        **{str(p.relative_to(SOURCES).as_posix()): p.read_text("utf-8") for p in sources},
    }


def interface() -> str:
    """The types of the functions, in LibreOffice's language: anything in, rows out."""
    lines = []
    for spec in CATALOGUE:
        parameters = ", ".join(f"[in] any {_camel(argument.name)}" for argument in spec.arguments)
        lines.append(f"    sequence< sequence< any > > {method(spec)}({parameters});")
    body = "\n".join(lines)
    return f"module org {{ module xlgoals {{\ninterface XSalesGoals {{\n{body}\n}};\n}}; }};\n"


def method(spec: FunctionSpec) -> str:
    """The method of a function: ``CLOSE_RATE`` → ``closeRate``."""
    return _camel(spec.name.lower())


def _camel(name: str) -> str:
    """A name without underscores."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def described() -> dict[str, object]:
    """What the function wizard says, by method."""
    return {
        method(spec): {
            "name": spec.name,
            "help": spec.summary,
            "arguments": [[argument.name, help_text(argument)] for argument in spec.arguments],
        }
        for spec in CATALOGUE
    }
