"""The revenue lines that a corporation of each type typically has, for templates."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shinryo_ratio.messages.phrases import Phrase, phrase


class TypicalLine(NamedTuple):
    """A line of a template.

    Attributes:
        says: facts that the line's name already says.
        asks: facts to be filled in, with an example of how they are written.
    """

    name: Phrase
    kind: str
    remark: Phrase
    business: str = "main"
    says: Mapping[str, str] = {}
    asks: Mapping[str, str] = {}


LINES: Final[Mapping[str, TypicalLine]] = {
    "inpatient": TypicalLine(
        phrase("入院診療収益（保険分）", "Inpatient revenue (insured)"),
        "social_insurance",
        phrase("患者の窓口負担分も含めた診療報酬の全額", "the whole tariff, the patient's share included"),
    ),
    "outpatient": TypicalLine(
        phrase("外来診療収益（保険分）", "Outpatient revenue (insured)"),
        "social_insurance",
        phrase(
            "訪問看護・訪問リハビリなど医療系の介護サービスもここ",
            "medical care services, such as home nursing, too",
        ),
    ),
    "roken": TypicalLine(
        phrase("介護老人保健施設 施設サービス収益", "Care facility (roken) services"),
        "social_insurance",
        phrase(
            "介護保健施設サービスは社会保険診療に含まれる",
            "facility services of a roken are social insurance",
        ),
    ),
    "deduction": TypicalLine(
        phrase("保険等査定減", "Insurance deduction"),
        "insurance_deduction",
        phrase("0 以下（△ または - を付ける）", "zero or less"),
    ),
    "workers": TypicalLine(
        phrase("労災診療収益", "Workers' compensation treatment"),
        "workers_compensation",
        phrase(
            "同一の基準で請求しているか、合計が分母の約10%以下なら算入",
            "counts on the tariff, or within about 10%",
        ),
        asks={"same_tariff": "true"},
    ),
    "automobile": TypicalLine(
        phrase("自賠責診療収益", "Automobile liability treatment"),
        "automobile_liability",
        phrase(
            "オープン病院事業法人だけ算入（約10%以下のとき）",
            "counts for open hospitals only (within about 10%)",
        ),
    ),
    "pollution": TypicalLine(
        phrase("公害健康被害診療収益", "Pollution-related treatment"),
        "pollution_compensation",
        phrase(
            "オープン病院事業法人だけ算入（約10%以下のとき）",
            "counts for open hospitals only (within about 10%)",
        ),
    ),
    "checkup": TypicalLine(
        phrase(
            "健康診査（健保組合・市町村・事業者など）",
            "Health check-ups (insurers, municipalities, employers)",
        ),
        "health_checkup",
        phrase("個人が申し込む人間ドックは自費診療 (self_pay)", "a private full check-up is self_pay"),
        asks={"same_tariff": "true", "commissioned_by_public_body": "true"},
    ),
    "vaccination": TypicalLine(
        phrase("予防接種（定期・インフルエンザなど）", "Vaccinations (routine, influenza and so on)"),
        "vaccination",
        phrase("告示にない任意の予防接種は自費診療 (self_pay)", "others than the listed ones are self_pay"),
    ),
    "childbirth": TypicalLine(
        phrase("分娩料", "Deliveries"),
        "childbirth",
        phrase(
            "保険外の助産。一件50万円まで算入。内訳は一件の金額 (円) と件数",
            "up to 500,000 yen for each delivery",
        ),
        asks={"deliveries": "[{fee: 480000, count: 120}]", "delivery_count": "120"},
    ),
    "self_pay": TypicalLine(
        phrase("自費診療・人間ドック（個人の申込み）", "Self-pay treatment and private check-ups"),
        "self_pay",
        phrase("算入されない", "never counts"),
    ),
    "room_charge": TypicalLine(
        phrase("室料差額収益", "Room charges"), "room_charge", phrase("算入されない", "never counts")
    ),
    "other_medical": TypicalLine(
        phrase("文書料等その他の医業収益", "Certificates and other medical revenue"),
        "other_medical",
        phrase("算入されない", "never counts"),
    ),
    "operating_subsidy": TypicalLine(
        phrase(
            "運営費補助金（国・都道府県・市町村）", "Operating subsidies (state, prefecture, municipality)"
        ),
        "subsidy",
        phrase("2025年4月1日以後に始まる年度では算入", "counts in years from 2025-04-01"),
        says={"granted_for": "operations"},
        asks={"covid": "true"},
    ),
    "capital_subsidy": TypicalLine(
        phrase("施設整備補助金（固定資産の取得）", "Subsidies for fixed assets"),
        "subsidy",
        phrase("固定資産の取得に充てる補助金は算入されない", "subsidies for fixed assets do not count"),
        says={"granted_for": "fixed_assets"},
    ),
    "commission": TypicalLine(
        phrase("受託収益（市町村の休日急患センターなど）", "Commissions of public bodies"),
        "public_commission",
        phrase("2025年4月1日以後に始まる年度では算入", "counts in years from 2025-04-01"),
        asks={"designated_manager": "true"},
    ),
    "home_nursing": TypicalLine(
        phrase("訪問看護ステーション収益", "Home nursing station"),
        "social_insurance",
        phrase("訪問看護は社会保険診療", "home nursing is social insurance"),
        business="ancillary_medical",
    ),
    "care": TypicalLine(
        phrase("訪問介護・通所介護など（給付分）", "Home and day care (benefits)"),
        "long_term_care",
        phrase("医療系以外の介護保険給付", "long-term care benefits other than medical services"),
        business="ancillary_care",
    ),
    "care_share": TypicalLine(
        phrase("訪問介護・通所介護など（利用者負担分）", "Home and day care (users' share)"),
        "long_term_care",
        phrase("取扱い care-copayment", "reading care-copayment"),
        business="ancillary_care",
        says={"copayment": "true"},
    ),
    "disability": TypicalLine(
        phrase("障害福祉サービス", "Disability welfare services"),
        "disability_welfare",
        phrase("障害者総合支援法・児童福祉法の給付", "benefits of the disability and child welfare acts"),
        business="ancillary_disability",
    ),
    "school": TypicalLine(
        phrase("看護専門学校 授業料等", "Nursing school fees"),
        "other",
        phrase("改正後は分母に入らない", "not in the revised denominator"),
        business="ancillary_other",
    ),
    "profit": TypicalLine(
        phrase("収益業務（不動産賃貸など）", "Profit business (such as letting)"),
        "other",
        phrase("改正後は分母に入らない", "not in the revised denominator"),
        business="profit",
    ),
    "interest": TypicalLine(
        phrase("受取利息・配当金", "Interest and dividends"),
        "financial",
        phrase("事業外損益。分母に入らない", "non-operating: not in the denominator"),
    ),
    "donation": TypicalLine(
        phrase("寄附金・民間の助成金", "Donations and private grants"),
        "donation",
        phrase("事業外損益。分母に入らない", "non-operating: not in the denominator"),
    ),
    "disposal": TypicalLine(
        phrase("固定資産売却益", "Gains on disposals"),
        "asset_disposal",
        phrase("特別損益。分母に入らない", "extraordinary: not in the denominator"),
    ),
}

_TREATMENT: Final = ("inpatient", "outpatient", "deduction", "workers", "automobile")
_HEALTH: Final = ("checkup", "vaccination", "self_pay", "room_charge", "other_medical")
_PUBLIC: Final = ("operating_subsidy", "capital_subsidy", "commission")
_ANCILLARY: Final = ("home_nursing", "care", "care_share", "disability")
_LAST: Final = ("interest", "donation", "disposal")

LINES_OF_TYPE: Final[Mapping[str, tuple[str, ...]]] = {
    "social": (*_TREATMENT, "childbirth", *_HEALTH, *_PUBLIC, *_ANCILLARY, "school", "profit", *_LAST),
    "specified": (*_TREATMENT, "roken", *_HEALTH, *_PUBLIC, *_ANCILLARY, *_LAST),
    "certified": (*_TREATMENT, "childbirth", *_HEALTH, *_PUBLIC, *_ANCILLARY, *_LAST),
    "welfare_hospital": (*_TREATMENT, *_HEALTH, *_PUBLIC, *_ANCILLARY, *_LAST),
    "open_hospital": (*_TREATMENT, "pollution", *_HEALTH, *_PUBLIC, "home_nursing", "care", "school", *_LAST),
    "koseiren": (*_TREATMENT, "childbirth", *_HEALTH, *_PUBLIC, *_ANCILLARY, "school", *_LAST),
}
"""The lines of each type's template, in order: 本来業務, 附帯業務, 収益業務, then what is not operating."""


def lines_of(type_: str) -> tuple[TypicalLine, ...]:
    """The typical lines of a corporation type."""
    return tuple(LINES[key] for key in LINES_OF_TYPE[type_])
