"""The words of a what-if (試算): that it is one, what was edited, and what is wrong with an edit."""

from collections.abc import Mapping
from typing import Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase

WORDS: Final[Mapping[str, Phrase]] = {
    "what-if": phrase("試算", "What if"),
    "title": phrase("{title}（試算）", "{title} (what if)"),
    "not-actual": phrase(
        "入力の数値を次のとおり書き換えた試算です。実際の数値による判定ではありません。",
        "The figures were edited for this run as follows; this is not the verdict of the figures themselves.",
    ),
    "changed": phrase(
        "{line}行目「{name}」の{field}: {before} → {after}",
        "line {line} ({name}), {field}: {before} → {after}",
    ),
    "dropped": phrase(
        "（この区分に書けない{facts}の記載は外した）", " (without {facts}, which the kind does not take)"
    ),
    "added": phrase(
        "{line}行目に「{name}」（{kind}）{after}を追加", "line {line} added: {name} ({kind}), {after}"
    ),
    "scaled": phrase(
        "{name}（{lines}行目）の金額を{factor}倍: 計 {before} → {after}",
        "{name} (line {lines}), amounts times {factor}: {before} → {after} in all",
    ),
    "cut-yen": phrase("（円未満切捨て）", " (cut to whole yen)"),
    "cut-thousand_yen": phrase("（千円未満切捨て）", " (cut to whole thousands)"),
    "original": phrase(
        "書き換える前の判定: {verdict}　割合 {percent}",
        "Verdict before the edits: {verdict}; ratio {percent}",
    ),
    "statement-dropped": phrase(
        "損益計算書の収益合計は書き換えた数値に当てはまらないため、この試算では照合していません。",
        "The totals of the statement do not apply to edited figures and were left out for this run.",
    ),
    "amount-yen": phrase("{amount}円", "{amount} yen"),
    "amount-thousand_yen": phrase("{amount}千円", "{amount} thousand yen"),
    "not-stated": phrase("記載なし", "not stated"),
    "true": phrase("はい", "true"),
    "false": phrase("いいえ", "false"),
}
"""What a report says of a what-if."""

PROBLEMS: Final[Mapping[str, Mapping[Language, tuple[str, str]]]] = {
    "set-line-missing": {
        "ja": (
            "{number} 行目はありません（{count} 行まであります）。",
            "行の番号は check の報告の「行」です。行を加えるには --set '+name=…,kind=…,amount=…'。",
        ),
        "en": (
            "There is no line {number} (the last is {count}).",
            "Use the numbers of the report of check. To add a line: --set '+name=…,kind=…,amount=…'.",
        ),
    },
    "set-kind-absent": {
        "ja": ("区分「{kind}」の行がありません。", "この入力にある区分: {known}"),
        "en": ("There is no line of the kind {kind}.", "Kinds in these figures: {known}"),
    },
    "set-deliveries-scaled": {
        "ja": (
            "{number} 行目には分娩内訳があり、倍率では変えられません。",
            "--set {number}.deliveries=480000x130 のように、分娩内訳と金額の両方を書き換えてください。",
        ),
        "en": (
            "Line {number} states its deliveries and cannot be scaled.",
            "Edit its deliveries and its amount: --set {number}.deliveries=480000x130.",
        ),
    },
    "set-key-twice": {
        "ja": ("同じ項目「{key}」が二度書かれています。", "どちらか一方にしてください。"),
        "en": ("The field {key} is given twice.", "Keep one of them."),
    },
}
"""Message and help of the problems of an edit."""
