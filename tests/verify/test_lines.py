"""The lines of a batch, judged again."""

import json

import pytest

from support.corporations import ndjson, of_any_chart
from support.real_parts import module


@pytest.fixture
def judged(call, tmp_path):
    """An input with a bad line, and its output."""
    path, out = tmp_path / "in.ndjson", tmp_path / "out.ndjson"
    path.write_bytes(b"".join(ndjson(of_any_chart(number) for number in range(3))) + b"\n")
    assert call("batch", path, "-o", out)[0] == 3
    return path, out


def differences(call, out, path, *options):
    status, output, _ = call("verify", out, path, "--format", "json", *options)
    return status, [
        (one["subject"], each["part"], each["path"])
        for one in json.loads(output)["results"]
        for each in one["differences"]
    ]


def test_the_same_lines(call, judged):
    path, out = judged
    status, output, _ = call("verify", out, path)
    assert status == 0
    assert output == (
        "4件: 計算し直した結果と同じです。\n"
        "説明の文言は照合していません（この版のプログラムの結果と分かるときだけ照合します）。\n"
    )


def test_a_line_that_was_changed(call, judged):
    path, out = judged
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    rows[1]["margins"]["other_revenue_room"] = 5
    rows[3]["errors"][0]["code"] = "file-empty"
    rows[3]["errors"][0]["message"] = "other words"
    out.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    status, found = differences(call, out, path, "--lang", "en")
    assert status == 1
    assert found == [
        ("line 2", "sums", "margins.other_revenue_room"),
        ("line 4", "details", "errors[0].code"),
    ]  # fmt: skip


def test_a_verdict_beside_errors_and_errors_beside_a_verdict(call, judged):
    """A line has one form or the other: who reads the verdict alone is not to be misled."""
    path, out = judged
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    rows[0]["errors"] = []
    rows[3] |= {"verdict": "met", "percent": "99.000"}
    out.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert differences(call, out, path) == (1, [
        ("1行目", "details", "errors"), ("4行目", "verdict", "verdict"), ("4行目", "sums", "percent"),
    ])  # fmt: skip


@pytest.mark.parametrize("number", [0, -1])
def test_a_line_without_a_number_from_one(call, judged, number):
    path, out = judged
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    rows[0]["line"] = number
    out.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    status, _, errors = call("verify", out, path, "--format", "json")
    assert status == 3
    assert "result-unknown" in errors


def test_a_line_that_is_lacking_or_one_too_many(call, judged):
    path, out = judged
    lines = out.read_text("utf-8").splitlines()
    out.write_text("\n".join([lines[0], *lines[2:]]), "utf-8")
    assert differences(call, out, path) == (1, [("2行目", "details", "line")])
    out.write_text("\n".join(lines[:2]), "utf-8")
    assert differences(call, out, path) == (1, [("3行目", "details", "line"), ("4行目", "details", "line")])
    further = lines[2].replace('"line": 3', '"line": 9')
    out.write_text("\n".join([*lines, further]), "utf-8")
    assert differences(call, out, path) == (1, [("9行目", "figures", "line")])


def test_one_line_taken_out(call, judged):
    path, out = judged
    """Only where that is said: else three documents have no line, and nothing shows that none was lost."""
    line = out_line(out)
    out.write_text(line, "utf-8")
    lost = [(f"{number}行目", "details", "line") for number in (1, 2, 4)]
    assert differences(call, out, path) == (1, lost)
    assert call("verify", out, path)[1].splitlines()[-1] == (
        "結果のない数値があります。一部だけを抜き出した結果なら --excerpt を付けてください。"
    )
    status, output, _ = call("verify", out, path, "--excerpt")
    assert status == 0
    assert output == (
        "1件: 計算し直した結果と同じです。\n結果のない数値 3件は照合していません（--excerpt）。\n"
    )
    assert json.loads(call("verify", out, path, "--excerpt", "--format", "json")[1])["passed_over"] == 3
    out.write_text(line.replace("A-000002", "A-7"), "utf-8")
    assert differences(call, out, path, "--excerpt") == (1, [("3行目", "details", "reference")])


def out_line(out):
    return out.read_text("utf-8").splitlines()[2]


def test_an_output_without_a_line_is_not_the_same(call, judged):
    path, out = judged
    out.write_bytes(b"")
    lost = [(f"{number}行目", "details", "line") for number in (1, 2, 3, 4)]
    assert differences(call, out, path) == (1, lost)
    status, output, told = call("verify", out, path, "--excerpt")
    assert (status, output) == (3, "")
    assert "out.ndjson: result-empty" in told


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[" * 100_000,
        '{"line": ' + '{"a": ' * 100_000,
        "[1]",
        '{"line": 1}',
        '{"line": "1", "verdict": "met"}',
        '{"line": true, "verdict": 1}',
    ],
)
def test_what_is_no_line_of_a_batch(call, judged, text):
    path, out = judged
    out.write_text(text, "utf-8")
    status, _, told = call("verify", out, path)
    assert status == 3
    assert "out.ndjson:1: result-unknown" in told


