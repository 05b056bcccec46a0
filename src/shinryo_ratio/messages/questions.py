"""The words of questions (次に確かめること): what to find out, whom to ask, and what the answer settles."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.phrases import Phrase, phrase

ASKS: Final[Mapping[str, Phrase]] = {
    "kind": phrase(
        "{line}の内訳（社保・労災・自費など）を分けてください。",
        "Split {line} into social insurance, workers' compensation, self-pay and so on.",
    ),
    "business": phrase(
        "{line}の業務の性質（医業類似・介護・障害福祉・その他）を、定款と届出で確かめてください。",
        "Find out what business {line} belongs to (medical, care, disability or other): see the articles of"
        " association.",
    ),
    "same_tariff": phrase(
        "{line}が社会保険診療報酬と同一の基準による請求か、契約書や料金表で確かめてください。",
        "Find out whether {line} is billed on the insurance tariff: see the contract or price list.",
    ),
    "granted_for": phrase(
        "{line}が運営費の補助か固定資産の取得の補助か、交付要綱や交付決定通知書で確かめてください。",
        "Find out whether {line} was granted for operations or for fixed assets: see the grant decision.",
    ),
    "deliveries": phrase(
        "{line}の分娩一件ごとの金額と件数を、分娩台帳で確かめてください。",
        "Find out the fee and the number of the deliveries of {line}: see the delivery register.",
    ),
    "thousand_yen": phrase(
        "千円未満の端数しだいで判定が変わります。{line}の金額を円単位（総勘定元帳）で入れてください。",
        "The verdict may turn on digits below a thousand yen: give {line} in yen (see the ledger).",
    ),
}
"""What to find out, by the open fact of a line."""

SEVERAL: Final = phrase("{line}について、{facts}を確かめてください。", "Of {line}, find out {facts}.")
"""What to find out where several facts of a line are open."""

FACTS_OF_SEVERAL: Final[Mapping[str, Phrase]] = {
    "kind": phrase("内訳（社保・労災・自費など）", "how it splits by kind of revenue"),
    "business": phrase(
        "業務の性質（医業類似・介護・障害福祉・その他）",
        "what business it belongs to (medical, care, disability or other)",
    ),
    "granted_for": phrase(
        "補助目的（運営費か固定資産の取得か）", "whether it was granted for operations or for fixed assets"
    ),
}
"""The facts that may be open together on one line."""

READING: Final = phrase(
    "{question}を、{authority}に確かめてください（取扱い {id}、根拠は{citation}）。",
    "Ask {authority}: {question} (reading {id}; article: {citation}).",
)

AUTHORITY: Final = phrase("法人を認定・承認する行政庁", "the authority that recognises the corporation")
"""Whom to ask about a reading; which office that is for each type is not in the texts that were read."""

VALUES: Final[Mapping[tuple[str, str], Phrase]] = {
    ("kind", "social_insurance"): phrase("社保など算入する収入", "revenue that counts (such as insured)"),
    ("kind", "other"): phrase("自費など算入しない収入", "revenue that does not count (such as self-pay)"),
    ("business", "ancillary_medical"): phrase(
        "医業類似・介護・障害福祉の業務", "a medical, care or disability business"
    ),
    ("business", "ancillary_other"): phrase("その他の附帯業務", "another ancillary business"),
    ("same_tariff", "true"): phrase("同一の基準による請求", "billed on the tariff"),
    ("same_tariff", "false"): phrase("同一の基準によらない請求", "not billed on the tariff"),
    ("granted_for", "operations"): phrase("運営費の補助", "granted for operations"),
    ("granted_for", "fixed_assets"): phrase("固定資産の取得の補助", "granted for fixed assets"),
    ("deliveries", "within_cap"): phrase("一件ごとの限度額以内", "within the cap of each delivery"),
    ("deliveries", "beyond_cap"): phrase("一件ごとの限度額を超える部分", "beyond the cap of each delivery"),
}
"""What a part of a line may turn out to be, by fact and value."""

SETTLES: Final[Mapping[str, Phrase]] = {
    "every": phrase("答えがどうであれ判定が確定します。", "Every answer settles the verdict."),
    "every-split": phrase(
        "分けた結果がどうであれ判定が確定します。", "However it splits, the verdict is settled."
    ),
    "every-chosen": phrase(
        "答えがどうであれ、選んだ取扱いの下で判定が決まります。",
        "Every answer settles the verdict at the readings chosen.",
    ),
    "some": phrase("答えによっては判定が確定します。", "Some answers settle the verdict."),
    "some-chosen": phrase(
        "答えによっては、選んだ取扱いの下で判定が決まります。",
        "Some answers settle the verdict at the readings chosen.",
    ),
    "none": phrase("これだけでは判定は確定しません。", "This alone does not settle the verdict."),
}
"""Whether an answer settles the verdict; `chosen` where it rests on the readings chosen."""

ENOUGH: Final[Mapping[str, Phrase]] = {
    "met": phrase(
        "{yen}円以上が{value}と分かれば満たします。", "With {yen} yen or more of it {value}, it is met."
    ),
    "not_met": phrase(
        "{yen}円以上が{value}と分かれば満たしません。",
        "With {yen} yen or more of it {value}, it is not met.",
    ),
    "met-whole": phrase("全額が{value}と分かれば満たします。", "If all of it is {value}, it is met."),
    "not_met-whole": phrase(
        "全額が{value}と分かれば満たしません。", "If all of it is {value}, it is not met."
    ),
    "met-reading": phrase("{value}なら満たします。", "By the {value} it is met."),
    "not_met-reading": phrase("{value}なら満たしません。", "By the {value} it is not met."),
    "chosen": phrase("選んだ取扱いの下では、{sentence}", "At the readings chosen: {sentence}"),
}
"""What is enough for a verdict."""

WORDS: Final[Mapping[str, Phrase]] = {
    "heading": phrase(
        "次に確かめること（判定に効く順）", "What to find out next (what could settle it first)"
    ),
    "line": phrase("{number}行目「{name}」{yen}円", "line {number} ({name}, {yen} yen)"),
    "lines": phrase("{numbers}行目", "lines {numbers}"),
    "span": phrase("{first}～{last}", "{first} to {last}"),
    "and": phrase("と", " and "),
    "both": phrase("で", ", "),
    "default": phrase("既定「{side}」", "default ({side})"),
    "alternative": phrase("別案「{side}」", "alternative ({side})"),
    "more": phrase(
        "このほかに {count} 件あります（JSON の出力には全件）。",
        "There are {count} more (JSON output has them all).",
    ),
    "record": phrase(
        "取扱いを確かめたら、入力の readings に choice・confirmed_by（確認先）・date（確認日）を"
        "書いてください。",
        "Once a reading is confirmed, write its choice, confirmed_by and date under readings.",
    ),
    "accounts": phrase("{count} 科目", "{count} accounts"),
}
"""The other words of the section."""
