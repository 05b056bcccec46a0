"""The form of a law file: rule sets as data, each number with its citation and how sure we are of it."""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import Field

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.entry import Entry

Status: TypeAlias = Literal["primary", "secondary", "assumed"]
"""primary: the text was read · secondary: a secondary source · assumed: no text says it."""

Definition: TypeAlias = Literal["old", "revised"]
Citation = Annotated[str, Field(min_length=4)]
_Element = TypeVar("_Element")
Many = Annotated[tuple[_Element, ...], Field(strict=False)]
_AboveZero = Annotated[int, Field(gt=0)]
Portion = Annotated[tuple[_AboveZero, _AboveZero], Field(strict=False)]
"""A ratio as two whole numbers above zero, such as [10, 100]."""


LIMB_KINDS: Final = v.INSURED_SERVICE_KINDS - {"social_insurance", "insurance_deduction", "self_pay"}
"""Kinds that a limb may measure: all their yen stand in the denominator wherever they are booked, none is
negative, and neither the margins nor an unclassified line is told in them."""


def _demand_below_one(**portions: tuple[int, int]) -> None:
    for name, (numerator, denominator) in portions.items():
        if numerator >= denominator:
            raise ValueError(f"{name} must be below 1")


class Words(Entry):
    """The same words in Japanese and English."""

    ja: str
    en: str


class Threshold(Entry):
    """The portion that must be exceeded (「超える」)."""

    numerator: _AboveZero
    denominator: _AboveZero
    citation: Citation
    status: Status

    def check(self) -> None:
        """A portion that can be exceeded."""
        _demand_below_one(threshold=(self.numerator, self.denominator))


class Denominator(Entry):
    """Which revenue the ratio is taken of.

    Attributes:
        businesses: the businesses in scope. A medical, long-term care or disability kind booked as
            `ancillary` is in scope by definition.
        non_operating_except: None where only operating revenue counts; else the kinds of 事業外 revenue that
            stay out.
        counts_fixed_asset_subsidies: whether a subsidy for fixed assets is in.
    """

    words: str
    en: str
    businesses: Many[v.Business]
    non_operating_except: Many[v.Kind] | None = None
    counts_fixed_asset_subsidies: bool
    citation: Citation
    status: Status


class Limb(Entry):
    """おおむね: the sum of a kind counts while it is at most this portion of the denominator."""

    at_most: Portion
    alternative: Portion
    citation: Citation
    status: Status
    alternative_status: Status

    @property
    def portions(self) -> tuple[Portion, Portion]:
        """The portion at the default and at the alternative of おおむね10%."""
        return self.at_most, self.alternative

    def check(self) -> None:
        """Portions that a part of the denominator can exceed."""
        _demand_below_one(at_most=self.at_most, alternative=self.alternative)


class Cap(Entry):
    """限度: the most that counts of one delivery, in yen."""

    yen: _AboveZero
    citation: Citation
    status: Status


class Counted(Entry):
    """A kind that an item counts, and on which condition.

    Attributes:
        same_tariff: only what is billed on the insurance tariff.
        limb: (with same_tariff: or) while its sum stays within the limb.
        cap: up to a cap for each delivery.
        commissioned: only what a public body commissioned.
    """

    kind: v.Kind
    same_tariff: bool = False
    limb: Limb | None = None
    cap: Cap | None = None
    commissioned: bool = False

    def check(self) -> None:
        """Conditions that figures can tell of the kind, and that do not hide one another."""
        facts = v.FACTS_OF_KIND.get(self.kind, ())
        if self.same_tariff and "same_tariff" not in facts:
            raise ValueError(f"figures state no same_tariff of {self.kind}")
        if self.commissioned and "commissioned_by_public_body" not in facts:
            raise ValueError(f"figures do not state who commissioned {self.kind}")
        if self.cap is not None and "deliveries" not in facts:
            raise ValueError(f"a cap is of deliveries, and figures state none of {self.kind}")
        if self.cap is not None and self.limb is not None:
            raise ValueError("a kind is counted up to a cap or within a limb, not both")
        if self.limb is not None and self.kind not in LIMB_KINDS:
            raise ValueError(f"a limb may measure one of {', '.join(sorted(LIMB_KINDS))}, not {self.kind}")


class Item(Entry):
    """An item of the numerator: its statutory number (before 2025: the words of the text)."""

    id: str
    en: str
    ja: str | None = None
    citation: Citation
    status: Status
    kinds: Many[Counted]

    def title(self, lang: Literal["ja", "en"]) -> str:
        """The item in words."""
        return self.en if lang == "en" else (self.ja or self.id)