def test_lines_out_of_order(call, judged):
    path, out = judged
    lines = out.read_text("utf-8").splitlines()
    for kept, told in (
        ([1, 0, 2, 3], "out.ndjson:2: result-line-order"),
        ([0, 0, 1, 2], "out.ndjson:2: result-line-again"),
        ([0, 1, 2, 1], "out.ndjson:4: result-line-order"),
    ):
        out.write_text("\n".join(lines[number] for number in kept), "utf-8")
        status, output, problems = call("verify", out, path)
        assert (status, output) == (3, "")
        assert told in problems
    assert "2行目の結果が、3行目の結果の後にあります。" in problems


@pytest.mark.parametrize("end", ["\n\n", "\n  \n"])
def test_a_blank_line_of_an_output(call, judged, end):
    path, out = judged
    lines = out.read_text("utf-8").splitlines()
    out.write_text("\n".join([lines[0], end.strip("\n"), *lines[1:]]), "utf-8")
    assert "out.ndjson:2: result-line-blank" in call("verify", out, path)[2]
    out.write_text("\n".join(lines) + end, "utf-8")
    assert call("verify", out, path)[0] == 3


def test_options_that_a_batch_does_not_take(call, judged):
    path, out = judged
    assert call("verify", out, path, path)[0] == 2
    assert call("verify", out, path, "--reading", "care-copayment=alternative")[0] == 2
    assert call("verify", out, path, "--name", "x")[0] == 2
    assert call("verify", out, path, "--engine", "duckdb", "--encoding", "cp932")[0] == 2


def test_a_key_that_was_deleted_or_said_twice(call, judged):
    path, out = judged
    lines = out.read_text("utf-8").splitlines()
    row = json.loads(lines[0])
    assert row.pop("reason_code") is None
    out.write_text("\n".join([json.dumps(row), *lines[1:]]), "utf-8")
    assert differences(call, out, path) == (1, [("1行目", "verdict", "reason_code")])
    out.write_text("\n".join([lines[0].replace('"line"', '"verdict": "met", "line"'), *lines[1:]]), "utf-8")
    assert call("verify", out, path)[0] == 3


@pytest.mark.parametrize("name", ["results", "results.json", "results.txt"])
def test_results_of_a_batch_are_told_by_what_they_say(call, judged, name):
    path, out = judged
    assert call("verify", out.rename(out.with_name(name)), path)[0] == 0
    text = out.with_name(name).read_text("utf-8")
    assert call("verify", "-", path, input=text)[0] == 0


def test_no_line_at_all(call, tmp_path):
    path, out = tmp_path / "in.ndjson", tmp_path / "out.ndjson"
    path.touch()
    out.touch()
    assert call("verify", out, path)[:2] == (0, "0件: 計算し直した結果と同じです。\n")


