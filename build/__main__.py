"""Make everything that is generated and committed: ``python -m build``."""

from pathlib import Path

from build import compiled, libreoffice, reference, templates
from xlgoals.hosts.fresh.macros import MADE

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Write the templates and the generated pages, and say where."""
    compiled.build(MADE)
    made = [
        *templates.build(ROOT / "workbook_templates"),
        *libreoffice.build(ROOT / "workbook_templates"),
        *reference.build(ROOT / "docs"),
    ]
    for path in made:
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
