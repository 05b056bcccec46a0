"""A result is worked out again from its figures: the same, or what differs."""

import json
import socket
from pathlib import Path

import pytest

from shinryo_ratio import assess, load
from shinryo_ratio.law import Law
from shinryo_ratio.reports.as_data import assessment_data
from shinryo_ratio.verify import verify

EXAMPLES = Path(__file__).parents[2] / "examples"
GOOD = sorted(path.name for path in EXAMPLES.glob("*.yaml") if path.name != "broken.yaml")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", GOOD)
def test_a_result_is_the_same_in_either_language(call, result_of, name, lang):
    result = result_of(name, options=("--lang", lang))
    status, output, _ = call("verify", result, EXAMPLES / name)
    assert status == 0
    assert "計算し直した結果と同じです" in output


def test_neither_clock_nor_path_nor_network_matters(call, result_of, tmp_path, monkeypatch):
    result = result_of("shakai_2025.yaml")
    elsewhere = tmp_path / "別の場所" / "数値.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes((EXAMPLES / "shakai_2025.yaml").read_bytes())
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setattr(socket, "socket", None)
    assert call("verify", result, elsewhere)[0] == 0


def test_what_never_decides_is_in_no_fingerprint_but_is_compared(call, result_of, tmp_path):
    result = result_of("shakai_2025.yaml")
    text = (EXAMPLES / "shakai_2025.yaml").read_text("utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("見本会", "別名会"), "utf-8")
    status, output, _ = call("verify", result, other, "--format", "json")
    assert status == 1
    (found,) = json.loads(output)["results"]
    assert [(each["part"], each["path"]) for each in found["differences"]] == [
        ("details", "corporation.name")
    ]


def test_other_figures_are_told_with_what_follows(call, result_of, tmp_path):
    result = result_of("exactly_80.yaml")
    text = (EXAMPLES / "exactly_80.yaml").read_text("utf-8")
    other = tmp_path / "other.yaml"
    text = text.replace("amount: 1512400000", "amount: 1512400001").replace("3000000000", "3000000001")
    other.write_text(text, "utf-8")
    status, output, _ = call("verify", result, other, "--format", "json")
    assert status == 1
    found = {each["path"]: each for each in json.loads(output)["results"][0]["differences"]}
    assert found["fingerprint.figures"]["part"] == "figures"
    assert found["verdict"] == {"part": "verdict", "path": "verdict", "stated": "not_met", "found": "met"}
    numerator = found["tests[0].numerator"]
    assert numerator["part"] == "sums"
    assert (numerator["stated"], numerator["found"]) == (2_400_000_000, 2_400_000_001)


@pytest.mark.parametrize(
    ("steps", "value", "part", "path"),
    [
        (("verdict",), "not_met", "verdict", "verdict"),
        (("tests", 0, "certainty"), "depends_on_reading", "verdict", "tests[0].certainty"),
        (("tests", 0, "numerator"), 1, "sums", "tests[0].numerator"),
        (("tests", 0, "numerator"), True, "sums", "tests[0].numerator"),
        (("tests", 0, "percent"), "99.999", "sums", "tests[0].percent"),
        (("tests", 0, "margins", "other_revenue_room"), 1, "sums", "tests[0].margins.other_revenue_room"),
        (("tests", 0, "lines", 2, "denominator"), 1, "sums", "tests[0].lines[2].denominator"),
        (("tests", 0, "lines", 2, "reason_code"), "x", "verdict", "tests[0].lines[2].reason_code"),
        (("tests", 0, "ruleset"), "social/2019-04-01", "ruleset", "tests[0].ruleset"),
        (("tests", 0, "threshold", "numerator"), 60, "ruleset", "tests[0].threshold.numerator"),
        (("tests", 0, "items"), [], "sums", "tests[0].items"),
        (("tests", 1, "verdict"), "not_met", "verdict", "tests[1].verdict"),
        (("fingerprint", "figures"), "sha256:0", "figures", "fingerprint.figures"),
        (("fingerprint", "ruleset"), "sha256:0", "ruleset", "fingerprint.ruleset"),
        (("fingerprint", "ruleset"), None, "ruleset", "fingerprint.ruleset"),
        (("fingerprint", "version"), "0.0.1", "version", "fingerprint.version"),
        (("reference",), "B", "details", "reference"),
        (("fiscal_year", "end"), "2026-03-30", "details", "fiscal_year.end"),
        (("warnings",), [{"code": "x"}], "details", "warnings"),
        (("tests", 0, "bounds"), KeyError, "sums", "tests[0].bounds"),
    ],
)
def test_one_thing_that_was_changed_is_named(call, result_of, changed, steps, value, part, path):
    result = result_of("shakai_2025.yaml")
    changed(result, steps, value)
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    assert status == 1
    differences = json.loads(output)["results"][0]["differences"]
    assert [(each["part"], each["path"]) for each in differences] == [(part, path)]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("steps", "value", "path"),
    [
        (("tests", 0, "lines", 0, "reason"), "because", "tests[0].lines[0].reason"),
        (("tests", 0, "lines", 0, "citation"), "第九十九条", "tests[0].lines[0].citation"),
        (("tests", 0, "legal_basis"), KeyError, "tests[0].legal_basis"),
        (("tests", 0, "unconfirmed"), ["x"], "tests[0].unconfirmed"),
        (("tests", 0, "bridge", 0, "reason"), "x", "tests[0].bridge[0].reason"),
        (("a_new_key",), None, "a_new_key"),
    ],
)
def test_words_and_keys_of_a_result_of_this_version_are_compared(
    call, result_of, changed, steps, value, path, lang
):
    result = result_of("shakai_2025.yaml", options=("--lang", lang))
    changed(result, steps, value)
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    (found,) = json.loads(output)["results"]
    assert status == 1
    assert found["words_compared"] is True
    assert [each["path"] for each in found["differences"]] == [path]


