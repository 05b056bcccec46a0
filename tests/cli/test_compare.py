import json
import re

import pytest


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


@pytest.mark.parametrize(
    ("type_", "start", "form", "code", "ja", "en", "citation"),
    [
        (
            "open_hospital", "2025-04-01", "  legal_form: public_interest\n", "public-interest-association",
            "公益社団法人・公益財団法人であるため", "A public-interest association",
            "法人税法施行規則5条柱書",
        ),
        (
            "welfare_hospital", "2025-04-01", "  legal_form: other\n", "not-a-general-association",
            "一般社団法人・一般財団法人でないため", "Not a general association", "法人税法施行規則6条柱書",
        ),
        (
            "koseiren", "2022-04-01", "", "before-income-test",
            "収入要件が設けられる前の会計年度", "begins before the income requirement",
            "法人税法施行規則5条の2①三（2024-04-01施行。申請は前年度を示す）",
        ),
    ],
)  # fmt: skip
def test_a_body_that_is_not_tested_is_told_so(
    call, written, figures, type_, start, form, code, ja, en, citation
):
    path = written("a.yaml", figures(type=type_, start=start, form=form))
    for format_ in ("text", "html", "markdown"):
        for lang, why, verdict in (("ja", ja, "対象外"), ("en", en, "Not applicable")):
            result = call("compare", path, "--format", format_, "--lang", lang)
            told = "".join(re.sub("<[^>]*>", "", result.stdout).split())
            assert result.exit_code == 0
            for words in (verdict, why, citation):
                assert "".join(words.split()) in told
    told = json.loads(call("compare", path, "--format", "json").stdout)["not_tested"]
    assert (told["reason_code"], told["citation"]) == (code, citation)
    every = json.loads(call("compare", path, "--all-types", "--format", "json").stdout)
    assert {one["type"]: one.get("not_tested", {}).get("reason_code") for one in every}[type_] == code
    assert "not_tested" not in every[0]  # 社会医療法人
    shown = "".join(call("compare", path, "--all-types").stdout.split())
    assert f"対象外：{ja}" in shown


@pytest.mark.parametrize("start", ["2023-04-01", "2010-04-01"])
def test_a_body_that_is_tested_or_before_any_text_has_no_such_remark(call, written, figures, start):
    path = written("a.yaml", figures(type="koseiren", start=start))
    assert "対象外" not in call("compare", path).stdout
    assert "not_tested" not in json.loads(call("compare", path, "--format", "json").stdout)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_what_is_not_confirmed_is_said_of_either_side(call, example, format_):
    shown = re.sub("<[^>]*>", "", call("compare", example("september_old.yaml"), "--format", format_).stdout)
    assert "確認できていない点（改正前）：「全収入金額」を事業収益の額と読むこと" in shown
    assert "確認できていない点（改正後）" not in shown
