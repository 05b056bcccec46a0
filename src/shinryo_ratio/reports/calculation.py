"""The calculation of a report: the items, the way to the denominator, the ratio, the verdict, the margins."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shinryo_ratio.messages import terms
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.numbers import of_hundred, percent, yen
from shinryo_ratio.reports.voice import Voice, threshold

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest
    from shinryo_ratio.law import RuleSet


def calculation(test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    """From the items and the statement to the verdict."""
    assert test.ruleset is not None
    yield Heading(say("numerator-heading"))
    yield _items(test, test.ruleset, say)
    yield Heading(say("denominator-heading", words=say.denominator(test.ruleset)))
    yield _bridge(test, say)
    yield Heading(say("ratio-heading"))
    yield Pairs(tuple(_ratio_rows(test, test.ruleset, say)))
    yield Paragraph(verdict_sentence(test, say))
    yield from _margins(test, say)


def _items(test: "IncomeRatioTest", ruleset: "RuleSet", say: Voice) -> Table:
    rows = [(say.item(ruleset, item.item), yen(item.numerator)) for item in test.items]
    rows.append((say("total-a"), yen(test.numerator)))
    return Table((Column(say("item"), most=70), Column(say("amount"), "right")), tuple(rows), totals=1)


def _bridge(test: "IncomeRatioTest", say: Voice) -> Table:
    whole = sum(line.amount for line in test.lines)
    rows = [(say("all-lines", count=len(test.lines)), yen(whole))]
    for step in test.bridge:
        name = reason_name(step.reason_code, say.lang)
        rows.append((say("less" if step.amount >= 0 else "plus", name=name), yen(-step.amount)))
    rows.append((say("total-b"), yen(test.denominator)))
    return Table((Column(say("from-to"), most=70), Column(say("amount"), "right")), tuple(rows), totals=1)


def _ratio_rows(test: "IncomeRatioTest", ruleset: "RuleSet", say: Voice) -> Iterator[tuple[str, str]]:
    cut = percent(test.numerator, test.denominator)
    yield say("ratio"), say("no-percent") if cut is None else say("percent-words", percent=cut)
    yield say("threshold"), say("threshold-words", threshold=threshold(ruleset))
    if test.numerator is not None and test.denominator is not None and test.denominator > 0:
        yield say("check"), _check(test.numerator, test.denominator, ruleset, say)
    beside = ruleset.entry.shown_beside
    if test.exceeds_shown_beside is not None and beside is not None:
        key = "beside-over" if test.exceeds_shown_beside else "beside-under"
        of = of_hundred((beside.numerator, beside.denominator))
        yield say("beside", beside=of), say(key, beside=of, threshold=threshold(ruleset))
    yield say("verdict"), say.verdict(test)


def _check(numerator: int, denominator: int, ruleset: "RuleSet", say: Voice) -> str:
    """The comparison as it is decided: whole numbers, nothing rounded."""
    portion, of = ruleset.threshold.numerator, ruleset.threshold.denominator
    left, right = of * numerator, portion * denominator
    sign = "＞" if left > right else "＝" if left == right else "＜"
    return say("check-words", of=of, portion=portion, left=yen(left), right=yen(right), sign=sign)


def verdict_sentence(test: "IncomeRatioTest", say: Voice) -> str:
    """The verdict in plain words, and what it hangs on."""
    if test.ruleset is None:
        return terms.NOT_TESTED[test.reason_code or ""][say.lang]
    if test.reason_code is not None and test.reason_code in terms.UNDECIDED:
        return terms.UNDECIDED[test.reason_code][say.lang]
    sentences = [say(_sentence(test, test.ruleset), threshold=threshold(test.ruleset))]
    if test.ruleset.status != "primary":
        status = terms.STATUSES[test.ruleset.status][say.lang]
        sentences.append(say("sentence-unconfirmed", status=status))
    if test.certainty == "depends_on_reading":
        sentences.append(say("sentence-depends"))
    elif test.open_facts and test.verdict != "undetermined":
        sentences.append(say("sentence-facts-harmless"))
    return ("" if say.lang == "ja" else " ").join(sentences)


def _sentence(test: "IncomeRatioTest", ruleset: "RuleSet") -> str:
    if test.verdict != "not_met":
        return f"sentence-{test.verdict}"
    portion, of = ruleset.threshold.numerator, ruleset.threshold.denominator
    exactly = of * (test.numerator or 0) == portion * (test.denominator or 0)
    return "sentence-exactly" if exactly else "sentence-not-met"


def _margins(test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    rows = tuple(("", sentence) for sentence in _margin_sentences(test, say))
    if rows:
        yield Heading(say("margins-stated" if test.verdict == "undetermined" else "margins"), 3)
        yield Points(rows)


def _margin_sentences(test: "IncomeRatioTest", say: Voice) -> Iterator[str]:
    """The margins; which two there are says on which side the stated ratio lies."""
    margins = test.margins
    if margins is None:
        return
    if margins.other_revenue_room is not None:
        yield say("room", yen=margins.other_revenue_room)
    if margins.qualifying_loss_room is not None:
        yield say("loss", yen=margins.qualifying_loss_room)
    if margins.qualifying_shortfall is None:
        return
    yield say("shortfall", yen=margins.qualifying_shortfall)
    if margins.other_revenue_excess is None:
        yield say("no-excess")
    else:
        yield say("excess", yen=margins.other_revenue_excess)
