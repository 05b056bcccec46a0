"""収入要件計算書: the report of one assessment, as blocks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shinryo_ratio.messages.warnings import warning_text
from shinryo_ratio.reports.beside import siblings
from shinryo_ratio.reports.blocks import Block, Heading, Pairs, Paragraph, Points
from shinryo_ratio.reports.calculation import calculation, verdict_sentence
from shinryo_ratio.reports.edited import titled
from shinryo_ratio.reports.heading import head
from shinryo_ratio.reports.placed import placed_lines
from shinryo_ratio.reports.unsettled import unsettled
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment


def assessed(assessment: "Assessment", say: Voice) -> Iterator[Block]:
    """The report from the title to the line that says what it is not."""
    test = assessment.income
    yield Heading(titled(say("title"), assessment, say), 1)
    yield head(assessment, say)
    if test.ruleset is None:
        yield Heading(say("verdict"))
        yield Paragraph(f"{say.verdict(test)}{say('colon')}{verdict_sentence(test, say)}")
    else:
        yield from calculation(test, say)
        yield from unsettled(assessment.figures, test, say)
        yield from placed_lines(assessment.figures, test, say)
        yield from siblings(assessment.siblings, say)
    yield from _warnings(assessment, say)
    yield from _foot(assessment, say)


def _warnings(assessment: "Assessment", say: Voice) -> Iterator[Block]:
    """The warnings but the one that the head tells already."""
    rows = tuple(
        ("", warning_text(notice.code, dict(notice.values), say.lang))
        for notice in assessment.warnings
        if notice.code != "definition-unconfirmed"
    )
    if rows:
        yield Heading(say("warnings"))
        yield Points(rows)


def _foot(assessment: "Assessment", say: Voice) -> Iterator[Block]:
    rows = (
        (say(f"fingerprint-{name}"), value)
        for name, value in assessment.fingerprint.items()
        if value is not None
    )
    yield Heading(say("fingerprint"))
    yield Pairs(tuple(rows))
    yield Paragraph(say("aid"))
