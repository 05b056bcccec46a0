"""Checks of the document as a whole, reported beside those of its parts.

When a part is invalid the checks still run on what can be read: a total that does not add up is said in
the same breath as the unknown kind three lines above it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.base import Model
from shinryo_ratio.figures.fields import MOST_YEN, Total
from shinryo_ratio.figures.lines import ChildbirthLine
from shinryo_ratio.figures.parts import Statement
from shinryo_ratio.figures.words import to_codes

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Document = TypeVar("Document", bound=Model)

_TAG_ERRORS: Final = {"union_tag_invalid", "union_tag_not_found"}
_ANY_BIRTHS: Final = {"name": "-", "amount": 0, "kind": "childbirth"}
_YEN_PER_UNIT: Final = {"yen": 1, "thousand_yen": 1000}


class Posting(NamedTuple):
    """Where a line's amount stands in the statement, as far as it can be read."""

    amount: int
    section: str
    business: str
    internal: bool


def checked(model: type[Document], data: Any, handler: Callable[[Any], Document]) -> Document:
    """Validate a document, in codes or in Japanese words, with every error of it at once.

    Raises:
        pydantic.ValidationError: with the errors of the parts and of the document as a whole.
    """
    try:
        document = handler(data)
    except ValidationError:
        data = to_codes(data).document
        try:
            document = handler(data)
        except ValidationError as error:
            errors = [*_kept(error), *_readable(data)]
            raise ValidationError.from_exception_data(model.__name__, errors) from None
    whole = list(of_document(document))
    if whole:
        raise ValidationError.from_exception_data(model.__name__, whole)
    return document


def of_document(document: Any) -> Iterator[InitErrorDetails]:
    """What is wrong with a document as a whole, whose parts are right."""
    yen = document.yen_per_unit
    lines = document.revenue
    for index, line in enumerate(lines):
        if line.kind == "childbirth":
            yield from _fees_agree(index, line, yen)
    yield from _too_large((line.amount for line in lines), yen)
    if totals := document.statement.totals:
        postings = [Posting(line.amount, line.section, line.business, line.internal) for line in lines]
        yield from _reconciled(totals, postings, yen)


def _kept(error: ValidationError) -> Iterator[InitErrorDetails]:
    """The errors of the parts, with those of a line whose kind is unreadable looked for apart."""
    from shinryo_ratio.figures.any_line import AnyLine

    for found in error.errors(include_url=False):
        if found["type"] == "too_short" and found["input"]:
            continue  # said of a list whose elements all failed, not of an empty one
        if found["type"] == "delivery-count-mismatch":
            continue  # looked for apart, beside what else is wrong with the deliveries
        yield _again(found, found["loc"])
        if found["type"] in _TAG_ERRORS:
            try:
                AnyLine.model_validate(found["input"])
            except ValidationError as others:
                for other in others.errors(include_url=False):
                    yield _again(other, (*found["loc"], *other["loc"]))


def _again(found: Any, loc: tuple[int | str, ...]) -> InitErrorDetails:
    message = found["msg"].replace("{", "(").replace("}", ")")
    error = PydanticCustomError(found["type"], message, found.get("ctx"))
    return InitErrorDetails(type=error, loc=loc, input=found["input"])


def _readable(data: Any) -> Iterator[InitErrorDetails]:
    """The errors of the whole, from the parts of an invalid document that can be read."""
    if not isinstance(data, Mapping):
        return
    yen = _YEN_PER_UNIT.get(data.get("unit", "yen")) if isinstance(data.get("unit", "yen"), str) else None
    lines = data.get("revenue")
    if yen is None or not isinstance(lines, list | tuple):
        return
    for index, raw in enumerate(lines):
        yield from _of_deliveries(index, raw, yen)
    postings = [posting for raw in lines if (posting := _posting(raw)) is not None]
    yield from _too_large((posting.amount for posting in postings), yen)
    statement = _valid(Statement, data.get("statement", {}))
    if statement is not None and len(postings) == len(lines):
        yield from _reconciled(statement.totals, postings, yen)


