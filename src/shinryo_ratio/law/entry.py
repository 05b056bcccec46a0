"""The parts of a law file as frozen entries, read from data that is known to be valid.

What is shipped is validated by a test, what a user writes by `law.form`, which follows the same annotations:
so that no run pays for the validation of what every release has proven.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args

from shinryo_ratio.frozen import Frozen

Element = TypeVar("Element", bound="Entry")


class Entry(Frozen):
    """A part of a law file.

    A field that Python reserves the name of has a `_` behind it here, and none in a file.
    """

    def check(self) -> None:
        """Hold the fields against each other.

        Raises:
            ValueError: where they contradict each other.
        """

    def as_data(self, *, file_keys: bool = True) -> dict[str, Any]:
        """The entry as plain data for JSON, under the keys of a file or under the names of the fields."""
        return {
            name.removesuffix("_") if file_keys else name: _plain(value, file_keys)
            for name, value in self._values().items()
        }

    @classmethod
    @cache
    def parts(cls) -> dict[str, tuple[type["Entry"], ...]]:
        """The forms of the entries that each field may hold."""
        return {name: tuple(_entries_in(annotation)) for name, annotation in cls.fields().items()}


def read(form: type[Element], data: Mapping[str, Any]) -> Element:
    """The entry that valid data hold, under the keys of a file or under the names of the fields."""
    forms = form.parts()
    values = {}
    for key, value in data.items():
        name = key if key in forms else key + "_"
        values[name] = _read_part(forms[name], value)
    return form(**values)


def _read_part(forms: tuple[type[Entry], ...], value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_read_part(forms, element) for element in value)
    return read(_fitting(forms, value), value) if isinstance(value, dict) else value


def _fitting(forms: tuple[type[Entry], ...], data: Mapping[str, Any]) -> type[Entry]:
    """The one form that knows every key of the data and misses none."""
    if len(forms) == 1:
        return forms[0]
    return next(form for form in forms if form.required() <= data.keys() <= form.fields().keys())


def _entries_in(annotation: Any) -> list[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return [annotation]
    return [entry for part in get_args(annotation) for entry in _entries_in(part)]


def _plain(value: Any, file_keys: bool) -> Any:
    if isinstance(value, Entry):
        return value.as_data(file_keys=file_keys)
    if isinstance(value, tuple):
        return [_plain(element, file_keys) for element in value]
    return value.isoformat() if isinstance(value, date) else value
