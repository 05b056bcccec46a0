"""What a workbook shows, whoever calculated it, against what the library says of the same figures."""

from collections.abc import Callable, Mapping
from typing import Any

from shinryo_ratio import assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law
from shinryo_ratio.messages import terms

Look = Callable[[str, int, int], Any]
"""The value of a cell: sheet, row, column, from 1."""


def looking_at(cells: Mapping[str, Any]) -> Look:
    """Values by sheet!cell."""
    return lambda sheet, row, column: cells.get(f"{sheet}!{_letters(column)}{row}")


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def labelled(look: Look) -> dict[str, list[tuple[Any, Any]]]:
    """The rows of the first sheet by their labels: what stands in columns B and C."""
    found: dict[str, list[tuple[Any, Any]]] = {}
    for row in range(1, 90):
        label = look("判定", row, 1)
        if isinstance(label, str):
            found.setdefault(label, []).append((look("判定", row, 2), look("判定", row, 3)))
    return found


NOT_WORKED_OUT = "取扱いの影響は未計算"
LIMB = "approximately-ten-percent"


def verdicts_of(test: Any, *, edited: bool) -> set[str]:
    """What a workbook may say of a verdict: the words, with the marks that belong to it.

    As written a verdict is marked where it depends on a reading. After an edit it is marked wherever a line
    is touched by an open reading; by おおむね10% alone it may be, or not.
    """
    words = terms.VERDICTS[test.verdict]["ja"]
    unconfirmed = [] if test.status == "primary" else ["要確認"]
    by_reading: list[list[str]] = [[]]
    if test.verdict != "undetermined" and not edited:
        by_reading = [["取扱いによる"] if test.certainty == "depends_on_reading" else []]
    elif test.verdict != "undetermined" and test.open_readings:
        by_reading = [[NOT_WORKED_OUT]]
        if {reading.id for reading in test.open_readings} == {LIMB} and test.certainty == "settled":
            by_reading.append([])
    elif test.verdict != "undetermined":
        by_reading = [[], [NOT_WORKED_OUT]] if _is_measured(test) else [[]]
    marked = [[*marks, *unconfirmed] for marks in by_reading]
    return {f"{words}（{'、'.join(marks)}）" if marks else words for marks in marked}


def _is_measured(test: Any) -> bool:
    """Whether a line is of a kind that おおむね10% measures."""
    return any(line.kind in test.ruleset.limbs for line in test.lines)


def differences(look: Look, figures: Figures, *, edited: bool = False, law: Law | None = None) -> list[str]:
    """Everything in which a workbook differs from the library."""
    result, both = assess(figures, law=law), compare(figures, law=law)
    test = result.income
    shown = labelled(look)
    wrong: list[str] = []

    def expect(what: str, seen: Any, right: Any) -> None:
        if seen != right and not (seen in (None, "") and right in (None, "")):
            wrong.append(f"{what}: {seen!r}, not {right!r}")

    def expect_verdict(what: str, seen: Any, of: Any) -> None:
        if seen not in verdicts_of(of, edited=edited):
            wrong.append(f"{what}: {seen!r}, not {verdicts_of(of, edited=edited)!r}")

    expect_verdict("verdict", shown["判定"][0][0], test)
    numerator = shown["分子（社会保険診療等に係る収入金額）"][0][0]
    denominator = next(rows for label, rows in shown.items() if label.startswith("分母（"))[0][0]
    expect("numerator", numerator, test.numerator)
    expect("denominator", denominator, test.denominator)
    old, revised = both.old, both.revised
    expect_verdict("old verdict", shown["判定"][-1][0], old)
    expect_verdict("revised verdict", shown["判定"][-1][1], revised)
    for label, one, other in (
        ("分子", old.numerator, revised.numerator),
        ("分母", old.denominator, revised.denominator),
    ):
        expect(f"old {label}", shown[label][-1][0], one)
        expect(f"revised {label}", shown[label][-1][1], other)
    expect("items", sum(item.numerator for item in test.items), shown["計（Ａ）"][0][0])
    expect("bridge", shown["計（Ｂ）"][0][0], test.denominator)
    if test.bounds is not None:
        for label, ratio in (("最低", test.bounds.low), ("最高", test.bounds.high)):
            seen = shown[f"取り得る割合の範囲　{label}"][0][0]
            if ratio is not None and abs(seen - 100 * ratio.numerator / ratio.denominator) > 2e-3:
                wrong.append(f"{label}: {seen}, not {ratio}")
    steps = {step.reason_code: step.amount for step in test.bridge}
    from shinryo_ratio.messages.reasons import reason_name

    for code, amount in steps.items():
        expect(f"bridge {code}", shown[f"控除　{reason_name(code, 'ja')}"][0][0], -amount)
    for row, (line, before, after) in enumerate(zip(test.lines, old.lines, revised.lines, strict=True), 6):
        seen = [look("内訳", row, column) for column in range(1, 14)]
        right = [
            line.line, line.name, None, line.amount, line.numerator, line.denominator, line.item or "", None,
            line.citation, before.numerator, before.denominator, after.numerator, after.denominator,
        ]  # fmt: skip
        for column, (one, other) in enumerate(zip(seen, right, strict=True)):
            if column not in (2, 7):
                expect(f"line {line.line} column {_letters(column + 1)}", one, other)
    return wrong
