import json
from pathlib import Path

import pytest

MET, NOT_MET, USAGE, INVALID, UNDETERMINED, NOT_APPLICABLE = range(6)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("shakai_2025.yaml", MET, "収入要件を満たします"),
        ("exactly_80.yaml", NOT_MET, "ちょうど 80％"),
        ("broken.yaml", INVALID, ""),
        ("raw_statement.yaml", UNDETERMINED, "判定できません"),
    ],
)
def test_the_verdict_is_the_exit_status(call, example, name, status, words):
    result = call("check", example(name))
    assert result.exit_code == status
    assert words in result.stdout


def test_not_applicable_is_five(call, written, figures):
    path = written("a.yaml", figures(type="welfare_hospital", form="  legal_form: other\n"))
    result = call("check", path)
    assert result.exit_code == NOT_APPLICABLE
    assert "対象外" in result.stdout


def test_no_denominator_is_undetermined(call, written, figures):
    assert call("check", written("a.yaml", figures(0, 0))).exit_code == UNDETERMINED


def test_every_error_of_a_file_is_on_standard_error_with_its_place(call, example):
    result = call("check", example("broken.yaml"))
    assert result.stdout == ""
    assert "broken.yaml:14:11: unknown-word" in result.stderr
    assert "誤り 9 件" in result.stderr


def test_errors_are_data_where_results_are(call, example):
    result = call("check", example("broken.yaml"), "--format", "json", "--lang", "en")
    errors = json.loads(result.stderr)["errors"]
    assert len(errors) == 9
    assert errors[0]["place"]["line"] == 9
    assert set(errors[0]) == {"code", "place", "message", "help"}


@pytest.mark.parametrize(
    ("results", "status"),
    [
        ("met not_met invalid", INVALID),
        ("met not_met undetermined", NOT_MET),
        ("not_applicable undetermined met", UNDETERMINED),
        ("met not_applicable", NOT_APPLICABLE),
        ("met met", MET),
    ],
)
def test_of_several_files_the_first_of_3_1_4_5_0_that_occurs(call, written, figures, results, status):
    texts = {
        "met": figures(900, 100),
        "not_met": figures(800, 200),
        "undetermined": figures(0, 0),
        "not_applicable": figures(type="welfare_hospital", form="  legal_form: other\n"),
        "invalid": "corporation: {}\n",
    }
    paths = [written(f"{number}.yaml", texts[name]) for number, name in enumerate(results.split())]
    assert call("check", *paths).exit_code == status


def test_good_files_are_reported_beside_bad_ones(call, example):
    result = call("check", example("broken.yaml"), example("shakai_2025.yaml"))
    assert result.exit_code == INVALID
    assert "収入要件を満たします" in result.stdout
    assert "年度の比較" not in result.stdout
    assert "broken.yaml" in result.stderr


def test_a_file_that_does_not_exist_stops_no_other(call, example):
    result = call("check", "missing.yaml", example("exactly_80.yaml"))
    assert result.exit_code == INVALID
    assert "missing.yaml: file-missing" in result.stderr
    assert "ちょうど会" in result.stdout


def test_years_of_one_corporation_stand_in_a_table_in_their_order(call, example):
    result = call("check", example("shakai_2025.yaml"), example("shakai_2024.yaml"))
    assert result.exit_code == NOT_MET
    table = result.stdout.partition("年度の比較")[2]
    assert table.index("2024-04-01") < table.index("2025-04-01")


def test_different_corporations_have_no_table(call, example):
    result = call("check", example("shakai_2025.yaml"), example("exactly_80.yaml"))
    assert "年度の比較" not in result.stdout
    assert result.stdout.count("収入要件計算書") == 2


def test_years_are_gathered_among_other_corporations(call, example):
    names = ("shakai_2025.yaml", "exactly_80.yaml", "shakai_2024.yaml")
    result = call("check", *map(example, names))
    assert result.stdout.count("収入要件計算書") == 3
    assert result.stdout.count("年度の比較") == 1


def test_json_of_one_file_is_an_object_and_of_several_a_list(call, example):
    one = json.loads(call("check", example("shakai_2025.yaml"), "--format", "json").stdout)
    assert one["verdict"] == "met"
    names = ("shakai_2025.yaml", "exactly_80.yaml")
    two = json.loads(call("check", *map(example, names), "--format", "json").stdout)
    assert [document["verdict"] for document in two] == ["met", "not_met"]


def test_json_of_several_files_is_a_list_although_one_alone_is_good(call, example):
    result = call("check", example("broken.yaml"), example("exactly_80.yaml"), "--format", "json")
    assert [document["reference"] for document in json.loads(result.stdout)] == ["EX-80"]


