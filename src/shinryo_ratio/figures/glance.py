"""A document that is right as it stands, read without building what validates any document.

Building the validators of the models takes longer than judging one document. This reads the same models:
each field is held against its own annotation, each part against its own check. It accepts only what is
written in exactly the form of the models, and what it does not accept is not said to be wrong: the models
decide. Tests hold that it never accepts what they refuse, nor makes anything else of what they accept.
"""

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from shinryo_ratio.figures.base import Model
from shinryo_ratio.figures.checks import of_document
from shinryo_ratio.figures.document import Figures
from shinryo_ratio.figures.fields import OfCalendar, Whole, to_date

Reader: TypeAlias = Callable[[Any], Any]


class _NotSureError(Exception):
    """The value is not certainly right."""


def at_a_glance(document: Any) -> Figures | None:
    """The figures of a document in codes, or None where only the models can tell."""
    try:
        figures = _part(Figures)(document)
    except (_NotSureError, PydanticCustomError):
        return None
    assert isinstance(figures, Figures)
    return None if any(of_document(figures)) else figures


@cache
def _part(form: type[Model]) -> Reader:
    """Reads a mapping as a model."""
    fields = form.model_fields
    readers = {name: _value(field.annotation, field.metadata) for name, field in fields.items()}
    spelled = {field.alias or name: name for name, field in fields.items()}
    required = {name for name, field in fields.items() if field.is_required()}

    def read(value: Any) -> Model:
        data = form.stated(value)
        if type(data) is not dict or not data.keys() <= spelled.keys():
            raise _NotSureError
        values = {name: readers[name](data[key]) for key, name in spelled.items() if key in data}
        if not required <= values.keys():
            raise _NotSureError
        return form.model_construct(**values).whole()

    return read


def _value(form: Any, metadata: Any = ()) -> Reader:
    """Reads a value of an annotation."""
    origin = get_origin(form)
    if origin is Annotated:
        inner, *marks = get_args(form)
        return _value(inner, [one for mark in marks for one in _marks(mark)])
    for mark in metadata:
        if isinstance(mark, Whole):
            return _whole(mark)
        if isinstance(mark, OfCalendar):
            return to_date
    if origin is Literal:
        return _one_of(get_args(form))
    if origin in (Union, UnionType):
        return _union(get_args(form))
    if origin is tuple:
        return _several(_value(get_args(form)[0]))
    if form is bool:
        return _exactly(bool)
    if form is str:
        return _text
    return _part(form)


def _marks(mark: Any) -> list[Any]:
    return mark.metadata if isinstance(mark, FieldInfo) else [mark]


def _union(forms: tuple[Any, ...]) -> Reader:
    """A value that may be missing, or one of several models told apart by their `kind`."""
    if NoneType in forms:
        (form,) = (form for form in forms if form is not NoneType)
        read = _value(form)
        return lambda value: None if value is None else read(value)
    by_kind = {kind: _part(form) for form in forms for kind in get_args(form.model_fields["kind"].annotation)}

    def of_kind(value: Any) -> Any:
        kind = value.get("kind") if type(value) is dict else None
        if type(kind) is not str or kind not in by_kind:
            raise _NotSureError
        return by_kind[kind](value)

    return of_kind


def _several(read: Reader) -> Reader:
    def elements(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or not value:
            raise _NotSureError
        return tuple(map(read, value))

    return elements


def _one_of(words: tuple[str, ...]) -> Reader:
    def word(value: Any) -> str:
        if type(value) is not str or value not in words:
            raise _NotSureError
        return value

    return word


def _whole(within: Whole) -> Reader:
    def number(value: Any) -> int:
        if type(value) is not int or not within.least <= value <= within.most:
            raise _NotSureError
        return value

    return number


def _exactly(form: type) -> Reader:
    def same(value: Any) -> Any:
        if type(value) is not form:
            raise _NotSureError
        return value

    return same


def _text(value: Any) -> str:
    if type(value) is not str or not value or (not value.isascii() and _has_surrogate(value)):
        raise _NotSureError
    return value


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
