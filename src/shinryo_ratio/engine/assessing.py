"""Assessing: the law of the fiscal year is looked up, every line is placed, integers decide."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from shinryo_ratio.engine.assessment import Assessment, Comparison, IncomeRatioTest, Notice
from shinryo_ratio.engine.decision import Decision, decide
from shinryo_ratio.engine.siblings import sibling_tests
from shinryo_ratio.engine.trace import bridge, item_sums, line_traces
from shinryo_ratio.law import Law, NotTested, RuleSet, TypeLaw, as_law
from shinryo_ratio.law.placement import PUBLIC_MONEY
from shinryo_ratio.problems import FiguresError, Problem

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures


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
            ruleset=None, verdict="not_applicable", reason_code=ruling.reason, not_tested=ruling,
            unconfirmed=ruling.unconfirmed,
        )  # fmt: skip
        return Assessment(figures=figures, income=test, warnings=tuple(_document_warnings(figures)))
    decision = decide_year(figures, ruling)
    test = _with_trace(figures, decision, covid_elected=figures.elections.covid_subsidy_measure)
    warnings = (*_document_warnings(figures), *_warnings(figures, decision))
    siblings = sibling_tests(figures, decision)
    return Assessment(figures=figures, income=test, siblings=siblings, warnings=warnings)


def governing(figures: "Figures", law: Law | str | Path | None = None) -> RuleSet | NotTested:
    """The rule set that governs the fiscal year, or why the corporation is not tested.

    Raises:
        FiguresError: where no text is held for the year's start; where the COVID measure is elected in a
            year that it does not cover; the problems of an own law file.
        TypeError: where `figures` are no `Figures`.
    """
    held, year = _held(figures, law), figures.fiscal_year
    ruling = held.governing(figures.corporation.legal_form, year.start)
    if figures.elections.covid_subsidy_measure:
        held.demand_covid_measure(year.start, year.end)
    return ruling


def refusals(figures: "Figures", law: Law | str | Path | None = None) -> tuple[Problem, ...]:
    """What the law has against judging the year of these figures, whatever their lines say."""
    try:
        governing(figures, law)
    except FiguresError as error:
        return error.problems
    return ()


def _held(figures: "Figures", law: Law | str | Path | None) -> TypeLaw:
    """The law of the corporation's type."""
    _demand_figures(figures)
    return as_law(law).of_type(figures.corporation.type)


def decide_year(figures: "Figures", ruleset: RuleSet) -> Decision:
    """The sums and the verdict alone under the rule set that `governing` finds: no siblings, no trace."""
    return decide(figures, ruleset, covid_elected=figures.elections.covid_subsidy_measure)


def compare(figures: "Figures", *, law: Law | str | Path | None = None) -> Comparison:
    """The same figures under the type's last old rule set and the revised one, whatever the fiscal year.

    An election of the COVID measure counts on the old side alone, by the real end of the year.

    Args:
        figures: validated figures.
        law: rule sets of the user's own, as a `Law` or the path of a law file; the shipped law if None.

    Returns:
        The income ratio under either definition; amounts in yen.

    Raises:
        FiguresError: where the measure is elected for a year that ends before it begins; the problems of an
            own law file.
        TypeError: where `figures` are no `Figures`.
    """
    held, year = _held(figures, law), figures.fiscal_year
    old, revised = held.last_of("old"), held.last_of("revised")
    elected = figures.elections.covid_subsidy_measure
    if elected and not old.covers_covid_measure(year.end):
        raise held.outside_measure(year.start, year.end)
    form = figures.corporation.legal_form
    return Comparison(
        figures=figures,
        old=_with_trace(figures, decide(figures, old, covid_elected=elected), covid_elected=elected),
        revised=_with_trace(figures, decide(figures, revised, covid_elected=False), covid_elected=False),
        not_tested=next((entry for entry in held.not_tested if entry.applies(form, year.start)), None),
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
        unconfirmed=decision.ruleset.unconfirmed(covid_elected=covid_elected),
        decision=decision,
    )


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
    if any(shape.kind in PUBLIC_MONEY for shape in folded.shapes):
        moved = [
            number
            for number, (line, slot) in enumerate(zip(figures.revenue, folded.slots, strict=True), 1)
            if line.kind in PUBLIC_MONEY and slot >= 0 and line.section != folded.shapes[slot].section
        ]
    if moved:
        yield Notice("subsidy-booked-non-operating", (("lines", _listed(moved)),))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
