"""The words that only the report to hand over (HTML) has: its charts, its boxes to sign, its sections."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, fill, phrase

HANDOVER: Final[Mapping[str, Phrase]] = {
    # the first page and its foot
    "prepared": phrase("作成", "Prepared by"),
    "reviewed": phrase("確認", "Reviewed by"),
    "signed-name": phrase("氏名", "Name and signature"),
    "signed-date": phrase("日付", "Date"),
    "seal": phrase("印", "Seal"),
    "year-short": phrase("{start} ～ {end}", "{start} ～ {end}"),
    # the definitions as bars
    "definitions": phrase("改正前後の割合と基準", "The ratio under either definition"),
    "definitions-chart": phrase("割合と基準の図", "Ratio and threshold"),
    "definitions-said": phrase(
        "{name}：{percent}、{threshold}、{verdict}", "{name}: {percent}, {threshold}, {verdict}"
    ),
    "definitions-range": phrase("、範囲 {low} ～ {high}", ", range {low} ～ {high}"),
    "definition": phrase("定義", "Definition"),
    "governs": phrase("この年度の規定", "governs this year"),
    "of-this-year": phrase("この年度の規定", "This year"),
    "for-reference": phrase("参考", "for reference"),
    "drawn-met": phrase("満たす", "met"),
    "drawn-not_met": phrase("満たさない", "not met"),
    "drawn-undetermined": phrase("判定できない", "undetermined"),
    "limit": phrase("基準 {percent}％超", "above {percent}%"),
    "by-facts": phrase("未確認事項による範囲", "by the facts not known"),
    "by-readings": phrase("取扱いも動かした範囲", "over every open reading"),
    "short-range": phrase("{low}～{high}", "{low}～{high}"),
    "no-ratio-to-draw": phrase(
        "分母が0円以下のため、図にする割合はありません。",
        "No ratio to draw: the denominator is zero or less.",
    ),
    "reference-note": phrase(
        "この年度の判定は「この年度の規定」によります。他の定義による割合は参考です。",
        "The verdict of the year follows the definition that governs it; the other is for reference.",
    ),
    # from old to revised
    "moved": phrase("改正前から改正後への動き（金額）", "From the old definition to the revised one (yen)"),
    "moved-denominator": phrase("分母の動き", "The denominator"),
    "moved-numerator": phrase("分子の動き", "The numerator"),
    "moved-said": phrase("{from}円から{to}円へ", "From {from} to {to} yen"),
    "step-said": phrase("{name} {change}円", "{name} {change} yen"),
    "unmoved-denominator": phrase(
        "分母は改正の前後で変わりません。", "The denominator is the same under both."
    ),
    "unmoved-numerator": phrase("分子は改正の前後で変わりません。", "The numerator is the same under both."),
    "cut-axis": phrase("（合計の棒は途中を省略）", " (the bars of the sums are cut short)"),
    "before": phrase("改正前の扱い", "Old treatment"),
    "after": phrase("改正後の扱い", "Revised treatment"),
    # several files in one document
    "overview": phrase("一覧", "Overview"),
    "of-several": phrase("{title}（一覧）", "{title}: overview"),
}
"""Every phrase by its key."""


def tell(key: str, lang: Language, **values: str | int) -> str:
    """A phrase in a language, with its values put in."""
    return fill(HANDOVER[key], lang, values)
