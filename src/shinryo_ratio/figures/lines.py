"""Revenue lines: one strict frozen model for each group of kinds that takes the same facts.

`kind` tells them apart. They know what contradicts itself, and nothing of the law.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.base import Model, Text
from shinryo_ratio.figures.fields import Amount, Count, Deduction


class Line(Model):
    """What every line says; a line of its kind says more."""

    name: Text = Field(description="科目名（表記のまま）")
    amount: Amount = Field(description="金額")
    section: v.Section = Field("operating", description="損益区分（計上区分）")
    internal: bool = Field(False, description="法人内の取引（表示のみ、集計しない）")
    id: Text | None = Field(None, description="呼び出し側の識別記号")
    facility: Text | None = Field(None, description="施設")
    note: Text | None = Field(None, description="備考（判定には使わない）")


class MedicalLine(Line):
    """医療の収益: kinds that only a medical business can earn and that take no fact."""

    kind: Literal[
        "social_insurance", "vaccination", "automobile_liability", "pollution_compensation",
        "self_pay", "room_charge",
    ] = Field(description="区分")  # fmt: skip
    business: v.MedicalBusiness = Field("main", description="業務")


class DeductionLine(Line):
    """保険等査定減: zero or less; lowers both sides."""

    kind: Literal["insurance_deduction"] = Field(description="区分")
    amount: Deduction = Field(description="金額（0以下）")
    business: v.MedicalBusiness = Field("main", description="業務")


class WorkersCompensationLine(Line):
    """労災診療. `same_tariff` None: whether it is billed on the insurance tariff is unknown."""

    kind: Literal["workers_compensation"] = Field(description="区分")
    business: v.MedicalBusiness = Field("main", description="業務")
    same_tariff: bool | None = Field(None, description="社会保険診療報酬と同一の基準か")


class CheckupLine(Line):
    """健康診査. `same_tariff` None: unknown."""

    kind: Literal["health_checkup"] = Field(description="区分")
    business: v.MedicalBusiness = Field("main", description="業務")
    same_tariff: bool | None = Field(None, description="社会保険診療報酬と同一の基準か")
    commissioned_by_public_body: bool = Field(False, description="国・地方公共団体の委託か")


class Delivery(Model):
    """分娩: `count` deliveries at `fee` yen each (yen even where the unit is 千円)."""

    fee: Amount = Field(description="一の分娩に係る助産の収入金額（円）")
    count: Count = Field(description="件数")


class ChildbirthLine(Line):
    """助産. Without `deliveries` how much of it stays under the cap is unknown."""

    kind: Literal["childbirth"] = Field(description="区分")
    business: v.MedicalBusiness = Field("main", description="業務")
    deliveries: Annotated[tuple[Delivery, ...], Field(strict=False, min_length=1)] | None = Field(
        None, description="分娩の内訳"
    )
    delivery_count: Count | None = Field(None, description="分娩件数")

    def whole(self) -> "ChildbirthLine":
        """The line, where its deliveries are as many as it says."""
        if self.deliveries and self.delivery_count is not None:
            counted = sum(delivery.count for delivery in self.deliveries)
            if counted != self.delivery_count:
                raise PydanticCustomError(
                    "delivery-count-mismatch",
                    "deliveries count {counted}, delivery_count says {stated}",
                    {"counted": counted, "stated": self.delivery_count},
                )
        return self

    @model_validator(mode="after")
    def _whole(self) -> "ChildbirthLine":
        return self.whole()

    @property
    def fees(self) -> int | None:
        """Σ fee × count in yen, or None where the deliveries are not stated."""
        if self.deliveries is None:
            return None
        return sum(delivery.fee * delivery.count for delivery in self.deliveries)


class CareLine(Line):
    """介護保険給付 and 障害福祉サービス等; `copayment` marks the user's own share."""

    kind: Literal["long_term_care", "disability_welfare"] = Field(description="区分")
    business: v.MedicalBusiness = Field("main", description="業務")
    copayment: bool = Field(False, description="利用者負担分か")


class SubsidyLine(Line):
    """補助金等 of the state or a local public body; the business it belongs to must be said."""

    kind: Literal["subsidy"] = Field(description="区分")
    business: v.Business = Field(description="業務（必須）")
    granted_for: v.GrantedFor | None = Field(None, description="補助目的（運営費か固定資産の取得か）")
    covid: bool = Field(False, description="新型コロナウイルス感染症に係る補助金か")


class CommissionLine(Line):
    """国・地方公共団体の受託事業; the business it belongs to must be said."""

    kind: Literal["public_commission"] = Field(description="区分")
    business: v.Business = Field(description="業務（必須）")
    designated_manager: bool = Field(False, description="指定管理料か")


class OtherLine(Line):
    """その他の医業収益, 介護の保険外収益, その他: any business."""

    kind: Literal["other_medical", "other_care", "other"] = Field(description="区分")
    business: v.Business = Field("main", description="業務")


class NonOperatingLine(Line):
    """受取利息・配当金 and 寄附金・民間助成金: 事業外損益 unless said otherwise."""

    kind: Literal["financial", "donation"] = Field(description="区分")
    business: v.Business = Field("main", description="業務")
    section: v.Section = Field("non_operating", description="損益区分（計上区分）")


class DisposalLine(Line):
    """資産売却益: 特別損益 unless said otherwise."""

    kind: Literal["asset_disposal"] = Field(description="区分")
    business: v.Business = Field("main", description="業務")
    section: v.Section = Field("extraordinary", description="損益区分（計上区分）")


class UnclassifiedLine(Line):
    """未分類: an amount whose kind is not known yet; the business must be said."""

    kind: Literal["unclassified"] = Field(description="区分")
    business: v.Business = Field(description="業務（必須）")


RevenueLine: TypeAlias = (
    MedicalLine
    | DeductionLine
    | WorkersCompensationLine
    | CheckupLine
    | ChildbirthLine
    | CareLine
    | SubsidyLine
    | CommissionLine
    | OtherLine
    | NonOperatingLine
    | DisposalLine
    | UnclassifiedLine
)