def test_a_key_without_a_value_that_was_deleted_is_told(call, result_of, changed):
    result = result_of("shakai_2025.yaml")
    assert json.loads(result.read_text("utf-8"))["tests"][0]["margins"]["qualifying_shortfall"] is None
    changed(result, ("tests", 0, "margins", "qualifying_shortfall"), KeyError)
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    assert status == 1
    assert json.loads(output)["results"][0]["differences"] == [
        {"part": "sums", "path": "tests[0].margins.qualifying_shortfall", "stated": None, "found": None,
         "absent": "stated"},
    ]  # fmt: skip
    assert "結果　: （記載なし）" in call("verify", result, EXAMPLES / "shakai_2025.yaml")[1]


def test_words_of_another_version_are_not_compared_and_that_is_said(call, result_of, changed):
    result = result_of("shakai_2025.yaml")
    changed(result, ("fingerprint", "version"), "0.0.1")
    changed(result, ("a_new_key",), 1)
    changed(result, ("tests", 0, "lines", 0, "reason"), "because")
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    (found,) = json.loads(output)["results"]
    assert status == 1
    assert [each["path"] for each in found["differences"]] == ["fingerprint.version"]
    assert found["words_compared"] is False
    assert "文言は照合していません" in call("verify", result, EXAMPLES / "shakai_2025.yaml")[1]
    assert (
        "Words were not compared" in call("verify", result, EXAMPLES / "shakai_2025.yaml", "--lang", "en")[1]
    )


def test_what_an_older_version_did_not_say_is_no_difference(call, result_of, changed):
    result = result_of("shakai_2025.yaml")
    changed(result, ("fingerprint", "version"), "0.0.1")
    changed(result, ("tests", 0, "legal_basis"), KeyError)
    changed(result, ("tests", 0, "lines", 0, "effective_section"), KeyError)
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--lang", "en")
    assert status == 1
    assert "1 differences" in output
    assert "version: fingerprint.version" in output
    assert "Nothing differs but the version: with --any-version that is no difference." in output


