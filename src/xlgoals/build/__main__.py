"""Make everything that is generated and committed: ``python -m xlgoals.build``."""

from pathlib import Path

from xlgoals.build import compiled, libreoffice, reference, templates
from xlgoals.hosts.new_file.macros import MADE

ROOT = Path(__file__).parents[3]


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
