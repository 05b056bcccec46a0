"""The codes of figures and results in words: verdicts, statuses, tests, and the vocabulary in English.

The Japanese words of the vocabulary stand in `figures.vocabulary`, where they are also read.
"""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase

VERDICTS: Final[Mapping[str, Phrase]] = {
    "met": phrase("満たす", "met"),
    "not_met": phrase("満たさない", "not met"),
    "undetermined": phrase("判定できない（資料不足）", "undetermined (facts are missing)"),
    "not_applicable": phrase("対象外", "not applicable"),
}
STATUSES: Final[Mapping[str, Phrase]] = {
    "primary": phrase("確認済み（条文）", "confirmed (the text was read)"),
    "secondary": phrase("二次資料・要確認", "from secondary sources, to be confirmed"),
    "assumed": phrase("推定・要確認", "assumed, to be confirmed"),
}
CERTAINTIES: Final[Mapping[str, Phrase]] = {
    "settled": phrase("取扱いによって変わらない", "the same under every reading"),
    "depends_on_reading": phrase("取扱いによって変わる", "depends on a reading"),
}
NOT_TESTED: Final[dict[str, Phrase]] = {
    "not-a-general-association": phrase(
        "一般社団法人・一般財団法人でないため、この要件の対象になりません。",
        "Not a general association or foundation: this requirement does not apply.",
    ),
    "public-interest-association": phrase(
        "公益社団法人・公益財団法人であるため、この要件の対象になりません。",
        "A public-interest association or foundation: this requirement does not apply.",
    ),
    "before-income-test": phrase(
        "収入要件が設けられる前の会計年度であり、対象になりません。",
        "The fiscal year begins before the income requirement came into force.",
    ),
}
UNDECIDED: Final[dict[str, Phrase]] = {
    "no_denominator": phrase(
        "分母が0円以下で、割合を計算できません。",
        "The denominator is zero or less: there is no ratio.",
    ),
}
"""Reason codes of an income ratio that is undetermined for another reason than unknown facts."""

TESTS: Final[Mapping[str, Phrase]] = {
    "income_ratio": phrase("社会保険診療等に係る収入金額の割合", "income ratio"),
    "main_business_cost_share": phrase("本来業務の費用の割合", "share of main-business cost"),
    "income_to_cost": phrase("収入と費用の比（150％）", "income to cost (150%)"),
    "self_pay_tariff": phrase("自費患者への請求の基準", "charges to self-paying patients"),
}
COSTS: Final[Mapping[str, Phrase]] = {
    "main_business": phrase("本来業務の費用", "cost of the main business"),
    "ordinary_expenses": phrase("経常費用", "ordinary expenses"),
    "all_businesses": phrase("全ての業務の費用", "cost of all businesses"),
    "direct_patient_care": phrase("患者のために直接必要な経費", "cost of direct patient care"),
}
INCOMES: Final[Mapping[str, Phrase]] = {
    "old": phrase("医療診療により収入する金額", "income of medical treatment"),
    "revised": phrase("本来業務に係る収入", "income of the main business"),
}
"""The income of the 150% test, by definition."""

MISSING: Final[Mapping[str, Phrase]] = {
    "declarations.self_pay_same_tariff": phrase(
        "自費患者への請求が同一基準かの申告", "whether self-paying patients are charged on the tariff"
    ),
    "declarations.foreign_patient_charges": phrase(
        "特定外国人患者への請求の申告", "what certain foreign patients are charged"
    ),
    "unit": phrase("円単位の金額", "amounts in yen"),
}

_EN: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {
        "social_insurance": "social insurance treatment",
        "insurance_deduction": "insurance deduction",
        "workers_compensation": "workers' compensation",
        "health_checkup": "health check-up",
        "vaccination": "vaccination",
        "childbirth": "childbirth",
        "long_term_care": "long-term care benefit",
        "disability_welfare": "disability welfare",
        "subsidy": "subsidy",
        "public_commission": "public commission",
        "automobile_liability": "automobile liability",
        "pollution_compensation": "pollution compensation",
        "self_pay": "self-pay treatment",
        "room_charge": "room charge",
        "other_medical": "other medical",
        "other_care": "other care",
        "financial": "interest and dividends",
        "asset_disposal": "asset disposal",
        "donation": "donation",
        "other": "other",
        "unclassified": "unclassified",
    },
    "business": {
        "main": "main business",
        "ancillary_medical": "ancillary (medical)",
        "ancillary_care": "ancillary (care)",
        "ancillary_disability": "ancillary (disability)",
        "ancillary_other": "ancillary (other)",
        "ancillary": "ancillary (nature not stated)",
        "profit": "profit business",
    },
    "section": {
        "operating": "operating",
        "non_operating": "non-operating",
        "extraordinary": "extraordinary",
    },
    "type": {
        "social": "social medical corporation",
        "specified": "specified medical corporation",
        "certified": "certified medical corporation",
        "welfare_hospital": "welfare hospital corporation",
        "open_hospital": "open hospital corporation",
        "koseiren": "federation of agricultural cooperatives for welfare (koseiren)",
    },
    "basis": {"actual": "actual", "forecast": "forecast", "budget": "budget"},
    "standard": {
        "medical_corporation": "medical corporation standard",
        "hospital": "hospital standard",
        "care_facility": "care facility standard",
    },
    "legal_form": {
        "general": "general association or foundation (non-profit type)",
        "public_interest": "public-interest association or foundation",
        "other": "other",
    },
}
_JA: Final[Mapping[str, v.Words]] = {
    "kind": v.KINDS,
    "business": v.BUSINESSES,
    "section": v.SECTIONS,
    "type": v.CORPORATION_TYPES,
    "basis": v.BASES,
    "standard": v.ACCOUNTING_STANDARDS,
    "legal_form": v.LEGAL_FORMS,
}


def term(table: str, code: str, lang: Language) -> str:
    """A code of the vocabulary in words.

    The tables are kind, business, section, type, basis, standard and legal_form.
    """
    return _EN[table][code] if lang == "en" else _JA[table][code][0]


def short_kind(code: str, lang: Language) -> str:
    """A kind in the shortest of its words, for a narrow column."""
    return _EN["kind"][code] if lang == "en" else min(v.KINDS[code], key=len)
