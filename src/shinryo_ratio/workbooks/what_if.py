"""試算 on the sheets of a result: that the figures were edited for the run, and how."""

from typing import TYPE_CHECKING

from shinryo_ratio.readers.workbook_form import WHAT_IF
from shinryo_ratio.reports.edited import edited_row
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment


def what_if_lines(assessment: "Assessment", say: Voice) -> tuple[str, ...]:
    """The lines that tell of it, the first with the mark that the reader knows; none of other figures."""
    sentences = [line for _, text in edited_row(assessment, say) for line in text.split("\n")]
    return (WHAT_IF[say.lang] + sentences[0], *sentences[1:]) if sentences else ()
