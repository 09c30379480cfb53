"""How values travel: LibreOffice as one more engine of xlwings."""

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlgoals.hosts.calc.app import Apps


class Engine:
    """The engine of one office."""

    name, type = "libreoffice", "desktop"

    def __init__(self, apps: "Apps") -> None:
        self.apps = apps

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        """A value on its way into a cell."""
        if value is None or value != value:  # noqa: PLR0124
            return ""
        return value.item() if hasattr(value, "item") else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Values on their way out of cells; an error is already its own text."""

        def one(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    **{name: getattr(value, name) for name in FIELDS}, tzinfo=None
                )
            if number_builder and isinstance(value, float):
                return number_builder(value)
            return value if err_to_str or not _is_error(value) else None

        return [[one(value) for value in row] for row in data]


FIELDS = ("year", "month", "day", "hour", "minute", "second", "microsecond")


def _is_error(value: object) -> bool:
    """Whether a value is an error's text."""
    return isinstance(value, str) and value.startswith("#") and value[-1:] in "?!A"
