"""Assessing: the law of the fiscal year is looked up, every line is placed, integers decide."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from shinryo_ratio.engine.assessment import Assessment, Comparison, IncomeRatioTest, Notice
from shinryo_ratio.engine.decision import Decision, decide
from shinryo_ratio.engine.siblings import sibling_tests
from shinryo_ratio.engine.trace import bridge, item_sums, line_traces
from shinryo_ratio.law import Law, NotTested, RuleSet
from shinryo_ratio.problems import FiguresError, Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures


_PUBLIC_MONEY: Final = ("subsidy", "public_commission")


@lru_cache(maxsize=1)
def shipped_law() -> Law:
    """The law as shipped, read once."""
    return Law()


def assess(figures: "Figures", *, law: Law | str | Path | None = None) -> Assessment:
    """Assess one fiscal year.

    Args:
        figures: validated figures.
        law: rule sets of the user's own, as a `Law` or the path of a law file; the shipped law if None.

    Returns:
        The assessment; amounts in yen.

    Raises:
        FiguresError: `fiscal-year-outside-law` where no text is held for the year's start;
            `covid-election-outside-measure` where the measure does not cover the year; the problems of an own
            law file.
        TypeError: where `figures` are no `Figures`.
    """
    ruling = governing(figures, law)
    if isinstance(ruling, NotTested):
        test = IncomeRatioTest(
            ruleset=None, verdict="not_applicable", reason_code=ruling.reason, not_tested=ruling
        )
        return Assessment(figures=figures, income=test, warnings=tuple(_document_warnings(figures)))
    decision = decide_year(figures, ruling)
    test = _with_trace(figures, decision, covid_elected=figures.elections.covid_subsidy_measure)
    warnings = (*_document_warnings(figures), *_warnings(figures, decision))
    siblings = sibling_tests(figures, decision)
    return Assessment(figures=figures, income=test, siblings=siblings, warnings=warnings)


def governing(figures: "Figures", law: Law | str | Path | None = None) -> RuleSet | NotTested:
    """The rule set that governs the fiscal year, or why the corporation is not tested.

    Raises:
        FiguresError: where no text is held for the year's start.
    """
    _demand_figures(figures)
    if law is None:
        law = shipped_law()
    elif not isinstance(law, Law):
        law = Law.load(law)
    corporation = figures.corporation
    return law.of_type(corporation.type).governing(corporation.legal_form, figures.fiscal_year.start)


def decide_year(figures: "Figures", ruleset: RuleSet) -> Decision:
    """The sums and the verdict alone, without siblings, warnings and trace.

    Raises:
        FiguresError: where the COVID measure is elected in a year that it does not cover.
    """
    elected = figures.elections.covid_subsidy_measure
    if elected and not ruleset.covers_covid_measure(figures.fiscal_year.end):
        raise _outside_measure(figures)
    return decide(figures, ruleset, covid_elected=elected)


def compare(figures: "Figures", *, law: Law | str | Path | None = None) -> Comparison:
    """The same figures under the type's last old rule set and the revised one, whatever the fiscal year.

    An election of the COVID measure counts on the old side alone, by the real end of the year.

    Raises:
        FiguresError: where the measure is elected for a year that ends before it begins, or a problem of an
            own law file.
    """
    _demand_figures(figures)
    if law is None:
        law = shipped_law()
    elif not isinstance(law, Law):
        law = Law.load(law)
    held = law.of_type(figures.corporation.type)
    old, revised = held.last_of("old"), held.last_of("revised")
    elected = figures.elections.covid_subsidy_measure
    if elected and not old.covers_covid_measure(figures.fiscal_year.end):
        raise _outside_measure(figures)
    form, start = figures.corporation.legal_form, figures.fiscal_year.start
    return Comparison(
        figures=figures,
        old=_with_trace(figures, decide(figures, old, covid_elected=elected), covid_elected=elected),
        revised=_with_trace(figures, decide(figures, revised, covid_elected=False), covid_elected=False),
        not_tested=next((entry for entry in held.not_tested if entry.applies(form, start)), None),
    )


def _demand_figures(figures: object) -> None:
    """Tell a program early that it hands over something else, such as a document that was never read."""
    from shinryo_ratio.figures import Figures

    if not isinstance(figures, Figures):
        raise TypeError(
            "figures must be shinryo_ratio.Figures, as load, loads or Figures.model_validate return them,"
            f" not {type(figures).__name__}"
        )


def _with_trace(figures: "Figures", decision: Decision, *, covid_elected: bool) -> IncomeRatioTest:
    lines = line_traces(figures, decision)
    return IncomeRatioTest(
        ruleset=decision.ruleset,
        verdict=decision.verdict,
        certainty=decision.certainty,
        reason_code=decision.reason_code,
        numerator=decision.sums.numerator,
        denominator=decision.sums.denominator,
        margins=decision.margins,
        bounds=decision.bounds,
        bounds_all_readings=decision.bounds_all_readings,
        open_facts=decision.open_facts,
        open_readings=decision.open_readings,
        items=item_sums(decision.ruleset, lines, covid_elected=covid_elected),
        bridge=bridge(lines),
        lines=lines,
        decision=decision,
    )


def _outside_measure(figures: "Figures") -> FiguresError:
    year = figures.fiscal_year
    values = {"start": year.start.isoformat(), "end": year.end.isoformat(), "from": "2020-04-01"}
    place = Place(path="elections.covid_subsidy_measure")
    return FiguresError([Problem("covid-election-outside-measure", place, values)])


def _document_warnings(figures: "Figures") -> Iterator[Notice]:
    if not figures.statement.totals:
        yield Notice("statement-missing")
    if figures.fiscal_year.is_short:
        yield Notice("short-year")
    if figures.unit == "thousand_yen":
        yield Notice("thousand-yen")


def _warnings(figures: "Figures", decision: Decision) -> Iterator[Notice]:
    ruleset, year = decision.ruleset, figures.fiscal_year
    if year.start > ruleset.text_read_until:
        yield Notice("after-text-read", (("read_until", ruleset.text_read_until.isoformat()),))
    if ruleset.status != "primary":
        yield Notice("definition-unconfirmed", (("status", ruleset.status),))
    foreign_from = ruleset.foreign_patients_from
    if foreign_from is not None and year.start < foreign_from <= year.end:
        yield Notice("tariff-rule-straddles", (("from", foreign_from.isoformat()),))
    yield from _line_warnings(figures, decision)


def _line_warnings(figures: "Figures", decision: Decision) -> Iterator[Notice]:
    folded, ruleset, elections = decision.folded, decision.ruleset, figures.elections
    for code, slots in decision.plan.notices:
        could_elect = ruleset.covers_covid_measure(figures.fiscal_year.end)
        if code == "covid-lines-not-elected" and (elections.covid_subsidy_measure or not could_elect):
            continue
        yield Notice(code, (("lines", _listed(folded.lines_of(slots))),))
    moved = []
    if any(shape.kind in _PUBLIC_MONEY for shape in folded.shapes):
        moved = [
            number
            for number, (line, slot) in enumerate(zip(figures.revenue, folded.slots, strict=True), 1)
            if line.kind in _PUBLIC_MONEY and slot >= 0 and line.section != folded.shapes[slot].section
        ]
    if moved:
        yield Notice("subsidy-booked-non-operating", (("lines", _listed(moved)),))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
