"""What follows the first page: the definitions compared, what is open, the lines, the tests beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shinryo_ratio.messages.handover import tell
from shinryo_ratio.messages.warnings import warning_text
from shinryo_ratio.reports.beside import siblings
from shinryo_ratio.reports.blocks import Heading, Paragraph, Points
from shinryo_ratio.reports.html import bars, waterfall
from shinryo_ratio.reports.html.layout import Layout
from shinryo_ratio.reports.html.markup import Markup, element
from shinryo_ratio.reports.html.moves import Step, steps
from shinryo_ratio.reports.placed import placed_lines
from shinryo_ratio.reports.unsettled import unsettled
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison


@dataclass(frozen=True, slots=True)
class Attached:
    """The pages behind the first one.

    Attributes:
        id: what the ids of this section begin with.
    """

    layout: Layout
    say: Voice
    id: str

    def of_assessment(self, assessment: "Assessment", comparison: "Comparison | None") -> Iterator[Markup]:
        """Everything behind the first page of a year; a test that does not apply has warnings alone."""
        if comparison is not None:
            yield from self.definitions(comparison, assessment)
            yield from self.moves(comparison)
        test = assessment.income
        if test.ruleset is not None:
            yield self.layout.blocks(unsettled(assessment.figures, test, self.say))
            yield self.layout.blocks(placed_lines(assessment.figures, test, self.say))
            yield self.layout.blocks(siblings(assessment.siblings, self.say))
        yield from self._warnings(assessment)

    def definitions(self, comparison: "Comparison", assessment: "Assessment | None") -> Iterator[Markup]:
        """The ratio under either definition: the bars, and the same in a table."""
        found = bars.definitions(comparison, assessment, self.say)
        yield self.layout.heading(self._tell("definitions"), 2)
        chart = bars.definitions_chart(found, f"{self.id}-bars", self.say)
        yield self._paragraph("no-ratio-to-draw") if chart is None else element("figure", chart)
        yield self.layout.table(bars.definitions_table(found, self.say), "grid definitions")
        if assessment is not None:
            yield self._paragraph("reference-note")

    def moves(self, comparison: "Comparison") -> Iterator[Markup]:
        """What moved from the old sums to the revised ones, and the same in a table."""
        found = steps(comparison, self.say)
        yield self.layout.heading(self._tell("moved"), 2)
        if not found:
            yield self.layout.block(Paragraph(self.say("nothing-moved")))
            return
        for part in ("numerator", "denominator"):
            yield self._moved(part, comparison, found)
        yield self.layout.table(waterfall.steps_table(comparison, found, self.say), "grid steps")

    def _moved(self, part: str, comparison: "Comparison", found: tuple[Step, ...]) -> Markup:
        changes = [(step.name, getattr(step, part)) for step in found if getattr(step, part)]
        if not changes:
            return self._paragraph(f"unmoved-{part}")
        levels = waterfall.levels(getattr(comparison.old, part), changes, self.say)
        chart = waterfall.waterfall(part, levels, f"{self.id}-{part}", self.say)
        caption = self._tell(f"moved-{part}")
        if waterfall.is_cut(levels):
            caption += self._tell("cut-axis")
        return element("figure", element("figcaption", caption), chart)

    def _warnings(self, assessment: "Assessment") -> Iterator[Markup]:
        rows = tuple(
            ("", warning_text(notice.code, dict(notice.values), self.say.lang))
            for notice in assessment.warnings
            if notice.code != "definition-unconfirmed"  # the first page tells it
        )
        if rows:
            yield self.layout.block(Heading(self.say("warnings")))
            yield self.layout.block(Points(rows))

    def _tell(self, key: str) -> str:
        return tell(key, self.say.lang)

    def _paragraph(self, key: str) -> Markup:
        return self.layout.block(Paragraph(self._tell(key)))