class ItemsOf(Entry):
    """The items of another rule set, as the law itself refers to them.

    Attributes:
        moved: where they stand in the later texts of the span, where that is elsewhere; put behind each
            citation.
    """

    of: str
    only: Many[str] | None = None
    moved: str | None = None
    status: Status


class CovidMeasure(Entry):
    """The interim measure: COVID subsidies count where the corporation elects it."""

    id: str
    en: str
    ends_from: date
    citation: Citation
    status: Status
    unconfirmed: Many[Words] = ()


class Amended(Entry):
    """A citation that changes for years that reach a date."""

    from_: Annotated[date, Field(alias="from")]
    citation: Citation
    by: Citation


class _Sibling(Entry):
    citation: Citation
    status: Status
    unconfirmed: Many[Words] = ()
    amended: Many[Amended] = ()

    def citation_for(self, end: date) -> str:
        """The article that stands for a fiscal year with this last day."""
        reached = [amendment.citation for amendment in self.amended if end >= amendment.from_]
        return reached[-1] if reached else self.citation


CostName: TypeAlias = Literal["main_business", "ordinary_expenses", "all_businesses", "direct_patient_care"]


class CostShare(_Sibling):
    """本来業務の費用の割合: `cost` over `of` must exceed the portion."""

    id: Literal["main_business_cost_share"]
    form: Literal["cost_share"]
    cost: CostName
    of: CostName
    above: Portion

    def check(self) -> None:
        """A portion that a part of the costs can exceed."""
        _demand_below_one(above=self.above)


class IncomeToCost(_Sibling):
    """150%: the income must lie within the portion of the cost (exactly at it passes).

    Attributes:
        income_kinds: the kinds that make up the income, as operating lines; None: the denominator.
        income_businesses: the businesses whose lines are taken.
    """

    id: Literal["income_to_cost"]
    form: Literal["income_to_cost"]
    income_kinds: Many[v.Kind] | None = None
    income_businesses: Many[v.Business]
    cost: CostName
    at_most: Portion


class ForeignPatients(Entry):
    """特定外国人患者: the charges allowed in years that reach `from`, and before it."""

    from_: Annotated[date, Field(alias="from")]
    allowed_before: Many[v.ForeignPatientCharges]
    allowed: Many[v.ForeignPatientCharges]
    times: _AboveZero
    citation: Citation
    status: Status


class TariffDeclaration(_Sibling):
    """自費患者への請求の基準, by declaration."""

    id: Literal["self_pay_tariff"]
    form: Literal["declaration"]
    foreign_patients: ForeignPatients | None = None


Sibling = Annotated[CostShare | IncomeToCost | TariffDeclaration, Field(discriminator="form")]


class RuleSetEntry(Entry):
    """A rule set as it stands in a law file, its references not yet followed."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+/\d{4}-\d{2}-\d{2}$")]
    revision: Annotated[int, Field(ge=1)] = 1
    definition: Definition
    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    citation: Citation
    amended_by: Citation
    status: Status
    readings: Many[v.ReadingId]
    unconfirmed: Many[Words]
    assumed_items: Many[str] = ()
    threshold: Threshold
    shown_beside: Threshold | None = None
    denominator: Denominator
    covid_measure: CovidMeasure | None = None
    items: Many[Item | ItemsOf]
    siblings: Many[Sibling] = ()

    def check(self) -> None:
        """It starts on the date in its id."""
        if self.id.rpartition("/")[2] != self.from_.isoformat():
            raise ValueError("the id must end with the date in `from`")
        if self.to is not None and self.to < self.from_:
            raise ValueError("`to` lies before `from`")


class NotTested(Entry):
    """Who is not tested: by legal form, or by the fiscal year's start."""

    reason: Literal["not-a-general-association", "public-interest-association", "before-income-test"]
    legal_forms: Many[v.LegalForm] = ()
    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None
    citation: Citation
    status: Status
    unconfirmed: Many[Words] = ()

    def applies(self, legal_form: str | None, start: date) -> bool:
        """Whether it takes a corporation out of the test."""
        if self.from_ is not None and self.to is not None:
            return self.from_ <= start <= self.to
        return legal_form in self.legal_forms


class LawFile(Entry):
    """The rule sets of one corporation type."""

    type: v.CorporationType
    legal_basis: Citation
    text_read_until: date
    not_tested: Many[NotTested] = ()
    rulesets: Annotated[tuple[RuleSetEntry, ...], Field(strict=False, min_length=1)]


class Reading(Entry):
    """An open point of law: both sides, what is confirmed, and where it stands."""

    id: v.ReadingId
    definitions: Many[Definition]
    question: Words
    default: Words
    alternative: Words
    citation: Citation
    known: Words
    status: Status


class ReadingsFile(Entry):
    """The open points of law."""

    readings: Many[Reading]
