"""One document a line in, one line out for each, in the same order, whatever the lines."""

import json

import pytest

from shinryo_ratio import assess
from shinryo_ratio.batch.chunks import BLOCK, LONGEST
from shinryo_ratio.figures import Figures
from support.corporations import of_any_chart, of_one_chart, table_of

KEYS = [
    "line", "reference", "verdict", "reason_code", "certainty", "ruleset", "status", "numerator",
    "denominator", "percent", "margins",
]  # fmt: skip
SMALL = (
    b'{"reference":"S","corporation":{"name":"x","type":"social"},'
    b'"fiscal_year":{"start":"2025-04-01"},"revenue":[%s]}'
)
LINE = b'{"name":"a","amount":80,"kind":"social_insurance"}'


def test_each_document_has_the_answer_of_assess(written, batch, rows):
    path = written(*range(5))
    done = batch(path)
    assert done.returncode == 0
    for number, row in enumerate(rows(done.stdout)):
        test = assess(Figures.model_validate(of_one_chart(number))).income
        assert list(row) == KEYS
        assert row == {
            "line": number + 1, "reference": f"A-{number:06d}", "verdict": test.verdict, "reason_code": None,
            "certainty": test.certainty, "ruleset": "social/2025-04-01", "status": "primary",
            "numerator": test.numerator, "denominator": test.denominator, "percent": row["percent"],
            "margins": test.margins._asdict(),
        }  # fmt: skip


def test_the_numbers_by_hand(written, batch, rows):
    """400 of 500 is exactly 80%: not met, one yen short; 401 of 501 is met."""
    exactly = (
        SMALL
        % b'{"name":"a","amount":400,"kind":"social_insurance"},{"name":"b","amount":100,"kind":"self_pay"}'
    )
    above = exactly.replace(b"400", b"401")
    first, second = rows(batch(written(exactly, above)).stdout)
    assert (first["verdict"], first["numerator"], first["denominator"], first["percent"]) == (
        "not_met",
        400,
        500,
        "80.000",
    )
    assert first["margins"] == {
        "other_revenue_room": None, "qualifying_loss_room": None,
        "qualifying_shortfall": 1, "other_revenue_excess": 1,
    }  # fmt: skip
    assert (second["verdict"], second["percent"]) == ("met", "80.039")
    assert second["margins"]["other_revenue_room"] == 0


def test_a_bad_line_is_told_in_its_place_and_stops_nothing(written, batch, rows):
    twice = SMALL.replace(b'"reference":"S"', b'"reference":"S","reference":"T"') % LINE
    path = written(
        0, b"", b'{"revenue":', b"[1]", twice, SMALL % LINE.replace(b"80", b"1.5"), 1, b"  ", end=b""
    )
    done = batch(path)
    found = rows(done.stdout)
    assert done.returncode == 3
    assert [row["line"] for row in found] == list(range(1, 9))
    codes = [[error["code"] for error in row.get("errors", [])] for row in found]
    assert codes == [
        [], ["line-empty"], ["json-value-expected"], ["not-figures"], ["duplicate-key"], ["amount-fraction"],
        [], ["line-empty"],
    ]  # fmt: skip
    places = [
        (row["errors"][0]["place"]["line"], row["errors"][0]["place"]["file"])
        for row in found
        if "errors" in row
    ]
    assert places == [(line, str(path)) for line in (2, 3, 4, 5, 6, 8)]
    assert found[5]["errors"][0]["place"]["path"] == "revenue[0].amount"
    assert found[5]["errors"][0]["place"]["column"] == (SMALL % LINE).index(b"80") + 1
    assert "5行目" in found[4]["errors"][0]["message"]
    assert [row["reference"] for row in found] == ["A-000000", None, None, None, "S", "S", "A-000001", None]


def test_problems_are_those_of_check(written, batch, rows, tmp_path):
    broken = {**of_one_chart(1), "unit": "ドル", "fiscal_year": {"start": "令和7年度"}}
    broken["revenue"][3]["kind"] = "労災診"
    text = json.dumps(broken, ensure_ascii=False).encode()
    from shinryo_ratio import FiguresError, loads

    with pytest.raises(FiguresError) as caught:
        loads(text, "json")
    row = rows(batch(written(0, text)).stdout)[1]
    assert len(row["errors"]) == 3
    for error, problem in zip(row["errors"], caught.value.problems, strict=True):
        assert (error["code"], error["message"]) == (problem.code, problem.message)
        place = problem.as_dict()["place"]
        assert error["place"] == {**place, "file": error["place"]["file"], "line": 2}


@pytest.mark.parametrize("start", ["2016-04-01", "2022-04-01"])
def test_a_year_outside_the_law_and_a_body_not_tested(written, batch, rows, start):
    document = {**of_one_chart(1, "koseiren"), "fiscal_year": {"start": start}}
    row = rows(batch(written(json.dumps(document).encode())).stdout)[0]
    if start < "2017":
        assert row["errors"][0]["code"] == "fiscal-year-outside-law"
        assert row["errors"][0]["place"]["line"] == 1
        assert row["errors"][0]["place"]["path"] == "fiscal_year.start"
        assert row["errors"][0]["place"]["column"] > 1
    else:
        assert list(row) == KEYS
        assert row["verdict"] == "not_applicable"
        assert [
            row[key] for key in ("certainty", "ruleset", "numerator", "denominator", "percent", "margins")
        ] == [None] * 6
        assert row["reason_code"]


def test_what_the_law_refuses_is_told_beside_the_other_errors(written, batch, rows):
    document = {**of_one_chart(1), "fiscal_year": {"start": "2016-04-01"}}
    document["revenue"][0]["amount"] = -5
    (row,) = rows(batch(written(json.dumps(document).encode())).stdout)
    assert {error["code"] for error in row["errors"]} == {"fiscal-year-outside-law", "amount-too-small"}
    assert all(error["place"]["line"] == 1 and error["place"]["column"] > 1 for error in row["errors"])


