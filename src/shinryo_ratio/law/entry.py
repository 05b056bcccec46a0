"""The parts of a law file as frozen entries, read from data that is known to be valid.

What is shipped is validated by a test, what a user writes by `law.form`, which follows the same annotations:
so that no run pays for the validation of what every release has proven.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Self, TypeVar, dataclass_transform, get_args

Element = TypeVar("Element", bound="Entry")


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Entry:
    """Frozen, with the annotated names of its class (and of its bases) as fields, given by keyword.

    A field that Python reserves the name of has a `_` behind it here, and none in a file.
    """

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *self._values().values()))

    def __repr__(self) -> str:
        values = (f"{name}={value!r}" for name, value in self._values().items())
        return f"{type(self).__name__}({', '.join(values)})"

    def check(self) -> None:
        """Hold the fields against each other.

        Raises:
            ValueError: where they contradict each other.
        """

    def changed(self, **values: Any) -> Self:
        """The entry with some fields changed."""
        return type(self)(**{**self.__dict__, **values})

    def as_data(self, *, file_keys: bool = True) -> dict[str, Any]:
        """The entry as plain data for JSON, under the keys of a file or under the names of the fields."""
        return {
            name.removesuffix("_") if file_keys else name: _plain(value, file_keys)
            for name, value in self._values().items()
        }

    @classmethod
    @cache
    def fields(cls) -> dict[str, Any]:
        """The annotation of each field, those of the bases first."""
        bases = reversed(cls.__mro__)
        return {name: form for base in bases for name, form in getattr(base, "__annotations__", {}).items()}

    @classmethod
    @cache
    def required(cls) -> frozenset[str]:
        """The fields that must be given."""
        return frozenset(name for name in cls.fields() if not hasattr(cls, name))

    @classmethod
    @cache
    def parts(cls) -> dict[str, tuple[type["Entry"], ...]]:
        """The forms of the entries that each field may hold."""
        return {name: tuple(_entries_in(annotation)) for name, annotation in cls.fields().items()}

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).fields()}


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
