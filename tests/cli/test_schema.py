import json
from pathlib import Path

import pytest
import yaml

from shinryo_ratio import assess, load
from shinryo_ratio.reports import render
from support.real_parts import module

jsonschema = module("jsonschema")

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
VALID = [path for path in EXAMPLES if path.name != "broken.yaml"]


class PlainDates(yaml.SafeLoader):
    """YAML with dates left as text, as JSON has them."""


PlainDates.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture
def validator(call):
    def _validator(subject):
        schema = json.loads(call("schema", subject).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    return _validator


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_every_example_satisfies_the_schema_of_figures(validator, path):
    document = yaml.load(path.read_text("utf-8"), PlainDates)
    assert list(validator("figures").iter_errors(document)) == []


def test_templates_satisfy_the_schema_of_figures(validator, call):
    document = yaml.load(call("init", "open_hospital").stdout, PlainDates)
    assert list(validator("figures").iter_errors(document)) == []


def test_the_schema_of_figures_finds_what_is_wrong(validator):
    broken = next(path for path in EXAMPLES if path.name == "broken.yaml")
    document = yaml.load(broken.read_text("utf-8"), PlainDates)
    assert list(validator("figures").iter_errors(document))


def test_the_schema_of_figures_knows_the_japanese_words_and_the_keys_with_hyphens(call):
    schema = json.loads(call("schema").stdout)
    care = schema["$defs"]["CareLine"]["properties"]
    assert {"long_term_care", "介護保険給付"} <= set(care["kind"]["enum"])
    assert "介護保険給付" in care["kind"]["description"]
    assert "schema" in schema["properties"]
    assert "care-copayment" in schema["$defs"]["Readings"]["properties"]
    assert "end" not in schema["$defs"]["FiscalYear"]["required"]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_assessment_satisfies_its_schema(validator, path, lang):
    document = json.loads(render(assess(load(path)), "json", lang))
    assert list(validator("assessment").iter_errors(document)) == []


@pytest.mark.parametrize("more", ["welfare_hospital", "no denominator"])
def test_assessments_without_sums_satisfy_the_schema_too(validator, call, written, figures, more):
    text = (
        figures(type="welfare_hospital", form="  legal_form: other\n")
        if more == "welfare_hospital"
        else figures(0, 0)
    )
    document = json.loads(call("check", written("a.yaml", text), "--format", "json").stdout)
    assert list(validator("assessment").iter_errors(document)) == []


@pytest.mark.parametrize("key", ["verdict", "tests", "fingerprint"])
def test_the_schema_of_the_assessment_demands_what_the_contract_promises(validator, key):
    document = json.loads(render(assess(load(VALID[0])), "json", "ja"))
    del document[key]
    assert list(validator("assessment").iter_errors(document))


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_every_code_of_an_assessment_is_in_the_closed_lists(call, path):
    codes = json.loads(call("schema", "codes").stdout)
    document = json.loads(render(assess(load(path)), "json", "ja"))
    income = document["tests"][0]
    assert income["ruleset"] in codes["rulesets"]
    assert {line["reason_code"] for line in income["lines"]} <= set(codes["line_reasons"])
    assert {step["reason_code"] for step in income["bridge"]} <= set(codes["line_reasons"])
    assert {fact["fact"] for fact in income["open_facts"]} <= set(codes["facts"])
    assert {reading["id"] for reading in income["open_readings"]} <= set(codes["readings"])
    assert {warning["code"] for warning in document["warnings"]} <= set(codes["warnings"])
    assert {test["id"] for test in document["tests"]} <= set(codes["tests"])


def test_the_lists_speak_english_too(call):
    assert json.loads(call("schema", "codes", "--lang", "en").stdout)["verdicts"]["met"] == "met"


def test_an_unknown_subject_is_a_usage_error(call):
    assert call("schema", "figure").exit_code == 2