def test_markdown(call, example):
    assert call("check", example("shakai_2025.yaml"), "--format", "markdown").stdout.startswith("# ")


def test_english(call, example):
    assert (
        "The income requirement is met" in call("check", example("shakai_2025.yaml"), "--lang", "en").stdout
    )


def test_the_language_may_come_from_the_environment(call, example):
    result = call("check", example("shakai_2025.yaml"), env={"SHINRYO_RATIO_LANG": "en"})
    assert "The income requirement is met" in result.stdout


def test_summary_has_a_row_a_file(call, example):
    names = ("shakai_2025.yaml", "broken.yaml", "exactly_80.yaml")
    result = call("check", "--summary", *map(example, names), "--format", "json")
    rows = json.loads(result.stdout)
    assert [Path(row["file"]).name for row in rows] == list(names)
    assert [row.get("verdict") for row in rows] == ["met", None, "not_met"]
    assert result.exit_code == INVALID


def test_standard_input(call, figures):
    result = call("check", "-", input=figures(800, 200))
    assert result.exit_code == NOT_MET


def test_standard_input_may_be_json(call):
    document = {
        "corporation": {"name": "医療法人 試験会", "type": "social"},
        "fiscal_year": {"start": "2025-04-01"},
        "revenue": [{"name": "診療", "amount": 1, "kind": "social_insurance"}],
    }
    assert call("check", "-", input=json.dumps(document)).exit_code == MET


def test_csv_takes_the_corporation_from_options(call, example):
    options = (
        "--type",
        "特定医療法人",
        "--start",
        "R7.4.1",
        "--name",
        "医療法人 訪問会",
        "--reference",
        "A-1",
    )
    result = call("check", example("houmon_csv.csv"), *options, "--format", "json")
    document = json.loads(result.stdout)
    assert result.exit_code == MET
    assert document["corporation"] == {"name": "医療法人 訪問会", "type": "specified"}
    assert document["fiscal_year"] == {"start": "2025-04-01", "end": "2026-03-31"}
    assert document["reference"] == "A-1"


def test_csv_without_options_says_which_are_needed(call, example):
    result = call("check", example("houmon_csv.csv"))
    assert result.exit_code == INVALID
    assert "--type" in result.stderr
    assert "--start" in result.stderr


def test_options_of_csv_are_refused_for_yaml(call, example):
    result = call("check", example("shakai_2025.yaml"), "--legal-form", "general")
    assert result.exit_code == INVALID
    assert "option-without-csv" in result.stderr
    assert "--legal-form" in result.stderr


def test_a_csv_of_many_corporations_gives_a_report_each(call, written):
    header = "法人名,法人区分,会計年度開始,科目,金額,区分\n"
    rows = (
        "甲会,社会医療法人,2025-04-01,診療,10,社会保険診療\n乙会,認定医療法人,2025-04-01,自費,10,自費診療\n"
    )
    result = call("check", written("many.csv", header + rows))
    assert result.exit_code == NOT_MET
    assert "社会医療法人 甲会" in result.stdout
    assert "認定医療法人 乙会" in result.stdout


def test_an_encoding_may_be_named(call, tmp_path, figures):
    path = tmp_path / "a.yaml"
    path.write_bytes(figures().encode("euc_jp"))
    assert call("check", path, "--encoding", "euc_jp").exit_code == MET
    assert call("check", path, "--encoding", "utf-8").exit_code == INVALID


def test_errors_of_the_law_are_shown_where_the_file_says_it(call, written, figures):
    path = written("a.yaml", figures(start="2016-04-01"))
    result = call("check", path)
    assert result.exit_code == INVALID
    assert "a.yaml:5:10: fiscal-year-outside-law" in result.stderr


def test_errors_of_the_law_are_shown_beside_the_others(call, written, figures):
    result = call("check", written("a.yaml", figures(counted=-5, start="2016-04-01")))
    assert result.exit_code == INVALID
    assert "a.yaml:5:10: fiscal-year-outside-law" in result.stderr
    assert "a.yaml:7:24: amount-too-small" in result.stderr


def test_an_election_outside_the_measure_is_shown_where_it_stands(call, written, figures):
    path = written("a.yaml", figures(more="elections:\n  covid_subsidy_measure: true\n"))
    result = call("check", path)
    assert result.exit_code == INVALID
    assert "a.yaml:7:26: covid-election-outside-measure" in result.stderr


# -- --reading ----------------------------------------------------------------------------------


