"""The head of a report: whose figures, which year, under which text, and why that text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shinryo_ratio.messages import terms
from shinryo_ratio.reports.blocks import Pairs
from shinryo_ratio.reports.edited import edited_row
from shinryo_ratio.reports.voice import Voice, threshold

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison, IncomeRatioTest
    from shinryo_ratio.law import RuleSet


def head(assessment: "Assessment", say: Voice) -> Pairs:
    """The corporation, the year, the text that governs and why."""
    return Pairs(
        (
            *edited_row(assessment, say),
            *corporation_rows(assessment, say),
            *_law_rows(assessment, say),
            *_choice_rows(assessment, say),
            _unit_row(assessment, say),
            (say("verdict"), _verdict(assessment.income, say)),
        )
    )


def _verdict(test: "IncomeRatioTest", say: Voice) -> str:
    if test.ruleset is None:
        return say.verdict(test)
    percent = say.percent(test.numerator, test.denominator)
    return say("head-verdict", verdict=say.verdict(test), percent=percent, threshold=threshold(test.ruleset))


def corporation_rows(subject: "Assessment | Comparison", say: Voice) -> tuple[tuple[str, str], ...]:
    """Whose figures these are, and of which year."""
    reference = subject.figures.reference
    return (
        (say("corporation"), say.corporation(subject)),
        *(((say("reference"), reference),) if reference else ()),
        (say("year"), say.year(subject)),
    )


def _law_rows(assessment: "Assessment", say: Voice) -> Iterator[tuple[str, str]]:
    ruleset, not_tested = assessment.income.ruleset, assessment.income.not_tested
    if not_tested is not None:
        yield say("law"), not_tested.citation
        yield say("status"), terms.STATUSES[not_tested.status][say.lang]
    if ruleset is not None:
        yield from _ruleset_rows(assessment, ruleset, say)
    for words in assessment.income.unconfirmed:
        yield say("unconfirmed"), say.words(words)


def _ruleset_rows(assessment: "Assessment", ruleset: "RuleSet", say: Voice) -> Iterator[tuple[str, str]]:
    yield say("law"), ruleset.legal_basis
    yield say("ruleset"), say("ruleset-words", id=ruleset.id, citation=ruleset.citation)
    yield say("amended-by"), ruleset.entry.amended_by
    yield say("why"), _why(assessment, ruleset, say)
    yield say("status"), terms.STATUSES[ruleset.status][say.lang]


def _why(assessment: "Assessment", ruleset: "RuleSet", say: Voice) -> str:
    year = assessment.figures.fiscal_year
    first, start = say.day(ruleset.first), say.day(year.start)
    if ruleset.last is None:
        return say("why-open", start=start, first=first)
    sentence = say("why-closed", start=start, first=first, last=say.day(ruleset.last))
    if year.end <= ruleset.last:
        return sentence
    return sentence + ("" if say.lang == "ja" else " ") + say("why-amended")


def _choice_rows(assessment: "Assessment", say: Voice) -> Iterator[tuple[str, str]]:
    """What else of the corporation decides, where it is not the usual."""
    figures = assessment.figures
    if figures.corporation.legal_form is not None:
        yield say("legal-form"), terms.term("legal_form", figures.corporation.legal_form, say.lang)
    if figures.accounting_standard != "medical_corporation":
        yield say("standard"), terms.term("standard", figures.accounting_standard, say.lang)
    if figures.elections.covid_subsidy_measure:
        yield say("election"), say("election-covid")


def _unit_row(assessment: "Assessment", say: Voice) -> tuple[str, str]:
    return say("unit"), say("unit-yen" if assessment.figures.unit == "yen" else "unit-thousand")
