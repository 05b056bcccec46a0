"""CSV in long form: the rows of each corporation, in any of the ways that check reads them."""

import csv
import io

import pytest

from support.corporations import of_any_chart, of_one_chart

HEADER = ["reference", "corporation_name", "corporation_type", "legal_form", "fiscal_year_start"]
FIELDS = [
    "name", "amount", "kind", "business", "section", "same_tariff", "granted_for", "deliveries", "copayment",
    "internal", "facility",
]  # fmt: skip


def table(documents, encoding="utf-8", end="\r\n"):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=end)
    writer.writerow([*HEADER, *FIELDS])
    for document in documents:
        corporation = document["corporation"]
        whose = [
            document["reference"], corporation["name"], corporation["type"], corporation["legal_form"],
            document["fiscal_year"]["start"],
        ]  # fmt: skip
        for line in document["revenue"]:
            said = {**line}
            if "deliveries" in line:
                said["deliveries"] = ";".join(f"{each['fee']}x{each['count']}" for each in line["deliveries"])
            cells = [said.get(field, "") for field in FIELDS]
            writer.writerow(whose + [str(cell).lower() if isinstance(cell, bool) else cell for cell in cells])
    return text.getvalue().encode(encoding)


@pytest.fixture
def csv_file(tmp_path):
    def _csv_file(data):
        path = tmp_path / "in.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return _csv_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_says_what_lines_say(csv_file, written, batch, rows, encoding):
    documents = [of_one_chart(1), of_any_chart(2, "koseiren"), of_any_chart(3, "open_hospital")]
    import json

    lines = rows(batch(written(*[json.dumps(each).encode() for each in documents])).stdout)
    done = batch(csv_file(table(documents, encoding)))
    assert done.returncode == 0
    found = rows(done.stdout)
    assert [row["line"] for row in found] == [2, 32, 62]
    assert [{**row, "line": 0} for row in found] == [{**row, "line": 0} for row in lines]


