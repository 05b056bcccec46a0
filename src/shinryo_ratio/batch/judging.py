"""One document judged: from its text to its line of the output."""

from typing import TYPE_CHECKING

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.glance import Glance
from shinryo_ratio.batch.reading import Reading
from shinryo_ratio.batch.rows import Row, decided, invalid, not_tested
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.engine import decide_year, governing, refusals
from shinryo_ratio.engine.decision import Decision
from shinryo_ratio.engine.standing import Standing
from shinryo_ratio.law import Law, NotTested
from shinryo_ratio.problems import FiguresError, Problem

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures


class Judge:
    """Judges the documents of a run.

    Args:
        settings: what the run is asked to do.
        law: the law to judge by; else the one that the settings name.
        closely: whether every document is read by the models, also where a glance would do.

    Raises:
        FiguresError: with every problem of the user's own law files.
    """

    def __init__(self, settings: Settings, *, law: Law | None = None, closely: bool = False) -> None:
        self._settings = settings
        self._law = law or (Law.load(*settings.law_files) if settings.law_files else None)
        glances = (settings.format == "csv" or settings.encoding is None) and not closely
        self._glance = Glance(self._law) if glances else None

    def row(self, document: Document) -> Row:
        """The line of the output that a document gives; what is wrong with it is such a line too."""
        if self._glance is not None and not isinstance(document.data, Problem):
            seen = self._glance.seen(document.data)
            if seen is not None:
                return row_of(document.number, *seen)
        reading = Reading(self._settings, document, self._refusals)
        try:
            figures = reading.figures()
            return row_of(document.number, figures.reference, answer(figures, self._law))
        except FiguresError as error:
            problems = [reading.placed(problem) for problem in error.problems]
            return invalid(document.number, reading.reference, problems, self._settings.lang)

    def _refusals(self, figures: "Figures") -> tuple[Problem, ...]:
        return refusals(figures, self._law)


def answer(figures: "Figures", law: Law | None) -> Decision | NotTested:
    """The sums and the verdict of figures, or why they are not tested.

    Raises:
        FiguresError: where the law has no answer.
    """
    ruling = governing(figures, law)
    return ruling if isinstance(ruling, NotTested) else decide_year(figures, ruling)


def row_of(number: int, reference: str | None, answer: Decision | Standing | NotTested) -> Row:
    """The line of the output for an answer."""
    if isinstance(answer, NotTested):
        return not_tested(number, reference, answer)
    return decided(number, reference, answer)
