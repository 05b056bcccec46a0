"""The words of the figures: English codes and the Japanese terms beside them.

Each table maps a code to its Japanese terms; the first is the one that reports print, the others are
accepted as input. The tables are closed: a new word here is a new word of the contract.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

Words: TypeAlias = Mapping[str, tuple[str, ...]]

Kind: TypeAlias = Literal[
    "social_insurance", "insurance_deduction", "workers_compensation", "health_checkup", "vaccination",
    "childbirth", "long_term_care", "disability_welfare", "subsidy", "public_commission",
    "automobile_liability", "pollution_compensation", "self_pay", "room_charge", "other_medical",
    "other_care", "financial", "asset_disposal", "donation", "other", "unclassified",
]  # fmt: skip
Business: TypeAlias = Literal[
    "main", "ancillary_medical", "ancillary_care", "ancillary_disability", "ancillary_other",
    "ancillary", "profit",
]  # fmt: skip
MedicalBusiness: TypeAlias = Literal[
    "main", "ancillary_medical", "ancillary_care", "ancillary_disability", "ancillary"
]
Section: TypeAlias = Literal["operating", "non_operating", "extraordinary"]
CorporationType: TypeAlias = Literal[
    "social", "specified", "certified", "welfare_hospital", "open_hospital", "koseiren"
]
LegalForm: TypeAlias = Literal["general", "public_interest", "other"]
Basis: TypeAlias = Literal["actual", "forecast", "budget"]
AccountingStandard: TypeAlias = Literal["medical_corporation", "hospital", "care_facility"]
Unit: TypeAlias = Literal["yen", "thousand_yen"]
GrantedFor: TypeAlias = Literal["operations", "fixed_assets"]
ForeignPatientCharges: TypeAlias = Literal[
    "none", "within_tariff", "up_to_three_times_and_local_standard", "other"
]
Choice: TypeAlias = Literal["default", "alternative"]
ReadingId: TypeAlias = Literal[
    "approximately-ten-percent", "old-denominator", "non-operating-income", "extraordinary-subsidy",
    "fixed-asset-subsidy", "commissioned-checkup", "designated-manager-fee", "care-copayment",
    "covid-measure-effect", "assumed-item",
]  # fmt: skip

KINDS: Final[Words] = {
    "social_insurance": ("社会保険診療",),
    "insurance_deduction": ("保険等査定減",),
    "workers_compensation": ("労災診療", "労災"),
    "health_checkup": ("健康診査",),
    "vaccination": ("予防接種",),
    "childbirth": ("助産",),
    "long_term_care": ("介護保険給付",),
    "disability_welfare": ("障害福祉サービス等", "障害福祉サービス"),
    "subsidy": ("補助金等（国・地方公共団体）", "補助金等"),
    "public_commission": ("国・地方公共団体の受託事業", "受託事業"),
    "automobile_liability": ("自賠責",),
    "pollution_compensation": ("公害健康被害",),
    "self_pay": ("自費診療",),
    "room_charge": ("室料差額",),
    "other_medical": ("その他の医業収益",),
    "other_care": ("介護の保険外収益",),
    "financial": ("受取利息・配当金",),
    "asset_disposal": ("資産売却益",),
    "donation": ("寄附金・民間助成金",),
    "other": ("その他",),
    "unclassified": ("未分類",),
}
BUSINESSES: Final[Words] = {
    "main": ("本来業務",),
    "ancillary_medical": ("附帯業務（医業類似）",),
    "ancillary_care": ("附帯業務（介護）",),
    "ancillary_disability": ("附帯業務（障害福祉）",),
    "ancillary_other": ("附帯業務（その他）",),
    "ancillary": ("附帯業務（性質未記入）", "附帯業務"),
    "profit": ("収益業務",),
}
SECTIONS: Final[Words] = {
    "operating": ("事業損益",),
    "non_operating": ("事業外損益",),
    "extraordinary": ("特別損益",),
}
CORPORATION_TYPES: Final[Words] = {
    "social": ("社会医療法人",),
    "specified": ("特定医療法人",),
    "certified": ("認定医療法人",),
    "welfare_hospital": ("福祉病院事業法人",),
    "open_hospital": ("オープン病院事業法人",),
    "koseiren": ("厚生農業協同組合連合会", "厚生連"),
}
LEGAL_FORMS: Final[Words] = {
    "general": ("一般社団法人・一般財団法人（非営利型）", "一般社団法人", "一般財団法人", "一般"),
    "public_interest": ("公益社団法人・公益財団法人", "公益社団法人", "公益財団法人", "公益"),
    "other": ("その他",),
}
BASES: Final[Words] = {"actual": ("実績",), "forecast": ("見込",), "budget": ("予算",)}
ACCOUNTING_STANDARDS: Final[Words] = {
    "medical_corporation": ("医療法人会計基準",),
    "hospital": ("病院会計準則",),
    "care_facility": ("介護老人保健施設会計・経理準則", "介護老人保健施設", "介護医療院会計・経理準則"),
}
UNITS: Final[Words] = {"yen": ("円",), "thousand_yen": ("千円",)}
GRANT_PURPOSES: Final[Words] = {
    "operations": ("運営費", "運営"),
    "fixed_assets": ("固定資産の取得", "固定資産"),
}
FOREIGN_PATIENT_CHARGES: Final[Words] = {
    "none": ("なし", "無"),
    "within_tariff": ("同一基準以内",),
    "up_to_three_times_and_local_standard": ("同一基準の3倍以内かつ地域の標準料金以内",),
    "other": ("その他",),
}
CHOICES: Final[Words] = {"default": ("既定",), "alternative": ("別案",)}
BOOLEANS: Final[Words] = {"true": ("はい", "有"), "false": ("いいえ", "無")}

MEDICAL_KINDS: Final[frozenset[str]] = frozenset({
    "social_insurance", "insurance_deduction", "workers_compensation", "health_checkup", "vaccination",
    "childbirth", "automobile_liability", "pollution_compensation", "self_pay", "room_charge",
})  # fmt: skip
"""Kinds that only a medical business can earn."""

LEGAL_FORM_TYPES: Final = ("welfare_hospital", "open_hospital")
"""Types whose legal form must be stated."""

INSURED_SERVICE_KINDS: Final[frozenset[str]] = MEDICAL_KINDS | {"long_term_care", "disability_welfare"}
"""Kinds whose business is 医療保健業務 by definition, whatever 附帯業務 they are booked in."""

UNINSURED_BUSINESSES: Final[frozenset[str]] = frozenset({"ancillary_other", "profit"})
"""Businesses that no line of an insured service can be of: it would contradict itself."""

FACTS_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "workers_compensation": ("same_tariff",),
    "health_checkup": ("same_tariff", "commissioned_by_public_body"),
    "childbirth": ("deliveries", "delivery_count"),
    "subsidy": ("granted_for", "covid"),
    "public_commission": ("designated_manager",),
    "long_term_care": ("copayment",),
    "disability_welfare": ("copayment",),
}
"""The facts that may be stated of each kind, in the order of the contract; other kinds take none."""

DEFAULT_SECTIONS: Final[Mapping[str, Section]] = {
    "financial": "non_operating",
    "donation": "non_operating",
    "asset_disposal": "extraordinary",
}
"""Where a line is booked unless it says otherwise; other kinds are `operating`."""

BUSINESS_REQUIRED_KINDS: Final[frozenset[str]] = frozenset({"subsidy", "public_commission", "unclassified"})
"""Kinds whose business must be stated; other kinds are of the `main` business unless they say otherwise."""

STATEMENT_OF_BUSINESS: Final[Mapping[str, str]] = {
    business: "ancillary" if business.startswith("ancillary") else business for business in BUSINESSES
}
"""The total of the statement that an operating line of a business belongs to."""
