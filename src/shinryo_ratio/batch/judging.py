"""One document judged: from its text to its line of the output."""

from typing import TYPE_CHECKING

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.reading import Reading
from shinryo_ratio.batch.rows import Row, decided, invalid, not_tested
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.engine import decide_year, governing
from shinryo_ratio.law import Law, NotTested
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures


class Judge:
    """Judges the documents of a run.

    Raises:
        FiguresError: with every problem of the user's own law files.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._law = Law.load(*settings.law_files) if settings.law_files else None

    def row(self, document: Document) -> Row:
        """The line of the output that a document gives; what is wrong with it is such a line too."""
        reading = Reading(self._settings, document)
        try:
            return self._judged(document.number, reading.figures())
        except FiguresError as error:
            problems = [reading.placed(problem) for problem in error.problems]
            return invalid(document.number, reading.reference, problems, self._settings.lang)

    def _judged(self, number: int, figures: "Figures") -> Row:
        ruling = governing(figures, self._law)
        if isinstance(ruling, NotTested):
            return not_tested(number, figures.reference, ruling)
        return decided(number, figures.reference, decide_year(figures, ruling))
