"""The catalogue and the codes are the same lists: nothing without words, no words without a code."""

import re
import string
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from shinryo_ratio.engine import assessment
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law, PlacementTable, Shape
from shinryo_ratio.law.model import (
    CostName,
    CostShare,
    Definition,
    IncomeToCost,
    NotTested,
    Status,
    TariffDeclaration,
)
from shinryo_ratio.law.placement import _UNKNOWN_REASONS, PLACED_FACTS
from shinryo_ratio.messages import labels, terms
from shinryo_ratio.messages.facts import FACT_CODES, FACTS
from shinryo_ratio.messages.reasons import REASON_CODES, REASONS, reason_name, reason_sentence
from shinryo_ratio.messages.warnings import WARNING_CODES, WARNINGS, warning_text

SOURCES = Path(assessment.__file__).parents[1]
LITERAL = r'"([a-z]+(?:-[a-z]+)*)"'
RULESETS = [ruleset for held in Law().all_types() for ruleset in held.rulesets]
VALUES: dict[str, tuple[Any, ...]] = {
    "granted_for": ("operations", "fixed_assets", None),
    "same_tariff": (False, True, None),
}


def _shapes() -> Iterator[Shape]:
    """Every shape, its facts known or not."""
    for kind in v.KINDS:
        facts = [VALUES.get(name, (False, True)) for name in PLACED_FACTS.get(kind, ())]
        for business, section, stated in product(v.BUSINESSES, v.SECTIONS, product(*facts)):
            if not (business in ("ancillary_other", "profit") and kind in v.INSURED_SERVICE_KINDS):
                yield Shape(kind, business, section, stated)


def _reasons_of(table: PlacementTable) -> Iterator[str]:
    for shape in _shapes():
        settings = [frozenset[str]()]
        for reading in table.readings_of(shape):
            settings += [setting | {reading} for setting in settings]
        for setting in settings:
            cell = table.at(setting)[shape]
            yield cell.stated.reason


def _placed() -> set[str]:
    return {
        reason
        for ruleset in RULESETS
        for elected in (False, True)
        for reason in _reasons_of(ruleset.placement(covid_elected=elected))
    }


def _written(room: str, pattern: str) -> set[str]:
    """What the sources of a room write in this form."""
    files = sorted((SOURCES / room).glob("*.py"))
    return {found for file in files for found in re.findall(pattern, file.read_text("utf-8"))}


def test_every_reason_has_words_and_all_words_have_a_reason() -> None:
    assert _placed() <= set(REASON_CODES)
    assert set(REASON_CODES) <= _written("law", LITERAL) | _written("engine", LITERAL)


def test_every_reason_of_the_trace_has_words() -> None:
    literals = set(re.findall(LITERAL, (SOURCES / "engine" / "trace.py").read_text("utf-8")))
    assert {code for code in literals if "-" in code or code == "internal"} <= set(REASON_CODES)


def test_every_warning_has_words() -> None:
    assert _written("engine", r'Notice\(\s*"([a-z-]+)"') <= set(WARNING_CODES)
    assert set(WARNING_CODES) <= _written("engine", LITERAL)


def test_every_open_fact_has_words() -> None:
    written = _written("engine", r'OpenFact\([^"()]*"([a-z_]+)"')
    assert written | set(_UNKNOWN_REASONS) == set(FACT_CODES)


def test_every_verdict_status_and_reason_of_a_test_has_words() -> None:
    assert set(terms.VERDICTS) == set(get_args(assessment.Verdict))
    assert set(terms.CERTAINTIES) == set(get_args(assessment.Certainty))
    assert set(terms.STATUSES) == set(get_args(Status))
    assert set(terms.NOT_TESTED) == set(get_args(NotTested.fields()["reason"]))
    assert set(terms.UNDECIDED) == _written("engine", r'reason_code="([a-z_]+)"')
    assert set(terms.COSTS) == set(get_args(CostName))
    assert set(terms.INCOMES) == set(get_args(Definition))
    siblings = (CostShare, IncomeToCost, TariffDeclaration)
    ids = {get_args(sibling.fields()["id"])[0] for sibling in siblings}
    assert set(terms.TESTS) == ids | {"income_ratio"}


def test_every_word_of_the_vocabulary_is_there_in_english() -> None:
    tables = {
        "kind": v.KINDS, "business": v.BUSINESSES, "section": v.SECTIONS, "type": v.CORPORATION_TYPES,
        "basis": v.BASES, "standard": v.ACCOUNTING_STANDARDS, "legal_form": v.LEGAL_FORMS,
    }  # fmt: skip
    for table, words in tables.items():
        for code in words:
            assert terms.term(table, code, "en").isascii()
            assert terms.term(table, code, "ja") == words[code][0]
    assert terms.short_kind("subsidy", "ja") == "補助金等"


def _phrases() -> Iterator[tuple[str, Any]]:
    for code, reason in REASONS.items():
        for part in reason._fields:
            yield f"reasons.{code}.{part}", getattr(reason, part)
    for code, fact in FACTS.items():
        yield f"facts.{code}.name", fact.name
        yield f"facts.{code}.find_out", fact.find_out
    tables = {
        "warnings": WARNINGS, "labels": labels.LABELS, "verdicts": terms.VERDICTS, "statuses": terms.STATUSES,
        "certainties": terms.CERTAINTIES, "not_tested": terms.NOT_TESTED, "undecided": terms.UNDECIDED,
        "tests": terms.TESTS, "costs": terms.COSTS, "incomes": terms.INCOMES, "missing": terms.MISSING,
    }  # fmt: skip
    for table, words in tables.items():
        for code, phrase in words.items():
            yield f"{table}.{code}", phrase


@pytest.mark.parametrize(("name", "phrase"), list(_phrases()))
def test_every_phrase_is_printable_and_names_the_same_values(name: str, phrase: Any) -> None:
    named = []
    for lang in ("ja", "en"):
        phrase[lang].encode("cp932")
        named.append({field for _, field, _, _ in string.Formatter().parse(phrase[lang]) if field})
    assert named[0] == named[1]


def test_every_label_is_used() -> None:
    used = "\n".join(file.read_text("utf-8") for file in (SOURCES / "reports").glob("*.py"))
    prefixes = tuple(re.findall(r'f"([a-z-]+-)\{', used))
    keys = {key for pair in re.findall(r"""\"([a-z-]+)\"|'([a-z-]+)'""", used) for key in pair}
    unused = [key for key in labels.LABELS if key not in keys and not key.startswith(prefixes)]
    assert unused == []
    groups = [
        group for name, group in vars(labels).items() if name.startswith("_") and isinstance(group, dict)
    ]
    groups = [group for group in groups if set(group) <= set(labels.LABELS)]
    assert sum(map(len, groups)) == len(labels.LABELS), "a key stands in two groups"


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert reason_name("new-reason", "ja") == "new-reason"
    assert reason_sentence("new-reason", {}, "ja") == "new-reason"
    assert warning_text("new-warning", {}, "en") == "new-warning"
    assert reason_sentence("delivery-cap", {"item": "(4)"}, "en").startswith("Counts as (4) up to ? yen")


def test_all_rule_sets_are_looked_at() -> None:
    assert len(RULESETS) > 15
