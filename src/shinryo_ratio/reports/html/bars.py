"""The definitions as bars against the threshold, with the range of the ratio where it is not a point."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.messages.handover import tell
from shinryo_ratio.reports.blocks import Column, Table
from shinryo_ratio.reports.html.drawing import LINE, Scale, bar, comma, drawing, stroke, words
from shinryo_ratio.reports.html.markup import Markup
from shinryo_ratio.reports.numbers import yen
from shinryo_ratio.reports.voice import Voice, threshold

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Bounds, Comparison, IncomeRatioTest, Ratio

_WHOLE: Final = 1_000_000
"""100% on the scale of the drawing."""

_SCALE: Final = Scale(0, _WHOLE, 330, 1430)
_RESULTS: Final = 1460
_TOP: Final = 60
_BAR: Final = 62
_ROW: Final = 104


class Definition(NamedTuple):
    """One bar: a definition with its test; whether it governs the year, None where no year is judged."""

    name: str
    test: "IncomeRatioTest"
    governs: bool | None
    fill: str | None


def definitions(comparison: "Comparison", assessment: "Assessment | None", say: Voice) -> list[Definition]:
    """The definition of the year, where it is neither of them, then the old and the revised one."""
    governing = assessment.income.ruleset.id if assessment and assessment.income.ruleset else None
    found = [
        Definition(say(key), test, _id(test) == governing if assessment else None, fill)
        for key, test, fill in (("old", comparison.old, "rising"), ("revised", comparison.revised, None))
    ]
    if assessment is not None and not any(definition.governs for definition in found):
        found.insert(0, Definition(tell("of-this-year", say.lang), assessment.income, True, "level"))
    return found


def _id(test: "IncomeRatioTest") -> str:
    assert test.ruleset is not None
    return test.ruleset.id


# -- the table that says the same -----------------------------------------------------------------


def definitions_table(found: Sequence[Definition], say: Voice) -> Table:
    """What the bars show, in numbers."""
    spans = [_spans(definition.test, say) for definition in found]
    columns = [
        Column(tell("definition", say.lang)), Column(say("numerator"), "right"),
        Column(say("denominator"), "right"), Column(say("percent"), "right"), Column(say("threshold")),
        Column(say("verdict")),
    ]  # fmt: skip
    rows = [
        [
            _named(definition, say), yen(definition.test.numerator), yen(definition.test.denominator),
            say.percent(definition.test.numerator, definition.test.denominator),
            _limit(definition.test, say), say.verdict(definition.test),
        ]
        for definition in found
    ]  # fmt: skip
    if any(spans):
        columns.insert(4, Column(say("bounds")))
        for row, of_row in zip(rows, spans, strict=True):
            row.insert(4, "\n".join(f"{name}\n{span}" for name, span in of_row) or say("none"))
    return Table(tuple(columns), tuple(map(tuple, rows)))


def _named(definition: Definition, say: Voice) -> str:
    marks = {True: "governs", False: "for-reference"}
    mark = [tell(marks[definition.governs], say.lang)] if definition.governs is not None else []
    return "\n".join(dict.fromkeys((definition.name, *mark, _id(definition.test))))


def _limit(test: "IncomeRatioTest", say: Voice) -> str:
    assert test.ruleset is not None
    return say("above", percent=threshold(test.ruleset))


def _ranges(test: "IncomeRatioTest") -> Iterator[tuple[str, "Ratio", "Ratio"]]:
    """The ranges that are not a point: by the facts, and over the readings where that says more."""
    both: tuple[tuple[str, Bounds | None], ...] = (
        ("by-facts", test.bounds), ("by-readings", test.bounds_all_readings),
    )  # fmt: skip
    told: set[tuple[object, object]] = set()
    for key, bounds in both:
        if bounds is None or bounds.low is None or bounds.high is None or bounds.low == bounds.high:
            continue
        if (bounds.low, bounds.high) not in told:
            told.add((bounds.low, bounds.high))
            yield key, bounds.low, bounds.high


def _spans(test: "IncomeRatioTest", say: Voice) -> list[tuple[str, str]]:
    return [
        (tell(key, say.lang), say("span", low=say.percent(*low), high=say.percent(*high)))
        for key, low, high in _ranges(test)
    ]


# -- the drawing ----------------------------------------------------------------------------------


def definitions_chart(found: Sequence[Definition], id_: str, say: Voice) -> Markup | None:
    """The bars; None where there is no ratio at all."""
    if all(_drawn(definition.test) is None for definition in found):
        return None
    tops, top = [], _TOP
    for definition in found:
        tops.append(top)
        top += _ROW + 46 * len(list(_ranges(definition.test)))
    title = tell("definitions-chart", say.lang)
    said = comma(say.lang).join(_said(definition, say) for definition in found)
    return drawing(id_, title, said, top + 50, _parts(found, tops, top, id_, say))


def _said(definition: Definition, say: Voice) -> str:
    test = definition.test
    text = tell(
        "definitions-said", say.lang, name=definition.name, threshold=_limit(test, say),
        percent=say.percent(test.numerator, test.denominator), verdict=say.verdict(test),
    )  # fmt: skip
    for _, low, high in _ranges(test):
        text += tell("definitions-range", say.lang, low=say.percent(*low), high=say.percent(*high))
    return text


def _drawn(test: "IncomeRatioTest") -> int | None:
    """The ratio on the scale of the drawing, for drawing alone; None where there is none."""
    if test.numerator is None or test.denominator is None or test.denominator <= 0:
        return None
    return test.numerator * _WHOLE // test.denominator


def _parts(
    found: Sequence[Definition], tops: Sequence[int], bottom: int, id_: str, say: Voice
) -> Iterator[Markup]:
    for percent in range(0, 101, 20):
        x = _SCALE.at(percent * _WHOLE // 100)
        yield stroke(x, _TOP - 8, x, bottom, "grid-line")
        yield words(x, bottom + 36, say("percent-cell", percent=str(percent)), "small", "middle")
    limits: list[int] = []
    for definition, top in zip(found, tops, strict=True):
        yield from _bar(definition, top, id_, say)
        limit = _limit_of(definition.test)
        if limit not in limits:
            limits.append(limit)
            yield words(_SCALE.at(limit), top - 14, _limit_words(definition, say), "strong", "middle")
    yield stroke(_SCALE.left, _TOP - 8, _SCALE.left, bottom, "axis")


def _limit_of(test: "IncomeRatioTest") -> int:
    assert test.ruleset is not None
    return test.ruleset.threshold.numerator * _WHOLE // test.ruleset.threshold.denominator


def _limit_words(definition: Definition, say: Voice) -> str:
    assert definition.test.ruleset is not None
    return tell("limit", say.lang, percent=threshold(definition.test.ruleset))


def _bar(definition: Definition, top: int, id_: str, say: Voice) -> Iterator[Markup]:
    test, drawn = definition.test, _drawn(definition.test)
    middle = top + _BAR // 2
    yield words(0, middle - 4, definition.name, "strong")
    mark = tell("governs", say.lang)
    if definition.governs and definition.name != mark:
        yield words(0, middle + LINE - 4, mark, "small")
    else:
        yield words(0, middle + LINE - 4, _id(test), "small")
    if drawn is not None:
        fill = f"{id_}-{definition.fill}" if definition.fill else None
        yield bar(_SCALE.left, top, _SCALE.at(drawn), _BAR, "patterned" if fill else "solid", fill)
    limit, low = _SCALE.at(_limit_of(test)), top + _BAR
    yield words(_RESULTS, middle - 4, say.percent(test.numerator, test.denominator), "strong")
    yield words(_RESULTS, middle + LINE - 4, tell(f"drawn-{test.verdict}", say.lang), "small")
    for key, lowest, highest in _ranges(test):
        low += 46
        yield from _range(lowest, highest, low - 18, "range" if key == "by-facts" else "range dashed")
        text = tell("short-range", say.lang, low=say.percent(*lowest), high=say.percent(*highest))
        yield words(_RESULTS, low - 8, text, "small")
        yield words(0, low - 8, tell(key, say.lang), "small")
    yield stroke(limit, top - 8, limit, low + 8, "halo")  # so that it is seen across a dark bar
    yield stroke(limit, top - 8, limit, low + 8, "limit")


def _range(low: "Ratio", high: "Ratio", y: int, class_: str) -> Iterator[Markup]:
    ends = [_SCALE.at(ratio.numerator * _WHOLE // ratio.denominator) for ratio in (low, high)]
    yield stroke(ends[0], y, ends[1], y, class_)
    for end in ends:
        yield stroke(end, y - 12, end, y + 12, "range")