def test_chunks_and_jobs_change_nothing(csv_file, batch, tmp_path):
    path = csv_file(table([of_any_chart(number) for number in range(150)]))
    alone = batch(path)
    assert alone.stdout.count(b"\n") == 150
    assert batch(path, "--jobs", "2").stdout == alone.stdout
    batch(path, "-o", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == alone.stdout


def test_a_cut_off_table_goes_on(csv_file, batch, tmp_path, monkeypatch):
    from shinryo_ratio.cli.tally import Tally

    def interrupt(self, progress):
        raise KeyboardInterrupt

    path, out = csv_file(table([of_any_chart(number) for number in range(150)])), tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(Tally, "show", interrupt)
        assert batch(path, "-o", out).returncode == 130
    done = batch(path, "-o", out, "--resume")
    assert "64件目の続き" in done.stderr.decode()
    assert out.read_bytes() == batch(path).stdout


HEAD = "reference,corporation_name,corporation_type,fiscal_year_start,科目,金額,区分\n"
GOOD = """\
A1,甲会,社会医療法人,令和7年4月1日,診療,"9,000",社会保険診療
A1,甲会,社会医療法人,2025-04-01,自費,"1,000",自費診療
"""
BAD = """\
A2,乙会,social,2025-04-01,診療,"7,000",社会保険診療

A2,乙会,social,2025-04-01,自費,"3,00",自費診療
A2,乙会,koseiren,2025-04-01,自費
"""


def test_places_are_rows_of_the_whole_table(csv_file, batch, rows):
    done = batch(csv_file(HEAD + GOOD + BAD + GOOD.replace("A1", "A3")))
    first, second, third = rows(done.stdout)
    assert (first["line"], first["verdict"], first["numerator"], first["denominator"]) == (
        2,
        "met",
        9000,
        10000,
    )
    assert (second["line"], second["reference"]) == (4, "A2")
    told = [(error["code"], error["place"]["line"], error["place"]["column"]) for error in second["errors"]]
    assert told == [("amount-format", 6, 6), ("csv-row-width", 7, 6)]
    assert (third["line"], third["verdict"]) == (8, "met")


def test_conflicting_headings_name_the_row_of_the_whole_table(csv_file, batch, rows):
    other = "A3,甲会,social,2025-04-01,診療,1,社会保険診療\nA3,乙会,social,2025-04-01,診療,1,社会保険診療\n"
    row = rows(batch(csv_file(HEAD + GOOD + other)).stdout)[1]
    (error,) = row["errors"]
    assert (error["code"], error["place"]["line"], error["place"]["column"]) == ("csv-heading-conflict", 5, 2)
    assert "4" in error["message"]


def test_rows_of_a_corporation_that_stand_apart(csv_file, batch, rows):
    done = batch(csv_file(HEAD + GOOD + GOOD.replace("A1", "A2") + GOOD))
    found = rows(done.stdout)
    assert [row.get("verdict") for row in found] == ["met", "met", None]
    assert found[2]["errors"][0]["code"] == "csv-rows-apart"
    assert found[2]["line"] == 6
    assert done.returncode == 3


def test_the_same_corporation_in_two_years_is_two(csv_file, batch, rows):
    found = rows(batch(csv_file(HEAD + GOOD + GOOD.replace("令和7", "令和6").replace("2025", "2024"))).stdout)
    assert [row["ruleset"] for row in found] == ["social/2025-04-01", "social/2019-04-01"]


def test_a_row_that_cannot_be_read_stops_nothing(csv_file, batch, rows):
    found = rows(batch(csv_file(HEAD + GOOD + 'x"y,"a"b\n' + GOOD.replace("A1", "A2"))).stdout)
    assert [row.get("verdict") for row in found] == ["met", None, "met"]
    assert found[1]["errors"][0]["code"] == "csv-syntax"
    assert found[1]["errors"][0]["place"]["line"] == found[1]["line"] == 4
    open_quote = rows(batch(csv_file(HEAD + GOOD + '"A2,b\n')).stdout)
    assert open_quote[1]["errors"][0]["code"] == "csv-quote-open"


def test_a_row_in_another_encoding(csv_file, batch, rows):
    data = (
        (HEAD + GOOD).encode() + GOOD.replace("A1", "A2").encode("cp932") + GOOD.replace("A1", "A3").encode()
    )
    found = rows(batch(csv_file(data)).stdout)
    assert [row.get("verdict") for row in found] == ["met", None, None, "met"]
    assert found[1]["errors"][0]["code"] == "encoding-mismatch"


def test_a_corporation_without_end(csv_file, batch, rows, monkeypatch):
    from shinryo_ratio.batch import table as module

    monkeypatch.setattr(module, "LONGEST", 2_000)
    row = "B1,乙会,social,2025-04-01,診療,1,社会保険診療\n"
    found = rows(batch(csv_file(HEAD + row * 60 + GOOD)).stdout)
    assert found[0]["errors"][0]["code"] == "document-too-long"
    assert found[1]["verdict"] == "met"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("\n\n", "file-empty"),
        ("reference,値\n", "csv-column-unknown"),
        ('a,"b"c\n', "csv-syntax"),
        ("科目,金額\n", "csv-column-missing"),
    ],
)
def test_a_header_that_is_wrong_is_wrong_for_all(csv_file, batch, text, code):
    done = batch(csv_file(text))
    assert done.returncode == 3
    assert done.stdout == b""
    assert code in done.stderr.decode()


def test_a_table_that_does_not_say_whose_it_is(csv_file, batch, rows):
    found = rows(batch(csv_file("科目,金額,区分\n診療,1,社会保険診療\n")).stdout)
    assert {error["code"] for error in found[0]["errors"]} == {"csv-heading-missing"}


def test_a_table_without_rows(csv_file, batch):
    done = batch(csv_file(HEAD))
    assert (done.returncode, done.stdout) == (0, b"")
