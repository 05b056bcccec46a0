import json

import pytest

from shinryo_ratio.law import Law


@pytest.fixture(scope="module")
def rulesets():
    return [ruleset for held in Law().all_types() for ruleset in held.rulesets]


def test_every_rule_set_is_listed(call, rulesets):
    result = call("law", "list", "--format", "json")
    assert result.exit_code == 0
    assert [entry["id"] for entry in json.loads(result.stdout)] == [ruleset.id for ruleset in rulesets]


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_rule_set_is_shown_with_every_citation(call, rulesets, form, lang):
    listed = call("law", "list", "--format", form, "--lang", lang).stdout
    for ruleset in rulesets:
        assert ruleset.id in listed.replace("\\_", "_")
        result = call("law", "show", ruleset.id, "--format", form, "--lang", lang)
        assert result.exit_code == 0
        shown = "".join(result.stdout.replace("\\", "").split())
        cited = [ruleset.threshold, ruleset.denominator, *ruleset.items, *ruleset.siblings]
        for part in cited:
            assert "".join(part.citation.split()) in shown


def test_spans_stand_in_both_calendars(call):
    shown = call("law", "list", "social").stdout
    assert "平成31年4月1日～令和7年3月31日" in shown
    assert "2019-04-01～2025-03-31" in shown
    assert "certified" not in shown


def test_one_rule_set_as_data(call):
    document = json.loads(call("law", "show", "social/2025-04-01", "--format", "json").stdout)
    assert document["threshold"]["numerator"] == 80
    assert [item["id"] for item in document["items"]] == [f"({number})" for number in range(1, 8)]
    assert {reading["id"] for reading in document["readings"]} >= {"care-copayment"}
    assert document["fingerprint"].startswith("sha256:")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("social", "2025-04-01"), "social/2025-04-01"),
        (("社会医療法人", "令和7年3月31日"), "social/2019-04-01"),
        (("specified",), "specified/2025-04-01"),
        (("特定医療法人/2018-04-01",), "specified/2018-04-01"),
        (("厚生連", "R5.4.1"), "koseiren/2023-04-01"),
    ],
)
def test_a_rule_set_is_found_by_type_and_date(call, args, expected):
    document = json.loads(call("law", "show", *args, "--format", "json").stdout)
    assert document["id"] == expected


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("social/2025-04-02",), "social/2025-04-01"),
        (("socal",), "social"),
        (("social", "令和7年度"), "年度"),
        (("social", "2016-04-01"), "fiscal-year-outside-law"),
        (("koseiren", "2022-04-01"), "対象外"),
        (("koseiren", "2022-04-01", "--lang", "en"), "not tested"),
        (("zzzz", "--lang", "en"), "Nothing is called zzzz"),
    ],
)
def test_what_is_not_held_is_three(call, args, words):
    result = call("law", "show", *args)
    assert result.exit_code == 3
    assert words in result.stderr
    assert result.stdout == ""


def test_an_own_law_file_is_listed(call, written):
    law = written("own.toml", "type = 1\n")
    assert call("law", "list", "--law", law).exit_code == 3


def test_list_of_an_unknown_type_offers_the_nearest(call):
    result = call("law", "list", "特定医療")
    assert result.exit_code == 3
    assert "特定医療法人" in result.stderr


def test_what_hangs_on_a_reading_is_not_shown_as_confirmed(call):
    """law.md section 6: 事業外損益 counts and commissioned check-ups count by readings that are assumed."""
    shown = "".join(call("law", "show", "social/2025-04-01").stdout.split())
    assert "資産売却益(asset_disposal)を除く）［取扱いnon-operating-income・推定・要確認］" in shown
    assert "委託による［取扱いcommissioned-checkup・推定・要確認］" in shown
    assert "固定資産取得の補助金含まない［取扱いfixed-asset-subsidy・二次資料・要確認］" in shown
    document = json.loads(call("law", "show", "social/2025-04-01", "--format", "json").stdout)
    assert document["status"] == "primary"  # the definition: its words were read
    parts = document["denominator"]["parts"]
    assert parts["non_operating"] == {"readings": ["non-operating-income"], "status": "assumed"}
    assert parts["fixed_assets"]["status"] == "secondary"
    by_seven = {counted["kind"]: counted for counted in document["items"][-1]["kinds"]}
    assert by_seven["health_checkup"]["status"] == "assumed"
    assert by_seven["health_checkup"]["readings"] == ["commissioned-checkup"]
    assert by_seven["subsidy"]["status"] == "primary"
