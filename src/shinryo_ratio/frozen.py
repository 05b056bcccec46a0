"""Frozen records whose classes cost next to nothing: a frozen dataclass takes a millisecond of each start."""

from functools import cache
from typing import Any, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Frozen:
    """A record whose fields are the annotated names of its class and of its bases, given by keyword.

    Records of one class are equal where their fields are; `aside` names fields that do not take part.
    """

    aside = frozenset[str]()

    def __init__(self, **values: Any) -> None:
        if not self.required() <= values.keys() <= self.fields().keys():
            wrong = sorted((self.required() - values.keys()) | (values.keys() - self.fields().keys()))
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}")
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

    def changed(self, **values: Any) -> Self:
        """The record with some fields changed."""
        return type(self)(**{**self.given(), **values})

    def given(self) -> dict[str, Any]:
        """The fields that were given, not those left at their defaults."""
        return {name: value for name, value in self.__dict__.items() if name in self.fields()}

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

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).fields() if name not in self.aside}
