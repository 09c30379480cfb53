"""Every error a user may meet. Its text is one sentence that says what to do next.

XlgoalsError
├── PlanError       the plan lacks a sheet, a table or a column it cannot do without
├── FileError       a file cannot be read or written: missing, locked, encrypted, broken
│   └── EditRefused an edit cannot be shown to be safe; the file was left as it was
└── InputError      what was asked contradicts itself, such as pinned targets above the goal
"""


class XlgoalsError(Exception):
    """Something the user can mend; the text says how."""


class PlanError(XlgoalsError):
    """The plan lacks a sheet, a table or a column it cannot do without."""


class FileError(XlgoalsError):
    """A file cannot be read or written."""


class EditRefused(FileError):
    """An edit cannot be shown to be safe; the file was left as it was."""


class InputError(XlgoalsError):
    """What was asked contradicts itself."""