@cache
def _adapter(form: Any) -> "TypeAdapter[Any]":
    """Built only when a document has errors: start-up would pay for it each time."""
    from pydantic import TypeAdapter

    return TypeAdapter(form)


def _valid(form: Any, raw: Any) -> Any:
    try:
        return _adapter(form).validate_python(raw)
    except ValidationError:
        return None


def _of_deliveries(index: int, raw: Any, yen: int) -> Iterator[InitErrorDetails]:
    """What is wrong with the deliveries of a line, as far as they can be read, whatever else is wrong."""
    if not isinstance(raw, Mapping) or _word(raw.get("kind"), v.KINDS) != "childbirth":
        return
    stated: dict[str, Any] = {}
    for key in ("amount", "deliveries", "delivery_count"):
        line = _valid(ChildbirthLine, {**_ANY_BIRTHS, key: raw.get(key)})
        if line is not None:
            stated[key] = getattr(line, key)
    births = ChildbirthLine.model_construct(**{**_ANY_BIRTHS, **stated})
    try:
        births.whole()
    except PydanticCustomError as error:
        yield InitErrorDetails(type=error, loc=("revenue", index), input=raw)
    if "amount" in stated:
        yield from _fees_agree(index, births, yen)


def _posting(raw: Any) -> Posting | None:
    if not isinstance(raw, Mapping):
        return None
    kind = _word(raw.get("kind"), v.KINDS)
    default_section = v.DEFAULT_SECTIONS.get(kind, "operating") if kind else None
    default_business = "main" if kind and kind not in v.BUSINESS_REQUIRED_KINDS else None
    section = _word(raw.get("section", default_section), v.SECTIONS)
    business = _word(raw.get("business", default_business), v.BUSINESSES)
    amount = _valid(Total, raw.get("amount"))
    internal = raw.get("internal", False)
    if amount is None or section is None or business is None:
        return None
    return Posting(amount, section, business, internal) if isinstance(internal, bool) else None


def _word(raw: Any, words: v.Words) -> str | None:
    return raw if isinstance(raw, str) and raw in words else None


def _error(code: str, loc: tuple[int | str, ...], value: object, **values: int | str) -> InitErrorDetails:
    template = code + ": " + ", ".join(f"{name} {{{name}}}" for name in values)
    return InitErrorDetails(
        type=PydanticCustomError(code, template, values),
        loc=loc,
        input=value,
    )


def _fees_agree(index: int, line: ChildbirthLine, yen: int) -> Iterator[InitErrorDetails]:
    fees = line.fees
    if fees is not None and abs(fees - line.amount * yen) > yen - 1:
        loc = ("revenue", index, "deliveries")
        yield _error("deliveries-mismatch", loc, line.deliveries, fees=fees, amount=line.amount * yen)


def _too_large(amounts: Iterable[int], yen: int) -> Iterator[InitErrorDetails]:
    total = sum(map(abs, amounts)) * yen
    if total > MOST_YEN:
        yield _error("total-too-large", ("revenue",), None, total=total, most=MOST_YEN)


def statement_total(section: str, business: str) -> str:
    """The total of the statement that a line booked there belongs to."""
    return v.STATEMENT_OF_BUSINESS[business] if section == "operating" else section


def _reconciled(totals: Mapping[str, int], postings: list[Posting], yen: int) -> Iterator[InitErrorDetails]:
    sums = dict.fromkeys(totals, 0)
    counts = dict.fromkeys(totals, 0)
    for posting in postings:
        name = statement_total(posting.section, posting.business)
        if name in sums and not posting.internal:
            sums[name] += posting.amount
            counts[name] += 1
    for name, total in totals.items():
        tolerance = counts[name] if yen > 1 else 0
        if abs(sums[name] - total) > tolerance:
            difference = sums[name] - total
            values = {"total": total, "sum": sums[name], "difference": difference}
            yield _error("statement-mismatch", ("statement", name), total, **values)
