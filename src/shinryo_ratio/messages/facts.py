"""Open facts (未確認事項): what is not known of a line, and what to find out; a closed list."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from shinryo_ratio.messages.phrases import Phrase, phrase


class Fact(NamedTuple):
    """The words of one open fact."""

    name: Phrase
    find_out: Phrase


FACTS: Final[Mapping[str, Fact]] = {
    "kind": Fact(
        phrase("収益の区分", "kind of the revenue"),
        phrase(
            "社会保険・労災・自賠責・自費などの内訳（レセプト集計など）",
            "how it splits into social insurance, workers' compensation, self-pay and so on",
        ),
    ),
    "business": Fact(
        phrase("附帯業務の性質", "nature of the ancillary business"),
        phrase(
            "医業類似・介護・障害福祉・その他のいずれか（定款と届出）",
            "whether it is medical, care, disability or other (articles of association)",
        ),
    ),
    "same_tariff": Fact(
        phrase("社会保険診療報酬と同一の基準か", "billed on the insurance tariff or not"),
        phrase("契約書・料金表の単価", "the prices in the contract or price list"),
    ),
    "granted_for": Fact(
        phrase("補助目的", "purpose of the subsidy"),
        phrase(
            "運営費か固定資産の取得か（交付要綱・交付決定通知書）",
            "operations or fixed assets (the grant decision)",
        ),
    ),
    "deliveries": Fact(
        phrase("分娩ごとの金額と件数", "fee and number of deliveries"),
        phrase("一件ごとの金額と件数（分娩台帳）", "fee and count of the deliveries (the register)"),
    ),
    "thousand_yen": Fact(
        phrase("千円未満の端数", "digits below a thousand yen"),
        phrase("円単位の金額（総勘定元帳）", "the amount in yen (the ledger)"),
    ),
}
"""The words of every open-fact code."""

FACT_CODES: Final = tuple(FACTS)
