"""The other words of reports: titles, headings, columns and sentences, by key."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, fill, phrase

_HEAD: Final[dict[str, Phrase]] = {
    "title": phrase("収入要件計算書", "Income requirement statement"),
    "corporation": phrase("法人名", "Corporation"),
    "reference": phrase("整理番号", "Reference"),
    "year": phrase("会計年度", "Fiscal year"),
    "year-words": phrase(
        "{era_start}から{era_end}まで（{start} ～ {end}）・{basis}",
        "{start} to {end} ({era_start} ～ {era_end}), {basis}",
    ),
    "law": phrase("根拠条文", "Legal basis"),
    "ruleset": phrase("適用規定", "Rule set"),
    "ruleset-words": phrase("{id}　{citation}", "{id}  {citation}"),
    "amended-by": phrase("改正の根拠", "Amended by"),
    "why": phrase("適用の理由", "Why it governs"),
    "why-open": phrase(
        "会計年度が{start}に始まり、{first}以後に始まる年度に当たるため。",
        "The fiscal year begins on {start}; the rule set governs years that begin on or after {first}.",
    ),
    "why-closed": phrase(
        "会計年度が{start}に始まり、{first}から{last}までに始まる年度に当たるため。",
        "The fiscal year begins on {start}; the rule set governs years that begin from {first} to {last}.",
    ),
    "why-amended": phrase(
        "年度の途中で改正があっても、開始日の規定を全期間に適用する。",
        "An amendment during the year changes nothing: the first day decides for the whole year.",
    ),
    "standard": phrase("会計基準", "Accounting standard"),
    "legal-form": phrase("法人形態", "Legal form"),
    "election": phrase("選択", "Election"),
    "election-covid": phrase(
        "新型コロナウイルス感染症に係る補助金を算定式に含める取扱い",
        "COVID subsidies count (interim measure)",
    ),
    "unit": phrase("金額の単位", "Amounts"),
    "unit-yen": phrase("円（△は負数）", "yen (△ is negative)"),
    "unit-thousand": phrase(
        "円（千円単位の入力を1,000倍。△は負数）", "yen (entered in thousands; △ is negative)"
    ),
    "verdict": phrase("判定", "Verdict"),
    "status": phrase("定義の確認状況", "Status of the definition"),
    "unconfirmed": phrase("確認できていない点", "Not confirmed"),
    "colon": phrase("：", ": "),
    "list": phrase("、", ", "),
    "none": phrase("―", "-"),
}
_SUMS: Final[dict[str, Phrase]] = {
    "numerator-heading": phrase("分子（社会保険診療等に係る収入金額）", "Numerator (qualifying revenue)"),
    "denominator-heading": phrase("分母（{words}）", "Denominator ({words})"),
    "ratio-heading": phrase("割合と判定", "Ratio and verdict"),
    "item": phrase("算入項目", "Item"),
    "from-to": phrase("計算の過程", "From the statement to the denominator"),
    "amount": phrase("金額", "Amount"),
    "total-a": phrase("計（Ａ）", "Total (A)"),
    "total-b": phrase("計（Ｂ）", "Total (B)"),
    "all-lines": phrase("収益の合計（内訳 {count} 行）", "Revenue of all lines ({count})"),
    "less": phrase("控除　{name}", "less {name}"),
    "plus": phrase("加算　{name}", "plus {name}"),
    "ratio": phrase("割合 Ａ÷Ｂ", "Ratio A / B"),
    "percent-words": phrase("{percent}％（小数第4位以下切捨て）", "{percent}% (cut to three decimals)"),
    "percent-cell": phrase("{percent}％", "{percent}%"),
    "head-verdict": phrase(
        "{verdict}　割合 {percent}（基準 {threshold}％超）",
        "{verdict}; ratio {percent} (threshold: above {threshold}%)",
    ),
    "no-percent": phrase("計算できない", "none"),
    "threshold": phrase("基準", "Threshold"),
    "threshold-words": phrase(
        "{threshold}％を超えること（ちょうど {threshold}％は満たさない）",
        "above {threshold}% (exactly {threshold}% is not enough)",
    ),
    "check": phrase("端数処理前の比較", "Exact comparison"),
    "check-words": phrase(
        "Ａ×{of}＝{left} {sign} Ｂ×{portion}＝{right}", "A x {of} = {left} {sign} B x {portion} = {right}"
    ),
    "beside": phrase("{beside}％との比較（参考）", "Against {beside}% (for reference)"),
    "beside-over": phrase(
        "{beside}％を超える（この法人区分の基準は {threshold}％）",
        "above {beside}% (the threshold of this type is {threshold}%)",
    ),
    "beside-under": phrase(
        "{beside}％を超えない（この法人区分の基準は {threshold}％）",
        "not above {beside}% (the threshold of this type is {threshold}%)",
    ),
    "sentence-met": phrase(
        "収入要件を満たします。割合が {threshold}％を超えています。",
        "The income requirement is met: the ratio is above {threshold}%.",
    ),
    "sentence-not-met": phrase(
        "収入要件を満たしません。割合が {threshold}％を超えていません。",
        "The income requirement is not met: the ratio is not above {threshold}%.",
    ),
    "sentence-exactly": phrase(
        "収入要件を満たしません。割合がちょうど {threshold}％で、「超える」に当たりません。",
        "The income requirement is not met: the ratio is exactly {threshold}%, which is not above it.",
    ),
    "sentence-undetermined": phrase(
        "収入要件を満たすかどうか判定できません（資料不足）。未確認事項しだいで、割合が"
        " {threshold}％を超えるかどうかが変わります。",
        "Whether the income requirement is met cannot be told: by what is not known the ratio may lie on"
        " either side of {threshold}%.",
    ),
    "sentence-depends": phrase(
        "ただし、この判定は取扱いの選び方によって変わります。所轄庁に確かめてください。",
        "The verdict depends on how an open point of law is read: ask the authority.",
    ),
    "sentence-unconfirmed": phrase(
        "判定の前提となる定義は「{status}」です。", "The definition behind it is {status}."
    ),
    "sentence-facts-harmless": phrase(
        "未確認事項がありますが、どの場合でも判定は変わりません。",
        "Some facts are not known; none of them can change the verdict.",
    ),
}
_MARGINS: Final[dict[str, Phrase]] = {
    "margins": phrase("余裕額・不足額", "Margins"),
    "margins-stated": phrase("余裕額・不足額（記載の数値による）", "Margins (at the figures as stated)"),
    "room": phrase(
        "その他の収入があと {yen} 円まで増えても要件を満たします。",
        "Other revenue may grow by up to {yen} yen and the requirement is still met.",
    ),
    "loss": phrase(
        "社会保険診療の収入があと {yen} 円まで減っても要件を満たします。",
        "Social insurance revenue may fall by up to {yen} yen and the requirement is still met.",
    ),
    "shortfall": phrase(
        "社会保険診療の収入があと {yen} 円増えれば要件を満たします。",
        "With {yen} yen more of social insurance revenue the requirement is met.",
    ),
    "excess": phrase(
        "その他の収入が {yen} 円以上分母から外れれば要件を満たします。",
        "If {yen} yen or more of other revenue leaves the denominator the requirement is met.",
    ),
    "no-excess": phrase(
        "その他の収入を分母から外すだけでは要件を満たしません。",
        "Taking other revenue out of the denominator alone does not meet the requirement.",
    ),
}
_OPEN: Final[dict[str, Phrase]] = {
    "bounds": phrase("取り得る割合の範囲", "Range of the ratio"),
    "range": phrase("範囲", "Range"),
    "lowest": phrase("最低", "lowest"),
    "highest": phrase("最高", "highest"),
    "bounds-facts": phrase("未確認事項による（選んだ取扱い）", "by the facts not known (chosen readings)"),
    "bounds-readings": phrase("取扱いをすべて動かした場合", "also over every open reading"),
    "open-facts": phrase("未確認事項", "Facts not known"),
    "line": phrase("行", "Line"),
    "account": phrase("科目", "Account"),
    "fact": phrase("未確認の事実", "What is not known"),
    "find-out": phrase("確かめること", "What to find out"),
    "decides": phrase("判定を左右", "Decides"),
    "yes": phrase("する", "yes"),
    "no": phrase("しない", "no"),
    "readings": phrase("取扱い（条文だけでは定まらない点）", "Readings (open points of law)"),
    "chosen": phrase("この計算", "Taken here"),
    "other-side": phrase("もう一方", "Other side"),
    "side-default": phrase("既定「{side}」", "default: {side}"),
    "side-alternative": phrase("別案「{side}」", "alternative: {side}"),
    "touched-lines": phrase("該当行", "Lines"),
    "effect": phrase("判定への影響", "Effect"),
    "effect-yes": phrase("どちらを採るかで判定が変わることがある", "the verdict may turn on it"),
    "effect-no": phrase("どちらでも判定は変わらない", "none on the verdict"),
    "known": phrase("確認状況", "What is known"),
    "confirmation": phrase("確認", "Confirmed"),
    "confirmed-words": phrase("{date} {by}", "{by}, {date}"),
}
_LINES: Final[dict[str, Phrase]] = {
    "counted-lines": phrase("収益の内訳（分母に入るもの）", "Lines in the denominator"),
    "uncounted-lines": phrase("分子にも分母にも入らない収益", "Lines that count nowhere"),
    "kind": phrase("区分・業務", "Kind, business"),
    "numerator": phrase("分子", "Numerator"),
    "denominator": phrase("分母", "Denominator"),
    "note": phrase("注", "Note"),
    "total": phrase("計", "Total"),
    "facility": phrase("〔{facility}〕", "[{facility}]"),
    "internal-citation": phrase(
        "法人内の取引は収入金額に当たらない", "a transaction inside the corporation is no revenue"
    ),
    "moved": phrase(
        "{section}に計上されているが、事業損益として扱う。", "Booked {section}, taken as operating."
    ),
    "notes": phrase("注（理由と根拠）", "Notes (reasons and articles)"),
    "mark": phrase("注{number}", "n{number}"),
    "note-words": phrase("{sentence}［{citation}］", "{sentence} [{citation}]"),
}
_SIBLINGS: Final[dict[str, Phrase]] = {
    "siblings": phrase("併せて判定した要件（収入要件の判定には影響しない）", "Tests of the same clause"),
    "requirement": phrase("要件", "Requirement"),
    "left": phrase("収入・費用", "Income or cost"),
    "right": phrase("比較する額", "Compared with"),
    "percent": phrase("割合", "Ratio"),
    "above": phrase("{percent}％超", "above {percent}%"),
    "at-most": phrase("{percent}％以下", "at most {percent}%"),
    "declared": phrase("申告による", "by declaration"),
    "divided": phrase("{name}\n{numerator} ÷ {denominator}", "{name}\n{numerator} / {denominator}"),
    "missing": phrase("判定に足りないもの（{name}）", "Missing ({name})"),
    "missing-line": phrase("{line}行目の確認", "line {line}"),
    "article-of": phrase("根拠（{name}）", "Article ({name})"),
    "status-of": phrase("定義の確認状況（{name}）", "Status of the definition ({name})"),
    "unconfirmed-of": phrase("確認できていない点（{name}）", "Not confirmed ({name})"),
    "word-of-path": phrase("{word}（{path}）", "{word} ({path})"),
}
_FOOT: Final[dict[str, Phrase]] = {
    "warnings": phrase("注意", "Warnings"),
    "fingerprint": phrase("照合値", "Fingerprint"),
    "fingerprint-figures": phrase("数値", "figures"),
    "fingerprint-ruleset": phrase("規定", "rule set"),
    "fingerprint-version": phrase("版", "version"),
    "aid": phrase(
        "この計算書は判定の補助であり、所轄庁の判断に代わるものではありません。",
        "This statement is an aid, not a ruling of the authority.",
    ),
    "comparison-not-tested": phrase(
        "対象外：{reason}（{citation}）二つの規定を当てはめた計算は参考です。",
        "Not applicable: {reason} ({citation}) The two definitions are applied for reference only.",
    ),
    "aid-comparison": phrase(
        "この比較は検討の補助であり、実際の判定は会計年度の開始日の規定によります。",
        "This comparison is an aid; the verdict of a year follows the text in force on its first day.",
    ),
}
_YEARS: Final[dict[str, Phrase]] = {
    "years": phrase("年度の比較", "The years"),
    "year-span": phrase("{start}\n～ {end}", "{start}\n～ {end}"),
    "margin": phrase("余裕額・不足額", "Margin"),
    "margin-room": phrase("余裕 {yen}", "room {yen}"),
    "margin-shortfall": phrase("不足 {yen}", "short {yen}"),
    "margin-note": phrase(
        "余裕はその他の収入が増えても要件を満たす額、不足は要件を満たすために増やす社会保険診療の収入の額。",
        "Room: other revenue that may be added; short: social insurance revenue to be added.",
    ),
    "change": phrase("前年度からの増減", "Change from the year before"),
    "change-numerator": phrase("分子の増減", "Change of the numerator"),
    "change-denominator": phrase("分母の増減", "Change of the denominator"),
    "change-amount": phrase("収益の増減", "Change of the revenue"),
    "change-ratio": phrase("割合の増減", "Change of the ratio"),
    "moved-kinds": phrase("動いた区分（割合に効いた順）", "Kinds that moved (in order of effect)"),
    "moved-kind": phrase("区分", "Kind"),
    "other-kinds": phrase("ほかの {count} 区分", "{count} other kinds"),
    "change-definition": phrase("適用規定が変わった年度", "another rule set governs"),
    "remark": phrase("備考", "Remark"),
    "summary": phrase("判定一覧", "Verdicts"),
    "file": phrase("ファイル", "File"),
    "open-count": phrase("未確認事項", "Facts not known"),
    "bad-file": phrase("入力に誤り {count} 件", "{count} errors in the input"),
    "marked": phrase("{verdict}（{marks}）", "{verdict} ({marks})"),
    "mark-reading": phrase("取扱いによる", "by reading"),
    "mark-unconfirmed": phrase("要確認", "to be confirmed"),
}
_COMPARISON: Final[dict[str, Phrase]] = {
    "comparison": phrase("改正前後の比較", "The old and the revised definition"),
    "old": phrase("改正前", "Old"),
    "revised": phrase("改正後", "Revised"),
    "difference": phrase("増減", "Change"),
    "old-numerator": phrase("改正前 分子", "old numerator"),
    "old-denominator": phrase("改正前 分母", "old denominator"),
    "revised-numerator": phrase("改正後 分子", "revised numerator"),
    "revised-denominator": phrase("改正後 分母", "revised denominator"),
    "span": phrase("{low} ～ {high}", "{low} ～ {high}"),
    "result": phrase("結果", "Result"),
    "moved-lines": phrase(
        "割合を動かした科目（影響の大きい順）", "What moved the ratio (in order of effect)"
    ),
    "nothing-moved": phrase("改正の前後で扱いの変わる科目はありません。", "No line is treated differently."),
    "alone": phrase("単独の影響", "Alone"),
    "points": phrase("{sign}{points} ポイント", "{sign}{points} points"),
    "alone-note": phrase(
        "単独の影響は、他の科目を改正前のままとしたときの割合の動き（小数第4位以下切捨て）。合計は全体の差と一致しない。",
        "Alone: how the ratio moves when only this line changes (cut, three decimals); they do not add up.",
    ),
    "all-lines-heading": phrase("科目ごとの扱い", "Line by line"),
    "all-types": phrase("法人区分ごとの比較", "All corporation types"),
    "type": phrase("法人区分", "Type"),
}
_PROBLEMS: Final[dict[str, Phrase]] = {
    "help": phrase("直し方: ", "help: "),
    "what-is-wrong": phrase("誤り", "error"),
    "how-to-mend": phrase("直し方", "help"),
    "errors-count": phrase("誤り {count} 件", "{count} errors"),
    "error-count": phrase("誤り 1 件", "1 error"),
    "errors": phrase("入力の誤り", "Errors in the input"),
}

LABELS: Final[Mapping[str, Phrase]] = {
    **_HEAD, **_SUMS, **_MARGINS, **_OPEN, **_LINES, **_SIBLINGS, **_FOOT, **_YEARS, **_COMPARISON,
    **_PROBLEMS,
}  # fmt: skip
"""Every label by its key."""


def label(key: str, lang: Language, **values: str | int) -> str:
    """A label in a language, with its values put in."""
    return fill(LABELS[key], lang, values)
