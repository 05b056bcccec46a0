"""What a document says beside its revenue lines: the corporation, the year, costs, totals, choices."""

from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.base import Model, Text
from shinryo_ratio.figures.fields import Amount, Day, Total, to_date


class Corporation(Model):
    """法人: whose figures these are. The name is kept letter for letter."""

    name: Text = Field(description="法人名（表記のまま）")
    type: v.CorporationType = Field(description="法人区分")
    legal_form: v.LegalForm | None = Field(
        None, description="法人形態。福祉病院事業法人とオープン病院事業法人では必須"
    )

    def whole(self) -> "Corporation":
        """The corporation, where its legal form is one that its type can have."""
        forms = v.LEGAL_FORMS_OF_TYPE.get(self.type)
        if forms is None:
            return self
        if self.legal_form is None:
            raise PydanticCustomError("legal-form-required", "legal_form is required for this type")
        if self.legal_form not in forms:
            raise PydanticCustomError(
                "legal-form-impossible", "legal_form other is for welfare_hospital only"
            )
        return self

    @model_validator(mode="after")
    def _whole(self) -> "Corporation":
        return self.whole()


LAST_START: Final = date(date.max.year, 1, 1)
"""The last day from which the calendar has twelve months."""


class FiscalYear(Model):
    """会計年度: from `start` to `end`, both included; at most twelve months."""

    start: Day = Field(description="会計年度の開始日")
    end: Day = Field(description="会計年度の終了日。省略時は開始から1年")

    @classmethod
    def stated(cls, data: Any) -> Any:
        """The year as written; without an end, one of twelve months."""
        if not isinstance(data, dict) or "end" in data:
            return data
        start = _day_or_none(data.get("start"))
        if start is None:  # that is told; the end was not needed, and is nobody's fault
            return {**data, "end": date.max}
        return {**data, "start": start, "end": last_day(start)}

    @model_validator(mode="before")
    @classmethod
    def _stated(cls, data: Any) -> Any:
        return cls.stated(data)

    def whole(self) -> "FiscalYear":
        """The year, where it runs forwards and for twelve months at most, of which the calendar has all."""
        if self.start > LAST_START:
            raise PydanticCustomError("year-beyond-calendar", "twelve months from the start have no end")
        if self.end < self.start:
            raise PydanticCustomError("year-reversed", "the year ends before it starts")
        if self.end > last_day(self.start):
            raise PydanticCustomError("year-too-long", "a fiscal year has at most twelve months")
        return self

    @model_validator(mode="after")
    def _whole(self) -> "FiscalYear":
        return self.whole()

    @property
    def is_short(self) -> bool:
        """Whether the year has less than twelve months."""
        return self.end < last_day(self.start)


def _day_or_none(value: Any) -> date | None:
    try:
        return to_date(value)
    except PydanticCustomError:
        return None


@lru_cache(maxsize=1024)
def last_day(start: date) -> date:
    """The last day of the twelve months from `start`; 28 February where it starts on 29 February."""
    from dateutil.relativedelta import relativedelta

    if start >= LAST_START:
        return date.max
    leap_day = (start.month, start.day) == (2, 29)
    return start + relativedelta(years=1, days=0 if leap_day else -1)


class Costs(Model):
    """費用, for the sibling tests; each may be missing."""

    main_business: Amount | None = Field(None, description="本来業務の費用（改正後は経常的なもの）")
    ordinary_expenses: Amount | None = Field(None, description="経常費用（改正前）")
    all_businesses: Amount | None = Field(None, description="全ての業務の費用（改正後、経常的なもの）")
    direct_patient_care: Amount | None = Field(None, description="患者のために直接必要な経費（改正前）")


class Statement(Model):
    """損益計算書の収益合計, by section as booked, internal lines left out; each may be missing."""

    main: Total | None = Field(None, description="本来業務事業収益")
    ancillary: Total | None = Field(None, description="附帯業務事業収益")
    profit: Total | None = Field(None, description="収益業務事業収益")
    non_operating: Total | None = Field(None, description="事業外収益")
    extraordinary: Total | None = Field(None, description="特別利益")

    @property
    def totals(self) -> dict[str, int]:
        """The totals that are given, in the unit of the document."""
        if not self.model_fields_set:
            return {}
        return {name: total for name, total in self if total is not None}


class Declarations(Model):
    """申告: what only the corporation can say."""

    self_pay_same_tariff: bool | None = Field(None, description="自費患者への請求が同一基準か")
    foreign_patient_charges: v.ForeignPatientCharges | None = Field(
        None, description="特定外国人患者への請求（2026年4月1日以後）"
    )


class Elections(Model):
    """選択: what the corporation may choose."""

    covid_subsidy_measure: bool = Field(False, description="コロナ補助金を算定式に含める取扱いを選ぶか")


class ReadingChoice(Model):
    """取扱い: the side chosen of an open point of law, and who confirmed it when."""

    choice: v.Choice = Field(description="default（既定）か alternative（別案）")
    confirmed_by: Text | None = Field(None, description="確認先")
    date: Day | None = Field(None, description="確認日")

    @classmethod
    def stated(cls, data: Any) -> Any:
        """The choice as written; a side alone is a choice that nobody has confirmed."""
        return {"choice": data} if isinstance(data, str) else data

    @model_validator(mode="before")
    @classmethod
    def _stated(cls, data: Any) -> Any:
        return cls.stated(data)

    def whole(self) -> "ReadingChoice":
        """The choice, where a confirmation says by whom and when."""
        if (self.confirmed_by is None) != (self.date is None):
            raise PydanticCustomError("confirmation-incomplete", "a confirmation needs confirmed_by and date")
        return self

    @model_validator(mode="after")
    def _whole(self) -> "ReadingChoice":
        return self.whole()

    @property
    def confirmed(self) -> bool:
        """Whether a recorded confirmation closes the reading."""
        return self.confirmed_by is not None


def _reading(description: str) -> Any:
    return Field(None, description=description)


class Readings(Model):
    """取扱い, by the ids of the open points of law; what is absent stands at its default."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True)

    approximately_ten_percent: ReadingChoice | None = _reading("「おおむね10%」の幅")
    old_denominator: ReadingChoice | None = _reading("改正前の「全収入金額」の範囲")
    non_operating_income: ReadingChoice | None = _reading("改正後、事業外の付随収益の扱い")
    extraordinary_subsidy: ReadingChoice | None = _reading("改正後、特別利益に計上した補助金等の扱い")
    fixed_asset_subsidy: ReadingChoice | None = _reading("改正後、固定資産取得の補助金の分母での扱い")
    commissioned_checkup: ReadingChoice | None = _reading("改正後、公的委託による健診の扱い")
    designated_manager_fee: ReadingChoice | None = _reading("改正後、指定管理料の扱い")
    care_copayment: ReadingChoice | None = _reading("介護・障害福祉の利用者負担の扱い")
    covid_measure_effect: ReadingChoice | None = _reading("コロナ補助金の取扱いの効果")
    assumed_item: ReadingChoice | None = _reading("告示を未読の法人区分の算入項目")

    @property
    def chosen(self) -> dict[str, ReadingChoice]:
        """The readings that are stated, by their ids."""
        if not self.model_fields_set:
            return {}
        return {name.replace("_", "-"): choice for name, choice in self if choice is not None}
