"""Field types of the models: whole numbers in accountants' notation and dates in either calendar.

An error's pydantic type is the problem code that the message catalogue knows.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic_core import PydanticCustomError, core_schema

from shinryo_ratio.figures.amounts import AmountError, parse_amount
from shinryo_ratio.figures.dates import DateError, parse_date

if TYPE_CHECKING:  # imported for these names alone, a tenth of a start
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

UNIT_SLACK: Final = 999
"""By how many yen an amount in thousand yen may be off, either way (contract sections 1 and 2)."""

MOST_YEN: Final = 10**15
"""The largest sum of absolute amounts, in yen, that a document may state."""


class Whole:
    """Annotation of an int that may also be written as text, within [least, most].

    A strict int costs next to nothing; only a text runs the parser. Floats and booleans are refused. The
    error is a single one of type `amount`; `whole_number_code` says which way the value fails.
    """

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        number = core_schema.int_schema(strict=True, ge=self.least, le=self.most)
        text = core_schema.no_info_after_validator_function(parse_amount, core_schema.str_schema(strict=True))
        return core_schema.union_schema(
            [number, core_schema.chain_schema([text, number])],
            mode="left_to_right",
            custom_error_type="amount",
            custom_error_message="must be a whole number from {least} to {most}",
            custom_error_context={"least": self.least, "most": self.most},
        )

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        number = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {"anyOf": [number, {"type": "string"}]}


def whole_number_code(value: object, least: int, most: int) -> str:
    """The problem code of a value that is no whole number within [least, most]."""
    if isinstance(value, bool):
        return "amount-boolean"
    if isinstance(value, float):
        return "amount-fraction"
    if value is None:
        return "amount-blank"
    if isinstance(value, str):
        try:
            value = parse_amount(value)
        except AmountError as error:
            return error.code
    if not isinstance(value, int):
        return "amount-format"
    if abs(value) > MOST_YEN:
        return "amount-too-large"
    return "amount-too-small" if value < least else "amount-above-zero"


def to_date(value: object) -> date:
    """The day that a value states; an error carries the problem code as its type."""
    if type(value) is int:
        value = str(value)
    if isinstance(value, str):
        try:
            return parse_date(value)
        except DateError as error:
            raise PydanticCustomError(error.code, "{code}", {"code": error.code}) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date-format", "date-format")


class OfCalendar:
    """Annotation of a date that may be written in either calendar."""

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return core_schema.no_info_before_validator_function(to_date, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "string", "examples": ["2025-04-01", "令和7年4月1日", "R7.4.1"]}


Day = Annotated[date, OfCalendar()]
Amount = Annotated[int, Whole(0, MOST_YEN)]
Deduction = Annotated[int, Whole(-MOST_YEN, 0)]
Total = Annotated[int, Whole(-MOST_YEN, MOST_YEN)]
Count = Annotated[int, Whole(1, MOST_YEN)]
