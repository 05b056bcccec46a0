import json


def test_both_definitions_beside_each_other(call, example):
    result = call("compare", example("shakai_2024.yaml"))
    assert result.exit_code == 0
    assert "social/2019-04-01" in result.stdout
    assert "social/2025-04-01" in result.stdout


def test_json(call, example):
    document = json.loads(call("compare", example("shakai_2024.yaml"), "--format", "json").stdout)
    assert document["schema"] == "shinryo-ratio/comparison/1"
    assert (document["old"]["verdict"], document["revised"]["verdict"]) == ("not_met", "met")


def test_all_types(call, example):
    result = call("compare", "--all-types", example("shakai_2024.yaml"), "--format", "json")
    entries = json.loads(result.stdout)
    types = ["social", "specified", "certified", "welfare_hospital", "open_hospital", "koseiren"]
    assert [entry["type"] for entry in entries] == types
    assert entries[4]["old"]["threshold"]["numerator"] == 60


def test_a_reading_is_chosen_for_one_run(call, example):
    options = ("--reading", "fixed-asset-subsidy=alternative", "--format", "json")
    plain = json.loads(call("compare", example("shakai_2025.yaml"), "--format", "json").stdout)
    chosen = json.loads(call("compare", example("shakai_2025.yaml"), *options).stdout)
    assert chosen["revised"]["denominator"] - plain["revised"]["denominator"] == 180_000_000
    assert chosen["old"]["denominator"] == plain["old"]["denominator"]


def test_invalid_input_is_three(call, example):
    result = call("compare", example("broken.yaml"))
    assert result.exit_code == 3
    assert "unknown-word" in result.stderr


def test_an_election_before_the_measure_is_shown_where_it_stands(call, written, figures):
    more = "elections:\n  covid_subsidy_measure: true\n"
    result = call("compare", written("a.yaml", figures(start="2018-04-01", more=more)))
    assert result.exit_code == 3
    assert "a.yaml:7:26: covid-election-outside-measure" in result.stderr


def test_one_corporation_at_a_time(call, written):
    header = "法人名,法人区分,会計年度開始,科目,金額,区分\n"
    rows = (
        "甲会,社会医療法人,2025-04-01,診療,10,社会保険診療\n乙会,認定医療法人,2025-04-01,自費,10,自費診療\n"
    )
    result = call("compare", written("many.csv", header + rows))
    assert result.exit_code == 3
    assert "several-corporations" in result.stderr
