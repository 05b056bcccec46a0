"""What to look at although it does not change the verdict: every notice of the engine; a closed list."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, fill, phrase

WARNINGS: Final[Mapping[str, Phrase]] = {
    "statement-missing": phrase(
        "損益計算書の収益合計が書かれていないため、内訳に漏れがないかを確かめていません。",
        "No revenue totals of the statement are given: whether lines are missing was not checked.",
    ),
    "short-year": phrase(
        "会計年度が12か月に満たない年度です。",
        "The fiscal year has less than twelve months.",
    ),
    "thousand-yen": phrase(
        "金額は千円単位の入力を1,000倍したものです。端数を考えた範囲で判定しています。",
        "Amounts were given in thousands of yen; the verdict allows for the digits that were cut.",
    ),
    "after-text-read": phrase(
        "会計年度の開始日が、改正の有無を確かめた日（{read_until}）より後です。その後の改正を確かめてください。",
        "The year starts after {read_until}, up to which amendments were looked for: check for later ones.",
    ),
    "definition-unconfirmed": phrase(
        "要確認: この規定の読み方は{status}によります。",
        "To be confirmed: the definition rests on {status}.",
    ),
    "tariff-rule-straddles": phrase(
        "会計年度が {from} にまたがるため、自費患者への請求の要件は同日以後の規定で判定しました。",
        "The year straddles {from}: charges to self-paying patients are judged by the later rule.",
    ),
    "subsidy-booked-non-operating": phrase(
        "事業外損益に計上した補助金・受託収入（{lines}行目）を事業損益として扱いました。計上区分を確かめてください。",
        "Subsidies or commissions booked non-operating (line {lines}) count as operating: check the section.",
    ),
    "fixed-asset-subsidy-in-denominator": phrase(
        "固定資産取得の補助金（{lines}行目）が分母に入っています。圧縮記帳（医療法人会計基準の運用指針19）の"
        "要否を確かめてください。",
        "A subsidy for fixed assets (line {lines}) is in the denominator: check whether it is to be set off"
        " against the asset (運用指針19).",
    ),
    "covid-lines-not-elected": phrase(
        "新型コロナウイルス感染症に係る補助金（{lines}行目）がありますが、算定式に含める取扱いを選んでいません。",
        "There are COVID subsidies (line {lines}), and the measure that lets them count is not elected.",
    ),
    "financing-in-denominator": phrase(
        "受取利息・寄附金・資産売却益（{lines}行目）が分母に入っています。損益区分を確かめてください。",
        "Interest, donations or disposals (line {lines}) are in the denominator: check their section.",
    ),
}
"""The words of every warning code."""

WARNING_CODES: Final = tuple(WARNINGS)

_STATUS_SOURCES: Final[Mapping[str, Phrase]] = {
    "primary": phrase("条文", "the text itself"),
    "secondary": phrase("二次資料", "secondary sources"),
    "assumed": phrase("推定", "assumption"),
}


def warning_text(code: str, values: Mapping[str, str | int], lang: Language) -> str:
    """The words of a warning; the code itself where it has none."""
    if code not in WARNINGS:
        return code
    filled = dict(values)
    if values.get("status") in _STATUS_SOURCES:
        filled["status"] = _STATUS_SOURCES[str(values["status"])][lang]
    return fill(WARNINGS[code], lang, filled)
