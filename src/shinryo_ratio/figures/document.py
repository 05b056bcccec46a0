"""The whole document: one corporation's figures of one fiscal year (contract section 1)."""

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, cast

from pydantic import ConfigDict, Field, ModelWrapValidatorHandler, model_validator

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.base import Model, Text
from shinryo_ratio.figures.checks import checked
from shinryo_ratio.figures.lines import RevenueLine
from shinryo_ratio.figures.parts import (
    Corporation,
    Costs,
    Declarations,
    Elections,
    FiscalYear,
    Readings,
    Statement,
)

_Part = TypeVar("_Part", bound=Model)


def _empty(part: type[_Part]) -> Callable[[], _Part]:
    """Makes a part of which nothing is said: once, for it is frozen, and without a schema of its own."""
    return cast("Callable[[], _Part]", cache(part.model_construct))


class Figures(Model):
    """One corporation's figures of one fiscal year.

    Japanese keys and words are accepted beside the English codes. Amounts are whole numbers in `unit`.

    Raises:
        pydantic.ValidationError: with every error of the document, document-level ones included; their
            types are the problem codes of the message catalogue.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_id: Literal["shinryo-ratio/figures/1"] = Field(
        "shinryo-ratio/figures/1", alias="schema", description="書式"
    )
    reference: Text | None = Field(None, description="呼び出し側の整理番号")
    corporation: Corporation = Field(description="法人")
    fiscal_year: FiscalYear = Field(description="会計年度")
    basis: v.Basis = Field("actual", description="実績・見込・予算")
    accounting_standard: v.AccountingStandard = Field("medical_corporation", description="会計基準")
    unit: v.Unit = Field("yen", description="金額の単位")
    revenue: Annotated[
        tuple[Annotated[RevenueLine, Field(discriminator="kind")], ...], Field(strict=False, min_length=1)
    ] = Field(description="収益の内訳")
    costs: Costs = Field(default_factory=_empty(Costs), description="費用（併せて判定する要件に使う）")
    statement: Statement = Field(default_factory=_empty(Statement), description="損益計算書の収益合計")
    declarations: Declarations = Field(default_factory=_empty(Declarations), description="申告")
    elections: Elections = Field(default_factory=_empty(Elections), description="選択")
    readings: Readings = Field(default_factory=_empty(Readings), description="取扱いの選択")

    @model_validator(mode="wrap")
    @classmethod
    def _whole_document(cls, data: Any, handler: ModelWrapValidatorHandler["Figures"]) -> "Figures":
        return checked(cls, data, handler)

    @property
    def yen_per_unit(self) -> int:
        """What one unit of an amount is in yen."""
        return 1000 if self.unit == "thousand_yen" else 1