def test_the_report_as_a_file(call, judged, tmp_path):
    path, out = judged
    assert call("verify", out, path, "-o", tmp_path / "report.json") == (0, "", "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["same"] is True


# -- revisions ----------------------------------------------------------------------------------


@pytest.fixture
def corrected(tmp_path):
    """A correction: 社会医療法人's revised rule set asks for more than 81%, as revision 2."""
    from pathlib import Path

    import shinryo_ratio

    text = (Path(shinryo_ratio.__file__).parent / "law" / "data" / "social.toml").read_text("utf-8")
    head, mark, rest = text.partition('id = "social/2025-04-01"')
    assert mark
    rest = rest.replace("numerator = 80", "numerator = 81", 1)
    path = tmp_path / "corrected.toml"
    path.write_text(head + mark + "\nrevision = 2" + rest, "utf-8")
    return path


HEAD = "reference,corporation_name,corporation_type,fiscal_year_start,name,amount,kind"
SHARES = (
    "A1,甲会,social,2025-04-01,診療,805,social_insurance\nA1,甲会,social,2025-04-01,自費,195,self_pay\n"
    "A2,乙会,social,2025-04-01,診療,900,social_insurance\nA2,乙会,social,2025-04-01,自費,100,self_pay\n"
    "A3,丙会,social,2024-04-01,診療,900,social_insurance\nA3,丙会,social,2024-04-01,自費,100,self_pay\n"
)
"""80.5%, 90%, and 90% of a year before the rule set: another threshold changes the first two lines."""


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_lines_of_a_revision_that_was_corrected_are_verified_under_it(call, tmp_path, corrected, engine):
    if engine == "duckdb":
        module("duckdb")
    path, out = tmp_path / "in.csv", tmp_path / "out.ndjson"
    path.write_text(f"{HEAD}\n{SHARES}", "utf-8")
    assert call("batch", path, "--engine", engine, "-o", out)[0] == 0
    command = ("verify", out, path, "--engine", engine)
    assert call(*command)[:2] == (0, "3件: 計算し直した結果と同じです。\n")
    status, output, _ = call(*command, "--law", corrected)
    assert status == 0
    kept = "要件 social/2025-04-01 は、結果のとおりになる旧版（revision 1）で計算しました。"
    assert output.splitlines() == [
        "2件: 計算し直した結果と同じです。",
        f"  {kept}その後の訂正は check・batch で分かります。",
        "1件: 計算し直した結果と同じです。",
    ]
    data = json.loads(call(*command, "--law", corrected, "--format", "json")[1])
    assert [(one["lines"], one["superseded"]) for one in data["results"]] == [
        (2, {"ruleset": "social/2025-04-01", "revision": 1}), (1, None),
    ]  # fmt: skip
    # what no revision gives is told, as it differs under the law in force
    out.write_text(out.read_text("utf-8").replace('"numerator": 805', '"numerator": 806'), "utf-8")
    found = differences(call, *command[1:3], "--engine", engine, "--law", corrected)
    assert found[0] == 1
    assert ("2行目", "sums", "numerator") in found[1]
    assert {subject for subject, _, _ in found[1]} == {"2行目"}


def test_a_revision_that_is_kept_in_the_package_is_found(call, tmp_path, corrected, monkeypatch):
    """Here the shipped law is the corrected one's past."""
    from shinryo_ratio.law import files

    path, out = tmp_path / "in.csv", tmp_path / "out.ndjson"
    path.write_text(f"{HEAD}\n{SHARES}", "utf-8")
    call("batch", path, "-o", out, "--law", corrected)
    assert call("verify", out, path)[0] == 1
    folder = tmp_path / "superseded"
    folder.mkdir()
    corrected.rename(folder / "social-2.toml")
    (folder / "README").write_text("not a law file", "utf-8")
    monkeypatch.setattr(files, "SUPERSEDED", folder)
    status, output, _ = call("verify", out, path, "--lang", "en")
    assert status == 0
    assert "social/2025-04-01 was applied as it was for the result (revision 2)" in output


# -- tables in SQL --------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["parquet", "duckdb", "csv"])
def test_results_of_duckdb_are_judged_again_by_it(call, tmp_path, suffix):
    """The rows of A-1 stand apart, which SQL takes, and a fee of its own is a column that CSVs lack."""
    module("duckdb")
    from support.long_form import COLUMNS, write

    head = {"corporation_name": "甲会", "corporation_type": "social", "fiscal_year_start": "2025-04-01"}
    rows = [
        {**head, "reference": whose, "name": "x", "amount": amount, "kind": kind}
        for whose, amount, kind in (
            ("A-1", 900, "social_insurance"), ("A-2", 50, "health_checkup"), ("A-3", -1, "self_pay"),
            ("A-1", 100, "self_pay"),
        )
    ]  # fmt: skip
    path, out = write(rows, tmp_path / f"lines.{suffix}", COLUMNS), tmp_path / "out.ndjson"
    assert call("batch", path, "--engine", "duckdb", "-o", out)[0] == 3
    options = ("--engine", "duckdb") if suffix == "csv" else ()
    status, output, _ = call("verify", out, path, *options)
    assert status == 0
    assert output.startswith("3件: 計算し直した結果と同じです。")
    out.write_text(out.read_text("utf-8").replace('"denominator": 1000', '"denominator": 1001'), "utf-8")
    number = "2行目" if suffix == "csv" else "1行目"
    assert differences(call, out, path, *options) == (1, [(number, "sums", "denominator")])


def test_a_table_that_sql_does_not_read_is_verified_as_batch_judged_it(call, tmp_path):
    module("duckdb")
    path, out = tmp_path / "in.csv", tmp_path / "out.ndjson"
    path.write_bytes(f"{HEAD}\n{SHARES}".encode("cp932"))
    assert call("batch", path, "--engine", "duckdb", "-o", out)[0] == 0
    assert call("verify", out, path, "--engine", "duckdb")[0] == 0


def test_without_duckdb_it_is_said_how_to_install_it(call, judged, tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "lines.parquet").write_bytes(b"PAR1")
    status, _, told = call("verify", judged[1], tmp_path / "lines.parquet")
    assert status == 3
    assert "table-extra-missing" in told
    assert "shinryo-ratio[batch]" in told
    assert "file-missing" in call("verify", judged[1], tmp_path / "nowhere.parquet")[2]


def test_a_table_whose_name_does_not_say_so(call, tmp_path):
    path, out = tmp_path / "in.txt", tmp_path / "out.ndjson"
    path.write_text(f"{HEAD}\n{SHARES}", "utf-8")
    assert call("batch", path, "--input-format", "csv", "-o", out)[0] == 0
    assert call("verify", out, path, "--input-format", "csv")[:2] == (
        0,
        "3件: 計算し直した結果と同じです。\n",
    )
    assert call("verify", out, path)[0] == 1
    assert call("verify", out, path, "--input-format", "csv", "--engine", "duckdb")[0] == 2


def test_engine_is_for_results_of_batch(call, result_of):
    from pathlib import Path

    example = Path(__file__).parents[2] / "examples" / "group.yaml"
    status, _, told = call("verify", result_of("group.yaml"), example, "--engine", "duckdb")
    assert status == 2
    assert "--engine" in told