def test_line_ends_marks_and_encodings_of_others(written, batch, rows):
    one = next(line for line in [json.dumps(of_one_chart(0), ensure_ascii=False)])
    plain = rows(batch(written(one.encode(), one.encode())).stdout)
    assert rows(batch(written(one.encode() + b"\r", one.encode(), end=b"\r\n")).stdout) == plain
    assert rows(batch(written(b"\xef\xbb\xbf" + one.encode(), one.encode(), end=b"")).stdout) == plain
    assert rows(batch(written(one.encode("cp932"), one.encode("cp932"))).stdout) == plain
    told = batch(written(one.encode("euc-jp"), one.encode("euc-jp")), "--encoding", "euc-jp")
    assert rows(told.stdout) == plain
    assert batch(written(b""), "--encoding", "utf-16").returncode == 2
    assert batch(written(b""), "--encoding", "nonsense").returncode == 2


def test_standard_input_and_output(batch, rows):
    data = b"".join(json.dumps(of_any_chart(number)).encode() + b"\n" for number in range(3))
    done = batch("-", "-o", "-", input=data + b"x")
    assert done.returncode == 3
    assert [row["line"] for row in rows(done.stdout)] == [1, 2, 3, 4]
    assert rows(done.stdout)[3]["errors"][0]["place"]["file"] == "-"


def test_the_format_of_standard_input(batch, rows, written):
    table = table_of([of_any_chart(number) for number in range(2)])
    done = batch("-", "--input-format", "csv", input=table)
    assert done.returncode == 0
    assert [row["line"] for row in rows(done.stdout)] == [2, 32]
    lines = written(0, 1, name="in.csv")
    assert batch(lines, "--input-format", "ndjson").returncode == 0


@pytest.mark.parametrize("name", ["in.parquet", "in.duckdb", "in.PARQUET"])
def test_a_table_that_only_sql_reads_is_one_error(written, batch, rows, name, tmp_path):
    path = written(b"PAR1", b"x", name=name)
    for verb, *before in (("batch",), ("verify", written(b"{}"))):
        options = ["--engine", "python"] if before else []
        done = batch(*before, path, *options, verb=verb)
        assert done.returncode == 2
        assert done.stdout == b""
        assert "--engine duckdb" in done.stderr.decode()
    assert [row["errors"][0]["code"] for row in rows(batch(path, "--input-format", "ndjson").stdout)] == [
        "json-value-expected"
    ] * 2


def test_no_line_gives_no_line(written, batch, tmp_path):
    done = batch(written(end=b""), "-o", tmp_path / "out")
    assert done.returncode == 0
    assert (tmp_path / "out").read_bytes() == b""


def test_a_huge_line_is_refused_and_what_follows_is_judged(written, batch, rows):
    """Longer than what is held in memory, within one block of reading and over many."""
    huge = [b'{"note":"' + b"x" * size + b'"}' for size in (LONGEST, LONGEST + BLOCK // 2, 3 * LONGEST)]
    done = batch(written(0, *huge, 1, b"x" * (LONGEST + 5), end=b""))
    found = rows(done.stdout)
    assert [row["line"] for row in found] == [1, 2, 3, 4, 5, 6]
    assert ["errors" in row for row in found] == [False, True, True, True, False, True]
    assert found[1]["errors"][0]["code"] == "document-too-long"
    assert found[5]["errors"][0]["place"]["line"] == 6


def test_half_a_surrogate_is_told_and_does_not_break_the_output(written, batch, rows):
    done = batch(written(SMALL.replace(b'"S"', rb'"\ud800"') % LINE, SMALL % LINE))
    first, second = rows(done.stdout)
    assert first["reference"] == "\ud800"
    assert first["errors"]
    assert second["verdict"] == "met"


def test_english_messages(written, batch, rows):
    row = rows(batch(written(b""), "--lang", "en").stdout)[0]
    assert row["errors"][0]["message"] == "The line is empty."


def test_own_law(written, batch, rows, tmp_path):
    law = tmp_path / "own.toml"
    law.write_text("x = 1")
    done = batch(written(0), "--law", law, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert b"law-file-invalid" in done.stderr
    assert not list(tmp_path.glob("out*"))


def test_what_was_done_is_told_in_one_line(written, batch):
    done = batch(written(0, 1, b"", SMALL % LINE))
    assert done.stderr.decode().strip() == "4件: 満たす 3・入力の誤り 1"
    done = batch(written(0, 1, b"", SMALL % LINE), "--lang", "en")
    assert done.stderr.decode().strip() == "4 documents: met 3, invalid 1"


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["nowhere.ndjson"], 3, "file-missing"),
        (["."], 3, "file-is-a-directory"),
        (["in.ndjson", "--resume"], 2, "--resume"),
        (["in.ndjson", "-o", "in.ndjson"], 2, "in.ndjson"),
        (["in.ndjson", "-o", "no/where"], 2, "no/where"),
        (["in.ndjson", "--jobs", "0"], 2, "--jobs"),
        (["in.ndjson", "--engine", "duckdb", "--jobs", "2"], 2, "--jobs"),
        (["in.ndjson", "--engine", "duckdb", "--input-format", "csv"], 2, "--input-format"),
        ([], 2, "IN"),
    ],
)
def test_usage(written, batch, tmp_path, monkeypatch, args, status, told):
    written(0)
    monkeypatch.chdir(tmp_path)
    done = batch(*args)
    assert done.returncode == status
    assert told in done.stderr.decode()
    assert done.stdout == b""
