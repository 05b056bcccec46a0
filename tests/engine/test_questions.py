"""What to ask: against every answer tried one by one, and against cases worked by hand."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from support import naive, strategies

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
VALUES: dict[str, tuple[Any, ...]] = {
    "kind": ("social_insurance", "other"),
    "business": ("ancillary_medical", "ancillary_other"),
    "same_tariff": (True, False),
    "granted_for": ("operations", "fixed_assets"),
}


# -- every answer, tried one by one -----------------------------------------------------------------


def _variants(line: dict[str, Any], facts: tuple[str, ...]) -> list[dict[str, Any]]:
    """What a yen of the line may be, as lines whose facts are known."""
    found = [{}]
    for fact in facts:
        found = [{**one, fact: value} for one in found for value in VALUES[fact]]
    for one in found:
        if one.get("kind") == "social_insurance":
            one.pop("business", None)
    return [one for index, one in enumerate(found) if one not in found[:index]]


def _answers(figures: Figures, question: Any) -> Iterator[tuple[dict[int, int], list[Figures]]]:
    """Every split of the line: the yen of each variant, and the figures that say so."""
    document = figures.model_dump(exclude_unset=True, by_alias=True)
    index = question.line - 1
    line = document["revenue"][index]
    variants = _variants(line, question.facts)
    for yen in naive.splits(line["amount"], len(variants)):
        parts = [{**line, **one, "amount": part} for one, part in zip(variants, yen, strict=True)]
        revenue = [*document["revenue"][:index], *parts, *document["revenue"][index + 1 :]]
        yield dict(enumerate(yen)), Figures.model_validate({**document, "revenue": revenue})


def _verdict(figures: Figures, setting: set[str]) -> str | None:
    """The verdict at a setting by brute force; None where no value of the unknowns has D > 0."""
    low, high = naive.extremes(figures, setting)
    if low is None or high is None:
        return None
    limit = naive.threshold(figures.corporation.type)
    if Fraction(*low) > limit:
        return "met"
    return "undetermined" if Fraction(*high) > limit else "not_met"


def _settings(assessment: Assessment) -> list[set[str]]:
    """Every setting of the open readings that lines touch."""
    assert assessment.income.decision is not None
    touched = {id_ for id_, _ in assessment.income.decision.plan.readings}
    chosen = naive.at_chosen(assessment.figures)
    found = [chosen - touched]
    for id_ in touched:
        found += [one | {id_} for one in found]
    return found


def _agreed(verdicts: list[str | None]) -> str | None:
    return verdicts[0] if len(set(verdicts)) == 1 and verdicts[0] != "undetermined" else "undetermined"


def _check_line(assessment: Assessment, question: Any) -> None:
    figures = assessment.figures
    here, everywhere = [naive.at_chosen(figures)], _settings(assessment)
    line = figures.revenue[question.line - 1].model_dump()
    variants = _variants(line, question.facts)
    by_scope: dict[str, list[tuple[dict[int, int], str | None]]] = {"here": [], "everywhere": []}
    for yen, answered in _answers(figures, question):
        by_scope["here"].append((yen, _agreed([_verdict(answered, one) for one in here])))
        by_scope["everywhere"].append((yen, _agreed([_verdict(answered, one) for one in everywhere])))
    verdicts = {verdict for _, verdict in by_scope["here"]}
    assert (question.settles == "none") == (not verdicts & {"met", "not_met"})
    others_open = any(fact.line != question.line for fact in assessment.income.open_facts)
    if question.settles == "every" or not others_open:
        assert (question.settles == "every") == (not verdicts & {"undetermined", None})
    if question.settles == "every" and question.certainty == "settled":
        assert not {verdict for _, verdict in by_scope["everywhere"]} & {"undetermined", None}
    for enough in question.enough:
        scope = by_scope["everywhere" if enough.certainty == "settled" else "here"]
        variant = variants.index(dict(enough.said))
        holding = {verdict for yen, verdict in scope if yen[variant] >= enough.yen}
        assert holding - {None} == {enough.verdict}
        one_less = {verdict for yen, verdict in scope if yen[variant] >= enough.yen - 1}
        assert enough.yen == 1 or one_less - {None} != {enough.verdict}
    # a verdict that some whole answer gives is told, under every reading where it holds there
    told = {(enough.verdict, enough.certainty) for enough in question.enough}
    for yen, verdict in by_scope["everywhere"]:
        if verdict in ("met", "not_met") and max(yen.values()) == line["amount"]:
            assert (verdict, "settled") in told


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(strategies.figures(st.integers(0, 5), most_lines=4))
def test_questions_about_lines(figures: Figures) -> None:
    assessment = assess(figures)
    assume(assessment.verdict == "undetermined" and assessment.income.reason_code is None)
    assert assessment.income.decision is not None
    assume(len(assessment.income.decision.plan.readings) <= 2)
    asked = {question.line for question in assessment.questions if question.about == "line"}
    assert asked == {fact.line for fact in assessment.income.open_facts}
    for question in assessment.questions:
        if question.about == "line":
            _check_line(assessment, question)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_a_line_of_unknown_scope_beside_a_limb(data: st.DataObject) -> None:
    """The denominator that an answer gives decides whether 労災 counts: a mixture may settle it alone."""
    document = data.draw(strategies.documents(st.integers(0, 40), known=True, most_lines=2))
    document["readings"] = {}
    document["fiscal_year"]["start"] = "2025-04-01"
    document["elections"] = {}
    tariff = data.draw(st.sampled_from([{}, {"same_tariff": False}]))
    document["revenue"] += [
        {"name": "労災", "kind": "workers_compensation", "amount": data.draw(st.integers(1, 9)), **tariff},
        {"name": "診療", "kind": "social_insurance", "amount": data.draw(st.integers(0, 60))},
        {
            "name": "附帯",
            "kind": "other_care",
            "amount": data.draw(st.integers(1, 30)),
            "business": "ancillary",
        },
    ]
    assessment = assess(Figures.model_validate(document))
    assume(assessment.verdict == "undetermined" and assessment.income.reason_code is None)
    assert assessment.income.decision is not None
    assume(len(assessment.income.decision.plan.readings) <= 2)
    for question in assessment.questions:
        if question.about == "line":
            _check_line(assessment, question)