def test_another_version_alone_is_no_difference_where_that_is_said(call, result_of, changed):
    """Years later, every result is of another version: then the exit status must still say something."""
    result = result_of("shakai_2025.yaml")
    command = ("verify", result, EXAMPLES / "shakai_2025.yaml", "--any-version")
    changed(result, ("fingerprint", "version"), "0.0.1")
    status, output, _ = call(*command)
    assert status == 0
    assert "結果を作ったプログラムの版: 0.0.1" in output.splitlines()[1]
    data = json.loads(call(*command, "--format", "json")[1])
    assert data["same"] is True
    assert data["results"][0]["other_version"] == "0.0.1"
    changed(result, ("verdict",), "not_met")
    status, output, _ = call(*command, "--format", "json")
    assert status == 1
    assert [each["path"] for each in json.loads(output)["results"][0]["differences"]] == ["verdict"]


@pytest.mark.parametrize(
    "key",
    [
        *(
            "ruleset",
            "status",
            "verdict",
            "certainty",
            "reason_code",
            "numerator",
            "denominator",
            "threshold",
        ),
        *("percent", "margins", "bounds", "bounds_all_readings", "open_facts", "open_readings", "items"),
        *("bridge", "lines"),
    ],
)
def test_what_every_version_says_may_not_be_lacking_under_any(call, result_of, changed, key):
    """Contract section 4: these are said of every result."""
    result = result_of("shakai_2025.yaml")
    changed(result, ("fingerprint", "version"), "9.0.0")
    changed(result, ("tests", 0, key), KeyError)
    command = ("verify", result, EXAMPLES / "shakai_2025.yaml", "--any-version", "--format", "json")
    status, output, _ = call(*command)
    assert status == 1
    (difference,) = json.loads(output)["results"][0]["differences"]
    assert (difference["path"], difference["absent"]) == (f"tests[0].{key}", "stated")


def test_a_test_of_which_only_the_name_is_left(call, result_of, changed):
    result = result_of("shakai_2025.yaml")
    changed(result, ("fingerprint", "version"), "0.0.1")
    changed(result, ("tests", 0), {"id": "income_ratio"})
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    paths = {each["path"] for each in json.loads(output)["results"][0]["differences"]}
    assert status == 1
    assert {"tests[0].verdict", "tests[0].numerator", "tests[0].denominator", "tests[0].ruleset"} <= paths


# -- revisions ----------------------------------------------------------------------------------

SHIPPED = Path(__file__).parents[2] / "src" / "shinryo_ratio" / "law" / "data" / "social.toml"


@pytest.fixture
def corrected(tmp_path):
    """The law after a correction: 社会医療法人's revised rule set at 81%, revision 2."""
    text = SHIPPED.read_text("utf-8")
    head, mark, rest = text.partition('id = "social/2025-04-01"')
    assert mark
    rest = rest.replace("numerator = 80", "numerator = 81", 1)
    path = tmp_path / "corrected.toml"
    path.write_text(head + mark + "\nrevision = 2" + rest, "utf-8")
    return path


def test_a_result_of_a_revision_that_was_corrected_is_verified_under_it(call, result_of, corrected):
    """The shipped rule set is kept beside the user's own one of its id, and still applied."""
    result = result_of("exactly_80.yaml")
    before = json.loads(result.read_text("utf-8"))
    status, output, _ = call("verify", result, EXAMPLES / "exactly_80.yaml", "--law", corrected)
    assert status == 0
    assert "revision 1" in output
    assert before["tests"][0]["ruleset"] == "social/2025-04-01"
    found = json.loads(
        call("verify", result, EXAMPLES / "exactly_80.yaml", "--law", corrected, "--format", "json")[1]
    )
    assert found["results"][0]["superseded"] == {"ruleset": "social/2025-04-01", "revision": 1}


