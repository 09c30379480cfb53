"""Make everything that is generated and committed: ``python -m xlgoals.build``."""

from pathlib import Path

from xlgoals.build import libreoffice, reference, templates

ROOT = Path(__file__).parents[3]


def main() -> None:
    """Write the templates and the generated pages, and say where."""
    made = [
        *templates.build(ROOT / "workbook_templates"),
        *libreoffice.build(ROOT / "workbook_templates"),
        *reference.build(ROOT / "docs"),
    ]
    for path in made:
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
