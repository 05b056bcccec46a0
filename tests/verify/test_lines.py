"""The lines of a batch, judged again."""

import json

import pytest

from support.corporations import ndjson, of_any_chart


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
    assert output == "4件: 計算し直した結果と同じです。\n"


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
    line = out.read_text("utf-8").splitlines()[2]
    out.write_text(line, "utf-8")
    assert call("verify", out, path)[0] == 0
    out.write_text(line.replace("A-000002", "A-7"), "utf-8")
    assert differences(call, out, path) == (1, [("3行目", "details", "reference")])


@pytest.mark.parametrize(
    "text", ["x", "[1]", '{"line": 1}', '{"line": "1", "verdict": "met"}', '{"line": true, "verdict": 1}']
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
    out.write_text("\n".join([lines[1], lines[0]]), "utf-8")
    assert call("verify", out, path)[0] == 3


def test_options_that_a_batch_does_not_take(call, judged):
    path, out = judged
    assert call("verify", out, path, path)[0] == 2
    assert call("verify", out, path, "--reading", "care-copayment=alternative")[0] == 2
    assert call("verify", out, path, "--name", "x")[0] == 2