def test_a_result_of_the_corrected_law_needs_it(call, result_of, corrected):
    result = result_of("exactly_80.yaml", options=("--law", str(corrected)))
    assert call("verify", result, EXAMPLES / "exactly_80.yaml", "--law", corrected)[0] == 0
    status, output, _ = call("verify", result, EXAMPLES / "exactly_80.yaml", "--format", "json")
    assert status == 1
    first = json.loads(output)["results"][0]["differences"][0]
    assert first["part"] == "ruleset"


def test_a_revision_that_is_kept_in_the_package_is_found(corrected, monkeypatch, tmp_path):
    """Here the shipped law is the corrected one's past: what it says is verified under the kept file."""
    from shinryo_ratio.law import files

    figures = load(EXAMPLES / "exactly_80.yaml")
    law = Law.load(corrected)
    result = json.loads(json.dumps(assessment_data(assess(figures, law=law), "ja")))
    assert not verify(result, figures).same
    folder = tmp_path / "superseded"
    folder.mkdir()
    corrected.rename(folder / "social-2.toml")
    monkeypatch.setattr(files, "SUPERSEDED", folder)
    found = verify(result, figures)
    assert found.same
    assert found.superseded
    ruleset = found.assessment.income.ruleset
    assert ruleset is not None
    assert ruleset.entry.revision == 2


def test_what_is_not_tested_verifies_without_a_rule_set(call, tmp_path):
    figures = tmp_path / "a.yaml"
    figures.write_text(
        "corporation: {name: 甲会, type: koseiren}\nfiscal_year: {start: 2022-04-01}\n"
        "revenue: [{name: 診療, amount: 1, kind: social_insurance}]\n",
        "utf-8",
    )
    result = tmp_path / "r.json"
    result.write_text(call("check", figures, "--format", "json")[1], "utf-8")
    assert json.loads(result.read_text("utf-8"))["fingerprint"]["ruleset"] is None
    assert call("verify", result, figures)[0] == 0


def test_a_reading_chosen_for_the_run_is_given_again(call, result_of):
    options = ("--reading", "fixed-asset-subsidy=alternative")
    result = result_of("shakai_2025.yaml", options=options)
    assert call("verify", result, EXAMPLES / "shakai_2025.yaml", *options)[0] == 0
    assert call("verify", result, EXAMPLES / "shakai_2025.yaml")[0] == 1


# -- several results ----------------------------------------------------------------------------


def test_several_results_find_their_figures_in_any_order(call, result_of):
    result = result_of("shakai_2024.yaml", "shakai_2025.yaml", "group.yaml")
    names = ("group.yaml", "shakai_2025.yaml", "shakai_2024.yaml")
    status, output, _ = call("verify", result, *(EXAMPLES / name for name in names))
    assert status == 0
    assert output.count("同じです") == 3


def test_a_result_without_figures_is_told(call, result_of):
    result = result_of("shakai_2024.yaml", "shakai_2025.yaml")
    status, output, _ = call("verify", result, EXAMPLES / "shakai_2025.yaml", "--format", "json")
    assert status == 1
    data = json.loads(output)
    assert data["schema"] == "shinryo-ratio/verification/1"
    assert not data["same"]
    assert [each["same"] for each in data["results"]] == [False, True]
    assert data["results"][0]["differences"][0]["part"] == "figures"


def test_figures_without_a_result_are_told(call, result_of):
    result = result_of("shakai_2025.yaml")
    names = ("shakai_2025.yaml", "group.yaml")
    status, output, _ = call("verify", result, *(EXAMPLES / name for name in names), "--format", "json")
    assert status == 1
    first, second = json.loads(output)["results"]
    assert first["same"]
    (difference,) = second["differences"]
    assert (difference["part"], difference["absent"]) == ("figures", "stated")
    assert difference["found"] == second["subject"]


