"""Files that come with the program: in the repository, or beside the installed modules."""

from pathlib import Path

from xlgoals.domain.errors import FileError

FOLDERS = (
    Path(__file__).parents[1] / "workbook_templates",
    Path(__file__).parents[3] / "workbook_templates",
)


def shipped(name: str) -> Path:
    """A file that comes with the program. FileError where the installation lacks it."""
    for folder in FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise FileError(f"The installation lacks {name}; run: pip install --force-reinstall xlgoals")