@pytest.fixture
def copayments(written):
    return written(
        "c.yaml",
        "corporation: {name: 医療法人 試験会, type: social}\n"
        "fiscal_year: {start: 2025-04-01}\n"
        "readings: {care-copayment: default}\n"
        "revenue:\n"
        "  - {name: 給付, amount: 75, kind: long_term_care}\n"
        "  - {name: 負担, amount: 10, kind: long_term_care, copayment: true}\n"
        "  - {name: 自費, amount: 15, kind: self_pay}\n",
    )


def test_a_reading_is_chosen_for_one_run(call, copayments):
    assert call("check", copayments).exit_code == MET
    assert call("check", copayments, "--reading", "care-copayment=alternative").exit_code == NOT_MET
    assert call("check", copayments, "--reading", "care-copayment=別案").exit_code == NOT_MET
    assert call("check", copayments, "--reading", "care-copayment=default").exit_code == MET


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("care-copaymen=alternative", "care-copayment"),
        ("zzzz=alternative", "使える id"),
        ("care-copayment", "care-copayment=alternative"),
        ("care-copayment=yes", "care-copayment=alternative"),
    ],
)
def test_an_unknown_reading_is_a_usage_error(call, copayments, given, words):
    result = call("check", copayments, "--reading", given)
    assert result.exit_code == USAGE
    assert words in result.stderr
    assert result.stdout == ""


def test_an_unknown_reading_in_english(call, copayments):
    result = call("check", copayments, "--reading", "care-copaymen=default", "--lang", "en")
    assert "Did you mean care-copayment?" in result.stderr
    assert "Known:" in call("check", copayments, "--reading", "zzzz=default", "--lang", "en").stderr
    assert "write" in call("check", copayments, "--reading", "care-copayment=x", "--lang", "en").stderr


# -- --law --------------------------------------------------------------------------------------


@pytest.fixture
def stricter(written):
    """The shipped law of 社会医療法人 with another threshold from 2027 on."""
    from importlib.resources import files

    text = files("shinryo_ratio.law").joinpath("data/social.toml").read_text("utf-8")
    head, _, last = text.rpartition("[[rulesets]]")
    last = last.replace("2025-04-01", "2027-04-01").replace("numerator = 80", "numerator = 90", 1)
    return written("own.toml", head.partition("[[rulesets]]")[0] + "[[rulesets]]" + last)


def test_an_own_law_file_governs(call, written, figures, stricter):
    path = written("a.yaml", figures(850, 150, start="2027-04-01"))
    assert call("check", path).exit_code == MET
    result = call("check", path, "--law", stricter, "--format", "json")
    assert result.exit_code == NOT_MET
    assert json.loads(result.stdout)["tests"][0]["threshold"]["numerator"] == 90


def test_an_invalid_law_file_is_invalid_input(call, written, figures):
    law = written("own.toml", 'type = "social"\n')
    result = call("check", written("a.yaml", figures()), "--law", law)
    assert result.exit_code == INVALID
    assert "law-file-invalid" in result.stderr
    assert result.stdout == ""


def test_a_law_file_that_does_not_exist_is_invalid_input(call, written, figures):
    result = call("check", written("a.yaml", figures()), "--law", "none.toml")
    assert result.exit_code == INVALID
    assert "none.toml" in result.stderr


def test_errors_and_notes_of_several_files_are_one_document(call, example, monkeypatch):
    """Results on standard output; on standard error all that is wrong or should be looked at, as data."""
    from shinryo_ratio import readers
    from shinryo_ratio.problems import Place, Problem

    noted = Problem("excel-formulas-read", Place(file="b.xlsx", sheet="収入", cell="C2"))
    read = readers.read

    def noting(path, **options):
        return tuple(source._replace(notes=(noted,)) for source in read(path, **options))

    monkeypatch.setattr(readers, "read", noting)
    names = ("exactly_80.yaml", "broken.yaml", "shakai_2025.yaml")
    for options in ((), ("--summary",)):
        result = call("check", *map(example, names), "--format", "json", *options)
        assert result.exit_code == 3
        told = json.loads(result.stderr)
        assert {error["place"]["file"] for error in told["errors"]} == {str(example("broken.yaml"))}
        assert [note["code"] for note in told["notes"]] == ["excel-formulas-read"] * 2
        assert len(json.loads(result.stdout)) == (3 if options else 2)
    alone = call("check", example("shakai_2025.yaml"), "--format", "json")
    assert json.loads(alone.stderr)["errors"] == []
    text = call("check", example("shakai_2025.yaml"), example("broken.yaml"))
    assert "注意 b.xlsx!収入!C2: excel-formulas-read" in text.stderr
    assert "broken.yaml:9:10: date-impossible" in text.stderr