TWO_CORPORATIONS = """\
reference,corporation_name,corporation_type,fiscal_year_start,name,amount,kind
A1,甲会,social,2025-04-01,診療,900,social_insurance
A2,乙会,social,2025-04-01,診療,900,social_insurance
A3,丙会,social,2025-04-01,診療,900,social_insurance
"""


def test_results_taken_out_of_a_table_are_verified_where_that_is_said(call, tmp_path):
    figures, result = tmp_path / "in.csv", tmp_path / "r.json"
    figures.write_text(TWO_CORPORATIONS, "utf-8")
    every = json.loads(call("check", figures, "--format", "json")[1])
    for taken in (every[1], every[1:2], every[:2]):
        result.write_text(json.dumps(taken), "utf-8")
        status, output, _ = call("verify", result, figures)
        assert status == 1
        assert "A3 丙会 2025-04-01: 1か所が" in output
        left = 3 - (len(taken) if isinstance(taken, list) else 1)
        status, output, _ = call("verify", result, figures, "--excerpt")
        assert status == 0
        assert f"結果のない数値 {left}件は照合していません" in output


def test_many_differences_are_counted(call, result_of):
    result = result_of("shakai_2025.yaml")
    _, output, _ = call("verify", result, EXAMPLES / "shakai_2024.yaml")
    assert "ほか" in output.splitlines()[-1]


NEARLY = '{"schema": "shinryo-ratio/assessment/%s", "verdict": "met", "tests": %s, "fingerprint": %s}'

# -- what is no result --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "json-value-expected"),
        ("{", "json-key-expected"),
        ('{"schema": "a", "schema": "b"}', "duplicate-key"),
        ("[]", "result-unknown"),
        ("{}", "result-unknown"),
        ("1", "result-unknown"),
        ('{"schema": "shinryo-ratio/figures/1"}', "result-unknown"),
        (NEARLY % ("2", "[{}]", "{}"), "result-unknown"),
        (NEARLY % ("1", "[{}]", "{}"), "result-unknown"),
        (NEARLY % ("1", "[]", '{"figures": "", "ruleset": "", "version": ""}'), "result-unknown"),
        (NEARLY % ("1", '"x"', '{"figures": "", "ruleset": "", "version": ""}'), "result-unknown"),
        (NEARLY % ("1", "1", '{"figures": "", "ruleset": "", "version": ""}'), "result-unknown"),
        (NEARLY % ("1", "[{}]", "[]"), "result-unknown"),
    ],
)
def test_what_is_no_result_is_an_error(call, tmp_path, text, code):
    result = tmp_path / "r.json"
    result.write_text(text, "utf-8")
    status, output, told = call("verify", result, EXAMPLES / "group.yaml")
    assert status == 3
    assert output == ""
    assert f"r.json:1:1: {code}" in told or code in told


def test_figures_that_are_wrong_are_an_error(call, result_of, tmp_path):
    result = result_of("group.yaml")
    status, _, told = call("verify", result, EXAMPLES / "broken.yaml")
    assert status == 3
    assert "broken.yaml:" in told
    early = tmp_path / "early.yaml"
    early.write_text(
        (EXAMPLES / "group.yaml")
        .read_text("utf-8")
        .replace("2026-04-01", "2016-04-01")
        .replace("2027-03-31", "2017-03-31"),
        "utf-8",
    )
    status, _, told = call("verify", result, early)
    assert status == 3
    assert "fiscal-year-outside-law" in told
    assert call("verify", "nowhere.json", EXAMPLES / "group.yaml")[0] == 3
    assert call("verify", result)[0] == 2
    assert call("verify", result, EXAMPLES / "group.yaml", "--law", tmp_path / "no.toml")[0] == 3


def test_a_result_from_standard_input(call, result_of):
    text = result_of("group.yaml").read_text("utf-8")
    assert call("verify", "-", EXAMPLES / "group.yaml", input=text)[0] == 0
