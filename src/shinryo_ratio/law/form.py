"""Validating a law file: the entries as strict pydantic models, made of the entries' own annotations."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, create_model, model_validator

from shinryo_ratio.law.entry import Element, Entry, read

_Model = TypeVar("_Model", bound=BaseModel)


class _Closed(BaseModel):
    """Strict, frozen, and closed to unknown keys."""

    # built on first use: the parts of a law file are then built once, inside it
    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", populate_by_name=True, defer_build=True
    )


_MODELS: Final[dict[type[Entry], type[BaseModel]]] = {}


def validated(form: type[Element], data: Any) -> Element:
    """The entry that a file holds.

    Raises:
        pydantic.ValidationError: with every error.
    """
    return read(form, _model(form).model_validate(data).model_dump())


def _model(form: type[Entry]) -> type[BaseModel]:
    if form not in _MODELS:
        _MODELS[form] = _made(form)
    return _MODELS[form]


def _made(form: type[Entry]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (_of_models(annotation), getattr(form, name, ...)) for name, annotation in form.fields().items()
    }
    checks: Any = {}
    if form.check is not Entry.check:  # a check that does nothing would still stand in the places of errors
        checks["checked"] = model_validator(mode="after")(_checking(form))
    return create_model(form.__name__, __base__=_Closed, __validators__=checks, **fields)


def _checking(form: type[Entry]) -> Callable[[_Model], _Model]:
    """The entry's own check; a model has the same fields."""

    def checked(model: _Model) -> _Model:
        form.check(model)  # type: ignore[arg-type]
        return model

    return checked


def _of_models(annotation: Any) -> Any:
    """The annotation with the model of each entry in its place."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return _model(annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[(_of_models(parts[0]), *parts[1:])]
    if origin is tuple:
        return tuple[tuple(_of_models(part) for part in parts)]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return reduce(or_, map(_of_models, parts))
    return annotation
