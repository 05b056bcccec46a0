"""Results as plain data: the JSON of contract section 4, names and order; what is added stands behind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.messages.terms import NOT_TESTED
from shinryo_ratio.messages.warnings import warning_text
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.reports.edited import edited_data
from shinryo_ratio.reports.numbers import percent
from shinryo_ratio.reports.placed import reason_of
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import (
        Assessment,
        Bounds,
        Comparison,
        IncomeRatioTest,
        LineTrace,
        Ratio,
        SiblingTest,
        Threshold,
    )
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law.model import Words

ASSESSMENT_SCHEMA = "shinryo-ratio/assessment/1"
COMPARISON_SCHEMA = "shinryo-ratio/comparison/1"


def assessment_data(assessment: "Assessment", lang: Language) -> dict[str, Any]:
    """An assessment as the contract has it; amounts in yen."""
    figures = assessment.figures
    return {
        "schema": ASSESSMENT_SCHEMA,
        "reference": figures.reference,
        **_subject(figures),
        "verdict": assessment.verdict,
        "tests": [
            income_data(assessment.income, figures, lang),
            *(_sibling(test, lang) for test in assessment.siblings),
        ],
        "warnings": [
            {"code": notice.code, "message": warning_text(notice.code, dict(notice.values), lang)}
            for notice in assessment.warnings
        ],
        "fingerprint": dict(assessment.fingerprint),
        **edited_data(assessment),
    }


def comparison_data(comparison: "Comparison", lang: Language) -> dict[str, Any]:
    """A comparison as the contract has it."""
    figures = comparison.figures
    return {
        "schema": COMPARISON_SCHEMA,
        "old": income_data(comparison.old, figures, lang),
        "revised": income_data(comparison.revised, figures, lang),
        "lines": [
            {
                "line": old.line, "name": old.name, "amount": old.amount,
                "old": {"numerator": old.numerator, "denominator": old.denominator},
                "revised": {"numerator": revised.numerator, "denominator": revised.denominator},
            }
            for old, revised in zip(comparison.old.lines, comparison.revised.lines, strict=True)
        ],
        "reference": figures.reference,
        **_subject(figures),
        **_not_tested(comparison, lang),
    }  # fmt: skip


def _not_tested(comparison: "Comparison", lang: Language) -> dict[str, Any]:
    """Why the corporation is not tested in its year; no key where it is."""
    why = comparison.not_tested
    if why is None:
        return {}
    reason = NOT_TESTED[why.reason][lang]
    return {"not_tested": {"reason_code": why.reason, "reason": reason, "citation": why.citation}}


def all_types_data(comparisons: "Sequence[Comparison]", lang: Language) -> list[dict[str, Any]]:
    """The comparison of every type."""
    return [
        {
            "type": comparison.figures.corporation.type,
            "old": income_data(comparison.old, comparison.figures, lang),
            "revised": income_data(comparison.revised, comparison.figures, lang),
            **_not_tested(comparison, lang),
        }
        for comparison in comparisons
    ]


def summary_data(results: "Sequence[tuple[str, Assessment | FiguresError]]", lang: Language) -> list[Any]:
    """One row for each file."""
    return [_summary_row(file, result, lang) for file, result in results]


def problems_data(error: FiguresError, lang: Language) -> list[dict[str, Any]]:
    """The problems of an input."""
    return [problem.as_dict(lang) for problem in error.problems]


def _summary_row(file: str, result: "Assessment | FiguresError", lang: Language) -> dict[str, Any]:
    if isinstance(result, FiguresError):
        return {"file": file, "errors": problems_data(result, lang)}
    test = result.income
    return {
        "file": file,
        "reference": result.figures.reference,
        **_subject(result.figures),
        "verdict": test.verdict,
        "certainty": test.certainty,
        "reason_code": test.reason_code,
        "ruleset": test.ruleset.id if test.ruleset else None,
        "percent": percent(test.numerator, test.denominator),
        "margins": test.margins._asdict() if test.margins else None,
        "open_facts": len(test.open_facts),
        "open_readings": len(test.open_readings),
        **edited_data(result),
    }


def _subject(figures: "Figures") -> dict[str, Any]:
    corporation, year = figures.corporation, figures.fiscal_year
    return {
        "corporation": {"name": corporation.name, "type": corporation.type},
        "fiscal_year": {"start": year.start.isoformat(), "end": year.end.isoformat()},
        "basis": figures.basis,
    }


# -- the income ratio ---------------------------------------------------------------------------


def income_data(test: "IncomeRatioTest", figures: "Figures", lang: Language) -> dict[str, Any]:
    """The income ratio as the contract has it."""
    ruleset = test.ruleset
    return {
        "id": test.id,
        "ruleset": ruleset.id if ruleset else None,
        "status": test.status,
        "verdict": test.verdict,
        "certainty": test.certainty,
        "reason_code": test.reason_code,
        "numerator": test.numerator,
        "denominator": test.denominator,
        "threshold": _threshold(test.threshold),
        "percent": percent(test.numerator, test.denominator),
        "margins": test.margins._asdict() if test.margins else None,
        "bounds": _bounds(test.bounds),
        "bounds_all_readings": _bounds(test.bounds_all_readings),
        "open_facts": [fact._asdict() for fact in test.open_facts],
        "open_readings": [
            {**reading._asdict(), "lines": list(reading.lines)} for reading in test.open_readings
        ],
        "items": [
            {"item": item.item, "kinds": list(item.kinds), "numerator": item.numerator} for item in test.items
        ],
        "bridge": [
            {
                "reason_code": step.reason_code, "amount": step.amount,
                "reason": reason_name(step.reason_code, lang),
            }
            for step in test.bridge
        ],
        "lines": [_line(line, figures, test, lang) for line in test.lines],
        **_law(test, lang),
        **_confirmed(test, figures),
        **_questions(test, figures, lang),
    }  # fmt: skip


def _threshold(threshold: "Threshold | None") -> dict[str, Any] | None:
    return None if threshold is None else threshold._asdict()


def _bounds(bounds: "Bounds | None") -> dict[str, Any] | None:
    return None if bounds is None else {"low": _ratio(bounds.low), "high": _ratio(bounds.high)}


def _ratio(ratio: "Ratio | None") -> dict[str, int] | None:
    return None if ratio is None else ratio._asdict()


def _line(line: "LineTrace", figures: "Figures", test: "IncomeRatioTest", lang: Language) -> dict[str, Any]:
    assert test.ruleset is not None
    say = Voice(lang)
    return {
        "line": line.line,
        "name": line.name,
        "amount": line.amount,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "reason_code": line.reason_code,
        "reason": reason_of(line, figures, test.ruleset, say),
        "citation": say.citation(line),
        "item": line.item,
        "kind": line.kind,
        "business": line.business,
        "section": line.section,
        "effective_section": line.effective_section,
    }


def _law(test: "IncomeRatioTest", lang: Language) -> dict[str, Any]:
    """What the text rests on, and where the ratio stands against the portion shown beside."""
    ruleset = test.ruleset
    if ruleset is None:
        citation = test.not_tested.citation if test.not_tested else None
        return {"citation": citation, "unconfirmed": _words(test.unconfirmed, lang)}
    found: dict[str, Any] = {
        "citation": ruleset.citation,
        "legal_basis": ruleset.legal_basis,
        "unconfirmed": _words(test.unconfirmed, lang),
    }
    beside = ruleset.entry.shown_beside
    if beside is not None:
        found["shown_beside"] = {
            "numerator": beside.numerator, "denominator": beside.denominator, "comparison": ">",
            "exceeds": test.exceeds_shown_beside,
        }  # fmt: skip
    return found


def _confirmed(test: "IncomeRatioTest", figures: "Figures") -> dict[str, Any]:
    """The readings that a recorded confirmation closes; no key where there is none."""
    held = test.ruleset.readings if test.ruleset else ()
    found = [
        {
            "id": id_, "choice": said.choice, "confirmed_by": said.confirmed_by,
            "date": said.date.isoformat() if said.date else None,
        }
        for id_, said in figures.readings.chosen.items()
        if said.confirmed and id_ in held
    ]  # fmt: skip
    return {"confirmed_readings": found} if found else {}


def _questions(test: "IncomeRatioTest", figures: "Figures", lang: Language) -> dict[str, Any]:
    """What to find out; no key where nothing is to be asked."""
    from shinryo_ratio.reports.asking import question_data, questions_of

    say = Voice(lang)
    found = [question_data(question, figures, say) for question in questions_of(figures, test)]
    return {"questions": found} if found else {}


# -- the sibling tests --------------------------------------------------------------------------


def _sibling(test: "SiblingTest", lang: Language) -> dict[str, Any]:
    return {
        "id": test.id,
        "ruleset": test.ruleset.id,
        "status": test.status,
        "verdict": test.verdict,
        "certainty": None,
        "reason_code": None,
        "numerator": test.numerator,
        "denominator": test.denominator,
        "threshold": _threshold(test.threshold),
        "percent": percent(test.numerator, test.denominator),
        "margins": None,
        "missing": list(test.missing),
        "citation": test.citation,
        "unconfirmed": _words(test.unconfirmed, lang),
    }


def _words(words: "Sequence[Words]", lang: Language) -> list[str]:
    return list(map(Voice(lang).words, words))
