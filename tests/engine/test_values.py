"""Results are values: frozen, equal to what they were pickled from, in this process and in another."""

import copy
import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from shinryo_ratio import Figures, assess, compare, load, loads, to_dict
from shinryo_ratio.engine import Threshold
from shinryo_ratio.law import Law

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = [path for path in sorted(EXAMPLES.glob("*.yaml")) if path.name != "broken.yaml"]
NOT_TESTED = {
    "corporation": {"name": "見本会", "type": "welfare_hospital", "legal_form": "other"},
    "fiscal_year": {"start": "2025-04-01"},
    "revenue": [{"name": "診療", "amount": 1, "kind": "social_insurance"}],
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("decide", [assess, compare])
def test_a_copy_is_equal(path, decide):
    result = decide(load(path))
    for other in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result), copy.copy(result)):
        assert other == result
        assert hash(other) == hash(result)
        assert to_dict(other) == to_dict(result)


def test_what_was_asked_for_does_not_change_what_is_equal():
    """Questions and fingerprint are worked out when asked for, and travel or not."""
    figures = load(EXAMPLES / "raw_statement.yaml")
    asked, plain = assess(figures), assess(figures)
    assert asked.questions
    assert asked.fingerprint["figures"]
    assert asked == plain
    other = pickle.loads(pickle.dumps(asked))
    assert (other, other.fingerprint, other.questions) == (plain, plain.fingerprint, plain.questions)


def test_results_of_other_processes_are_equal():
    """Of processes that read the law for themselves."""
    figures = [load(path) for path in FILES[:4]]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(assess, figures)) == [assess(found) for found in figures]


def test_rule_sets_are_equal_where_they_say_the_same(tmp_path):
    first, second = (Law().of_type("social").rulesets for _ in range(2))
    assert first == second
    assert first[0] != first[1]
    assert len({*first, *second}) == len(first)
    assert first[0] != first[0].id
    data = Path(EXAMPLES.parent / "src/shinryo_ratio/law/data/social.toml").read_text("utf-8")
    stricter = tmp_path / "own.toml"
    stricter.write_text(data.replace("numerator = 80", "numerator = 81"), "utf-8")
    own = Law.load(stricter).of_type("social").rulesets
    assert [ruleset.id for ruleset in own] == [ruleset.id for ruleset in first]
    assert not set(own) & set(first)


def test_the_tables_of_a_rule_set_do_not_travel():
    ruleset = Law().of_type("social").rulesets[-1]
    small = len(pickle.dumps(ruleset))
    assert ruleset.content
    other = pickle.loads(pickle.dumps(ruleset))
    assert len(pickle.dumps(ruleset)) == small
    assert (other, other.fingerprint, other.content) == (ruleset, ruleset.fingerprint, ruleset.content)


def test_the_fingerprint_is_read_only():
    assessment = assess(load(FILES[0]))
    with pytest.raises(TypeError):
        assessment.fingerprint["figures"] = "sha256:0"  # type: ignore[index]
    assert json.loads(json.dumps(to_dict(assessment)["fingerprint"])) == dict(assessment.fingerprint)


def test_the_threshold_is_an_attribute_as_it_is_a_key():
    assessment = assess(load(EXAMPLES / "open_hospital.yaml"))
    assert assessment.income.threshold == Threshold(60, 100, ">")
    assert to_dict(assessment)["tests"][0]["threshold"] == assessment.income.threshold._asdict()
    assert assess(Figures.model_validate(NOT_TESTED)).income.threshold is None
    siblings = {test.id: test.threshold for test in assess(load(EXAMPLES / "shakai_2025.yaml")).siblings}
    assert siblings == {
        "main_business_cost_share": Threshold(63, 100, ">"),
        "income_to_cost": Threshold(150, 100, "<="),
        "self_pay_tariff": None,
    }


@pytest.mark.parametrize("wrong", [{}, NOT_TESTED, None, "figures.yaml", [1]])
def test_what_are_no_figures_is_said(wrong):
    for decide in (assess, compare):
        with pytest.raises(TypeError, match=f"must be shinryo_ratio.Figures.*not {type(wrong).__name__}"):
            decide(wrong)


def test_what_cannot_be_read_at_all_is_said():
    for wrong in (123, None, {}, Path("a.json")):
        with pytest.raises(TypeError, match="data must be str or bytes"):
            loads(wrong, "json")
    for wrong in (123, None, {}):
        with pytest.raises(TypeError, match="path must be str or Path"):
            load(wrong)
