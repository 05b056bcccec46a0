"""Speaking one language: the catalogue's words for the codes of an assessment."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from shinryo_ratio.figures.dates import to_era
from shinryo_ratio.messages import terms
from shinryo_ratio.messages.labels import label
from shinryo_ratio.messages.language import Language
from shinryo_ratio.reports.numbers import of_hundred, percent
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison, IncomeRatioTest, LineTrace, SiblingTest
    from shinryo_ratio.law import RuleSet
    from shinryo_ratio.law.model import Words


class Voice:
    """The catalogue in one language."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang

    def __call__(self, key: str, **values: str | int) -> str:
        """A label."""
        return label(key, self.lang, **values)

    def words(self, words: "Words") -> str:
        """What the law's data say in both languages."""
        return words.ja if self.lang == "ja" else words.en

    def listed(self, texts: Iterable[str]) -> str:
        """Texts in a row."""
        return self("list").join(texts)

    def verdict(self, test: "IncomeRatioTest") -> str:
        """The verdict in words; marked where it depends on a reading or the definition is unconfirmed."""
        return self._marked(test, ["mark-reading"] if test.certainty == "depends_on_reading" else [])

    def sibling_verdict(self, test: "SiblingTest") -> str:
        """The verdict of a sibling test in words; marked where the test is unconfirmed."""
        return self._marked(test, [])

    def _marked(self, test: "IncomeRatioTest | SiblingTest", marks: list[str]) -> str:
        words = terms.VERDICTS[test.verdict][self.lang]
        if test.status != "primary":
            marks.append("mark-unconfirmed")
        return self("marked", verdict=words, marks=self.listed(map(self, marks))) if marks else words

    def corporation(self, subject: "Assessment | Comparison") -> str:
        """The name as it is written, with the type before it."""
        corporation = subject.figures.corporation
        return f"{terms.term('type', corporation.type, 'ja')} {plain(corporation.name)}"

    def year(self, subject: "Assessment | Comparison") -> str:
        """The fiscal year in both calendars, and whether it is actual."""
        figures = subject.figures
        start, end = figures.fiscal_year.start, figures.fiscal_year.end
        return self(
            "year-words",
            start=start.isoformat(),
            end=end.isoformat(),
            era_start=to_era(start),
            era_end=to_era(end),
            basis=terms.term("basis", figures.basis, self.lang),
        )

    def day(self, day: date) -> str:
        """A day in the calendar of the language."""
        return to_era(day) if self.lang == "ja" else day.isoformat()

    def citation(self, line: "LineTrace") -> str:
        """The article that a line is placed by; of a line that no article speaks of, why none does."""
        return self("internal-citation") if line.reason_code == "internal" else line.citation

    def percent(self, numerator: int | None, denominator: int | None) -> str:
        """A ratio, cut to three decimals, or a dash."""
        cut = percent(numerator, denominator)
        return self("none") if cut is None else self("percent-cell", percent=cut)

    def item(self, ruleset: "RuleSet", item: str) -> str:
        """A statutory item: its number in the text and its words."""
        for entry in ruleset.items:
            if entry.id == item:
                title = entry.title(self.lang)
                return f"{item} {title}" if item.startswith("(") else title
        measure = ruleset.covid_measure
        return measure.en if measure is not None and self.lang == "en" else item

    def denominator(self, ruleset: "RuleSet") -> str:
        """What the law calls the denominator."""
        scope = ruleset.denominator
        return f"{scope.words}, {scope.en}" if self.lang == "en" else scope.words


def threshold(ruleset: "RuleSet") -> str:
    """The threshold in per cent, such as 80."""
    return of_hundred((ruleset.threshold.numerator, ruleset.threshold.denominator))
